import {LitElement, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {icon} from './icons.js';
import * as session from './session.js';

const PLACE = 'chart/note';
const AMOUNTS = ['1', '2', '3'];

/** Signs of groups and of video; most sessions have neither. */
const ELSEWHERE = /^[grv]\d/;

/** What each answer about one's own part asks further; the rest asks nothing. */
const REFLECTIONS = new Set([
  'pace',
  'too-many-questions',
  'advice-unasked',
  'missed-what-mattered',
  'distracted',
  'own-feeling',
  'not-sure',
]);

/**
 * A therapist's note after a session, for themselves alone: what was noticed, what happened just before, and what their own part was. It is
 * kept once, however often it is sent; what was noted before can be read and taken back here.
 *
 * @fires note-left when it is put away
 */
export class Note extends LitElement {
  static properties = {
    words: {attribute: false},
    readOnly: {attribute: false},
    paper: {state: true},
    answers: {state: true},
    noticed: {state: true},
    wide: {state: true},
    busy: {state: true},
    problem: {state: true},
    asks: {state: true},
  };

  constructor() {
    super();
    this.words = null;
    this.readOnly = false;
    this.paper = null;
    this.begin();
    /** @type {string[] | null} what to think about, once a note is kept */
    this.asks = null;
  }

  createRenderRoot() {
    return this;
  }

  begin() {
    /** @type {Record<string, string>} */
    this.answers = {};
    /** @type {string[]} */
    this.noticed = [];
    this.wide = false;
    this.busy = false;
    /** @type {string | null} */
    this.problem = null;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('words') && this.words !== null && this.paper?.language !== this.words.language) {
      this.load();
    }
  }

  async load() {
    await this.during(async () => {
      this.paper = await session.get(`${PLACE}?lang=${this.words.language}`);
    });
  }

  /**
   * @param {() => Promise<void>} work
   */
  async during(work) {
    this.problem = null;
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof session.Problem) || session.ends(problem)) {
        this.dispatchEvent(new CustomEvent('chart-ended', {detail: problem.name, bubbles: true}));
        return;
      }
      this.problem = problem.name;
    }
  }

  /**
   * @param {string} item
   * @param {string} given empty where it is left out again
   */
  answer(item, given) {
    const {[item]: before, ...others} = this.answers;
    this.answers = given === '' ? others : {...others, [item]: given};
  }

  /**
   * @param {string} marker
   * @param {boolean} on
   */
  async notice(marker, on) {
    this.noticed = on ? [...this.noticed, marker] : this.noticed.filter((one) => one !== marker);
    this.answers = Object.fromEntries(Object.entries(this.answers).filter(([item]) => !item.startsWith(`marker.${marker}.`)));
    if (on) {
      this.answer(`marker.${marker}.amount`, AMOUNTS[0]);
    }
  }

  /** @param {Event} event */
  async keep(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    if (Object.keys(this.answers).length === 0) {
      this.problem = 'nothing-said';
      return;
    }
    this.busy = true;
    const {answers} = this;
    await this.during(async () => {
      await session.put(`${PLACE}/${this.paper.next}?lang=${this.words.language}`, {answers: Object.fromEntries(Object.entries(answers).map(([item, given]) => [item, [given]]))});
      this.asks = asksOf(answers);
      this.begin();
      await this.updateComplete;
      this.querySelector('h3')?.focus();
      await this.load();
    });
    this.busy = false;
  }

  /** @param {string} id */
  async takeBack(id) {
    await this.during(async () => {
      await session.remove(`${PLACE}/${id}`);
      await this.load();
      await this.updateComplete;
      this.querySelector('h2')?.focus();
    });
  }

  async another() {
    this.asks = null;
    await this.updateComplete;
    this.querySelector('h2')?.focus();
  }

  leave() {
    this.dispatchEvent(new CustomEvent('note-left', {bubbles: true}));
  }

  render() {
    const {words, paper} = this;
    if (words === null) {
      return nothing;
    }
    return html`
      <section class="forms note" aria-labelledby="note-title">
        <h2 id="note-title" tabindex="-1">${paper?.title ?? words.say('note.title')}</h2>
        <p class="line"><span>${icon('shield')} ${words.say('note.about')}</span></p>
        ${paper === null ? this.trouble() : nothing}
        ${paper === null ? nothing : html`
          ${this.asks === null ? this.asking() : this.kept()}
          ${paper.written.length === 0 ? nothing : this.before()}
        `}
        <p class="row"><button type="button" class="plain" @click=${this.leave}>${words.say(this.asks === null && Object.keys(this.answers).length > 0 ? 'note.drop' : 'note.close')}</button></p>
      </section>
    `;
  }

  asking() {
    const {paper, words} = this;
    const items = paper.items.filter(({first}) => this.wide || first);
    return html`
      <form @submit=${this.keep}>
        <p>${paper.session ? words.say('note.session', {moment: words.moment(paper.session)}) : words.say('note.no-session')}</p>
        <fieldset>
          <legend>${words.say('note.noticed')}</legend>
          <div class="ticks">${paper.markers.filter(({name}) => !ELSEWHERE.test(name)).map((one) => this.tick(one))}</div>
          <details>
            <summary>${words.say('note.elsewhere')}</summary>
            <div class="ticks">${paper.markers.filter(({name}) => ELSEWHERE.test(name)).map((one) => this.tick(one))}</div>
          </details>
        </fieldset>
        ${repeat(this.noticed, (name) => name, (name) => this.marker(name))}
        <div class="asked">${items.map((item) => this.question(item))}</div>
        ${this.wide ? nothing : html`<p><button type="button" class="plain" @click=${this.more}>${words.say('note.more')}</button></p>`}
        ${this.trouble()}
        <p class="row"><button type="submit" class="primary" ?disabled=${this.readOnly} aria-disabled=${this.busy ? 'true' : nothing}>${words.say('note.keep')}</button></p>
      </form>
    `;
  }

  trouble() {
    const {problem, words} = this;
    return problem === null ? nothing : html`
      <p class="problem" role="alert">${words.say(this.why())}</p>
    `;
  }

  why() {
    const known = `note.problem.${this.problem}`;
    if (this.paper === null && this.problem !== 'no-notes-here') {
      return 'note.problem.not-loaded';
    }
    return this.words.has(known) ? known : 'note.problem';
  }

  tick({name, text}) {
    return html`
      <label class="choice"><input type="checkbox" name=${`noticed.${name}`} .checked=${this.noticed.includes(name)} @change=${(event) => this.notice(name, event.target.checked)}> <span>${text}</span></label>
    `;
  }

  async more() {
    this.wide = true;
    await this.updateComplete;
    this.querySelector('form > .asked select:not([data-first])')?.focus();
  }

  /** @param {string} name */
  marker(name) {
    const {text} = this.paper.markers.find((one) => one.name === name);
    return html`
      <fieldset class="marker" data-marker=${name}>
        <legend>${text}</legend>
        <div class="asked">${this.paper.asked.map((item) => this.question({...item, name: `marker.${name}.${item.name}`, asked: item.name}))}</div>
      </fieldset>
    `;
  }

  /** Closed lists, so that a whole note fits on a screen. */
  question(item) {
    const {words} = this;
    const given = this.answers[item.name] ?? '';
    return html`
      <label class="field">${item.text}
        <select name=${item.name} data-first=${item.first ? 'true' : nothing} .value=${given} @change=${(event) => this.answer(item.name, event.target.value)}>
          ${item.asked === 'amount' ? nothing : html`<option value="" ?selected=${given === ''}>${words.say('note.left-out')}</option>`}
          ${choices(item, words).map(({code, text}) => html`<option value=${code} ?selected=${given === code}>${text}</option>`)}
        </select>
      </label>
    `;
  }

  kept() {
    const {words, asks} = this;
    return html`
      <h3 tabindex="-1">${words.say('note.kept')}</h3>
      ${asks.length === 0 ? nothing : html`
        <p>${words.say('note.asks')}</p>
        <ul>${asks.map((ask) => html`<li>${words.say(`note.ask.${ask}`)}</li>`)}</ul>
      `}
      <p class="row"><button type="button" @click=${() => this.another()}>${words.say('note.another')}</button></p>
    `;
  }

  before() {
    const {words, paper} = this;
    return html`
      ${this.asks === null ? nothing : this.trouble()}
      <details class="before">
        <summary>${words.count('note.before', paper.written.length)}</summary>
        <ul class="notes">
          ${repeat(paper.written, ({id}) => id, (note) => html`
            <li>
              <h4>${words.moment(note.at)}</h4>
              ${note.observed.length === 0 ? html`<p class="soft">${words.say('note.nothing-noticed')}</p>` : html`<ul>${note.observed.map((each) => this.observed(each))}</ul>`}
              <p><button type="button" class="plain" ?disabled=${this.readOnly} @click=${() => this.takeBack(note.id)}>${words.say('note.take-back', {moment: words.moment(note.at)})}</button></p>
            </li>
          `)}
        </ul>
      </details>
    `;
  }

  observed(each) {
    const {words, paper} = this;
    const text = paper.markers.find(({name}) => name === each.marker)?.text ?? each.marker;
    const said = (name) => paper.asked.find((item) => item.name === name)?.options.find(({code}) => code === each[name])?.text;
    const further = [words.say(`note.amount.${each.amount}`), said('before') && words.say('note.said-before', {what: said('before')}), said('my-part') && words.say('note.said-my-part', {what: said('my-part')})];
    return html`<li>${text} <span class="soft">(${further.filter(Boolean).join('; ')})</span></li>`;
  }
}

