import {LitElement, html, nothing} from 'lit';
import {icon} from './icons.js';
import {drawing, sample} from './drawing.js';
import {DAY, move, place, zoom} from './scale.js';
import {address} from './evidence.js';

const NEARER = 0.6;

/** Drawn wider, its words are too small on a sheet of paper. */
const WIDEST = 760;

const KEYS = {
  '+': (trend) => trend.zoomBy(NEARER),
  '=': (trend) => trend.zoomBy(NEARER),
  '-': (trend) => trend.zoomBy(1 / NEARER),
  0: (trend) => trend.showAll(),
  ArrowLeft: (trend) => trend.step(-1),
  ArrowRight: (trend) => trend.step(1),
  Home: (trend) => trend.goTo(0),
  End: (trend) => trend.goTo(trend.moments.length - 1),
  Escape: (trend) => trend.goTo(null),
};

/** How the work has been going, session by session: drawn, and as a table. */
export class Trend extends LitElement {
  static properties = {
    trend: {attribute: false},
    words: {attribute: false},
    asOf: {attribute: false},
    ehrBase: {attribute: false},
    shown: {state: true},
    window: {state: true},
    at: {state: true},
    table: {state: true},
    width: {state: true},
  };

  constructor() {
    super();
    /** @type {Set<string> | null} the lines that are drawn; null until somebody chooses */
    this.shown = null;
    /** @type {[number, number] | null} null is all there is */
    this.window = null;
    /** @type {number | null} which moment is read out */
    this.at = null;
    this.table = false;
    this.width = 560;
    this.observer = new ResizeObserver(([entry]) => (this.width = Math.min(WIDEST, Math.max(240, Math.round(entry.contentRect.width)))));
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  willUpdate(changed) {
    if (changed.has('trend') || changed.has('words')) {
      this.all = span(this.trend, this.asOf);
      this.moments = momentsOf(this.trend, this.words);
      this.at = null;
    }
    const chosen = this.shown ?? usuallyShown(this.trend.series);
    this.series = this.trend.series.filter(({id}) => chosen.has(id));
    this.range = this.window ?? this.all;
  }

  zoomBy(factor) {
    const around = this.at === null ? undefined : this.moments[this.at].at;
    this.window = zoom(this.range, this.all, factor, around);
  }

  moveBy(part) {
    this.window = move(this.range, this.all, part);
  }

  showAll() {
    this.window = null;
  }

  step(by) {
    this.goTo(this.at === null ? (by < 0 ? this.moments.length - 1 : 0) : this.at + by);
  }

  goTo(index) {
    this.at = index === null || this.moments.length === 0 ? null : Math.min(Math.max(index, 0), this.moments.length - 1);
    const at = this.at === null ? null : this.moments[this.at].at;
    if (at !== null && (at < this.range[0] || at > this.range[1])) {
      this.window = move(this.range, this.all, (at - (this.range[0] + this.range[1]) / 2) / (this.range[1] - this.range[0]));
    }
  }

  onKey(event) {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    if (act !== undefined) {
      event.preventDefault();
      act(this);
    }
  }

  /** The moment nearest to the pointer is read out. */
  onPointer(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) * this.width) / box.width;
    const at = this.range[0] + ((x - this.plot[0]) / (this.plot[1] - this.plot[0])) * (this.range[1] - this.range[0]);
    const far = this.moments.map((moment) => Math.abs(moment.at - at));
    const nearest = far.indexOf(Math.min(...far));
    this.at = nearest === -1 ? null : nearest;
  }

  get plot() {
    return [36, this.width - 14];
  }

  render() {
    const {words} = this;
    if (this.moments.length === 0) {
      return html`<section class="trend"><h2>${words.say('trend.title')}</h2><p class="grey">${words.say('trend.nothing')}</p></section>`;
    }
    return html`
      <section class="trend" aria-labelledby="trend-title">
        <h2 id="trend-title">${words.say('trend.title')}</h2>
        ${this.lines()} ${this.controls()}
        <div class="plot ${this.table ? 'with-table' : ''}" tabindex="0" role="group" aria-label=${words.say('trend.walk')} @keydown=${this.onKey}
          @pointermove=${this.onPointer} @pointerleave=${() => (this.at = null)}>
          ${drawing(this)}
        </div>
        <p class="readout" role="status">${this.at === null ? words.say('trend.hint') : this.told(this.moments[this.at])}</p>
        ${this.series.map((one) => this.seriesNote(one))}
        ${this.marks()} ${this.legend()} ${this.twin()}
      </section>
    `;
  }

  lines() {
    const {series} = this.trend;
    const choose = (id, event) => {
      const shown = new Set(this.series.map((one) => one.id));
      event.target.checked ? shown.add(id) : shown.delete(id);
      this.shown = shown;
    };
    return series.length < 2 ? nothing : html`
      <fieldset class="lines">
        <legend>${this.words.say('trend.lines')}</legend>
        ${series.map(({id, name}) => html`
          <label><input type="checkbox" .checked=${this.series.some((one) => one.id === id)} @change=${(event) => choose(id, event)}> ${name}</label>
        `)}
      </fieldset>
    `;
  }

  controls() {
    const {words} = this;
    const whole = this.window === null;
    const button = (key, sign, act, off) => html`
      <button type="button" class="plain" aria-label=${words.say(key)} title=${words.say(key)} aria-disabled=${String(off)} @click=${() => off || act()}>${sign}</button>
    `;
    return html`
      <div class="controls" role="group" aria-label=${words.say('trend.zoom')}>
        ${button('trend.nearer', '+', () => this.zoomBy(NEARER), false)}
        ${button('trend.farther', '−', () => this.zoomBy(1 / NEARER), whole)}
        ${button('trend.earlier', '‹', () => this.moveBy(-0.5), this.range[0] <= this.all[0])}
        ${button('trend.later', '›', () => this.moveBy(0.5), this.range[1] >= this.all[1])}
        <button type="button" class="plain" aria-disabled=${String(whole)} @click=${() => this.showAll()}>${words.say('trend.all')}</button>
        <button type="button" class="plain" aria-expanded=${String(this.table)} aria-controls="trend-table" @click=${() => (this.table = !this.table)}>${words.say('trend.table')}</button>
      </div>
    `;
  }

  /** What happened on one day, in words. */
  told({at, sessions, points, marks}) {
    const {words} = this;
    const facts = [
      ...sessions.map((session) => this.sessionText(session)),
      ...points.map(({series, point}) => this.pointText(series, point)),
      ...marks.map((mark) => this.markText(mark)),
    ];
    return `${words.day(at)}: ${facts.join(' ')}`;
  }

  sessionText(session) {
    const {words} = this;
    const text = (session.text ?? words.say(`session.${session.outcome}`)).replace(/\.$/, '');
    const how = ['video', 'phone'].includes(session.modality) ? ` (${words.say(`modality.${session.modality}`)})` : '';
    return sentence(text + how);
  }

  pointText(series, point) {
    const {words} = this;
    const where = place(point.value, series.usual);
    const value = words.say('trend.value', {name: series.name, value: point.value, max: series.max});
    return sentence(where === null ? value : `${value}, ${words.say(`trend.${where}`, {low: series.usual.low, high: series.usual.high})}`);
  }

  markText(mark) {
    return sentence(mark.text ?? this.words.say(`mark.${mark.kind}`));
  }

  seriesNote(series) {
    const {words} = this;
    if (series.state === 'not-enough') {
      const count = series.needed - series.have;
      return html`<p class="grey">${icon('INFO')} ${words.count('trend.not-enough', count, {name: series.name, have: series.have, needed: series.needed})}</p>`;
    }
    return series.cutOff?.text ? html`<p class="soft note">${series.name}: ${series.cutOff.text}</p>` : nothing;
  }

  marks() {
    const marks = this.trend.marks;
    return marks.length === 0 ? nothing : html`
      <ol class="marks" aria-label=${this.words.say('trend.marks')}>
        ${marks.map((mark, i) => html`<li><span class="badge" aria-hidden="true">${i + 1}</span> <span class="when">${this.words.day(mark.at)}</span> ${this.markText(mark)}</li>`)}
      </ol>
    `;
  }

  legend() {
    const {words, series} = this;
    const ended = [...new Set(this.trend.sessions.map(({outcome}) => outcome))];
    const item = (kind, key) => html`<li>${sample(kind)} ${words.say(key)}</li>`;
    return html`
      <ul class="legend" aria-label=${words.say('trend.legend')}>
        ${series.some(({usual}) => usual) ? item('usual', 'legend.usual') : nothing}
        ${series.some(({reliableChange}) => reliableChange) ? item('reliable', 'legend.reliable') : nothing}
        ${series.some(({cutOff}) => cutOff) ? item('cut-off', 'legend.cut-off') : nothing}
        ${series.some(({points}) => points.some(({signal}) => signal)) ? item('ringed', 'legend.ringed') : nothing}
        ${series.some(({respondent}) => respondent === 'therapist') ? item('therapist', 'legend.therapist') : nothing}
        ${ended.map((outcome) => item(outcome, `session.${outcome}`))}
      </ul>
    `;
  }

  /** The same as a table; out of sight until asked for, and always on paper. */
  twin() {
    const {words} = this;
    const link = (one) => address({reference: one.reference}, this.ehrBase);
    const row = (day, i, what, where, to) => html`
      <tr>
        ${i === 0 ? html`<th scope="rowgroup" rowspan=${day.rows.length}><time datetime=${new Date(day.at).toISOString()}>${words.day(day.at)}</time></th>` : nothing}
        <td>${what} ${to === null ? nothing : html`<a href=${to} target="_blank" rel="noopener noreferrer">${words.say('evidence.link')}<span class="heard"> ${what} ${words.day(day.at)}</span></a>`}</td>
        <td>${where}</td>
      </tr>
    `;
    const days = [...this.moments].reverse().map(({at, sessions, points, marks}) => ({at, rows: [
      ...sessions.map((one) => [this.sessionText(one), '', link(one)]),
      ...points.map(({series, point}) => [words.say('trend.value', {name: series.name, value: point.value, max: series.max}), this.placeText(series, point), link(point)]),
      ...marks.map((mark) => [this.markText(mark), words.say(`mark.${mark.kind}`), null]),
    ]}));
    return html`
      <table id="trend-table" class="twin ${this.table ? '' : 'shut'}">
        <caption>${words.say('table.caption')}</caption>
        <thead><tr><th scope="col">${words.say('table.day')}</th><th scope="col">${words.say('table.what')}</th><th scope="col">${words.say('table.place')}</th></tr></thead>
        ${days.map((day) => html`<tbody>${day.rows.map(([what, where, to], i) => row(day, i, what, where, to))}</tbody>`)}
      </table>
    `;
  }

  placeText(series, point) {
    const {words} = this;
    const where = place(point.value, series.usual);
    const beside = where === null ? '' : words.say(`trend.${where}`, {low: series.usual.low, high: series.usual.high});
    const cut = series.cutOff ? words.say(point.value < series.cutOff.value ? 'table.under-cut-off' : 'table.over-cut-off', {value: series.cutOff.value}) : '';
    return [beside, cut].filter((text) => text !== '').join('; ');
  }
}

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** More at once would be none. */
const MOST = 3;

/** One of each kind, and whatever a signal speaks of. */
function usuallyShown(series) {
  const first = (kind) => series.find((one) => one.kind === kind)?.id;
  const spokenOf = series.filter(({points}) => points.some(({signal}) => signal)).map(({id}) => id);
  return new Set([...new Set([first('alliance'), first('outcome'), ...spokenOf])].filter((id) => id !== undefined).slice(0, MOST));
}

/** All time there is, with a little air at both ends. */
function span({series, sessions, marks}, asOf) {
  const all = [...series.flatMap(({points}) => points), ...sessions, ...marks].map(({at}) => Date.parse(at));
  const [first, last] = [Math.min(...all), Math.max(...all, Date.parse(asOf))];
  const air = Math.max((last - first) * 0.03, 3 * DAY);
  return [first - air, last + air];
}

/** What there is to tell, gathered by day: one stop for whoever walks along it. */
function momentsOf({series, sessions, marks}, words) {
  const days = new Map();
  const on = (at) => {
    const day = words.dateField(at);
    if (!days.has(day)) {
      days.set(day, {at: Date.parse(at), sessions: [], points: [], marks: []});
    }
    return days.get(day);
  };
  sessions.forEach((one) => on(one.at).sessions.push(one));
  series.forEach((one) => one.points.forEach((point) => on(point.at).points.push({series: one, point})));
  marks.forEach((one) => on(one.at).marks.push(one));
  return [...days.values()].sort((a, b) => a.at - b.at);
}

customElements.define('attune-trend', Trend);