/** What can be chosen of an item. */
function choices(item, words) {
  if (item.asked === 'amount') {
    return AMOUNTS.map((code) => ({code, text: words.say(`note.amount.${code}`)}));
  }
  if (item.kind === 'YES_NO') {
    return ['true', 'false'].map((code) => ({code, text: words.say(code === 'true' ? 'note.yes' : 'note.no')}));
  }
  if (item.kind === 'RATING') {
    const ends = {[item.lowest]: ` · ${item.low}`, [item.highest]: ` · ${item.high}`};
    return Array.from({length: item.highest - item.lowest + 1}, (_, n) => n + item.lowest).map((n) => ({code: String(n), text: `${n}${ends[n] ?? ''}`}));
  }
  return item.options;
}

/** What a note gives to think about: one's own part first, where none was named the question after it. */
function asksOf(answers) {
  const items = Object.keys(answers);
  const noticed = items.filter((item) => item.endsWith('.amount'));
  const parts = items.filter((item) => item.endsWith('.my-part')).map((item) => answers[item]);
  const asks = [...new Set(parts.filter((part) => REFLECTIONS.has(part)))];
  return [
    ...(answers.boundary === 'true' ? ['boundary'] : []),
    ...asks,
    ...(noticed.length > parts.length ? ['my-part'] : []),
    ...(noticed.length > 0 ? ['what-for', 'next-time'] : []),
  ].slice(0, 4);
}

/** @param {import('./page.js').Page} page */
export async function openNote(page) {
  page.note = true;
  await page.updateComplete;
  const note = page.querySelector('attune-note');
  await note.updateComplete;
  note.querySelector('h2').focus();
}

customElements.define('attune-note', Note);
