import {html, nothing} from 'lit';
import {icon} from './icons.js';
import * as session from './session.js';
import {SessionPage} from './session-page.js';
import {Words} from './words.js';
import {banner} from './banner.js';
import de from './chart-texts/de.json';
import en from './chart-texts/en.json';
import {chartView} from './chart-view.js';
import {closed, opening, reasonForm} from './doors.js';
import {formsPanel, openForms} from './forms.js';
import {summaryView} from './summary.js';
import {openNote} from './note.js';
import './goal-card.js';
import './goals-view.js';
import './signal.js';
import './trend.js';

Words.with({de, en});

/** What is at another stage asks for nothing, and rests below. */
const ASKING = new Set(['OPEN', 'ACKNOWLEDGED']);

/**
 * The page: it opens the chart, asks for a reason where one is needed, shows it, and closes it. What it knows is in its fields, and
 * forgotten with {@link Page#forget}.
 *
 * @typedef {'opening' | 'reason' | 'chart' | 'closed'} Phase
 */
export class Page extends SessionPage {
  static properties = {
    chart: {state: true},
    banner: {state: true},
    silent: {state: true},
    summary: {state: true},
    forms: {state: true},
    note: {state: true},
    goals: {state: true},
  };

  constructor() {
    super('chart');
    /** @type {Phase} */
    this.phase = 'opening';
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', () => this.lookAgainWhoThisIs());
  }

  /** @param {{reasonNeeded: boolean, signal: string | null}} opened */
  async begin(opened) {
    this.wanted = opened.signal;
    if (opened.reasonNeeded) {
      this.phase = 'reason';
    } else {
      await this.load();
    }
  }

  isBare() {
    return this.chart === null;
  }

  /** @param {string} name */
  helps(name) {
    if (name === 'reason-needed') {
      this.phase = 'reason';
    }
    return name === 'reason-needed';
  }

  /** Reads everything anew: what the server knows, and from the record who this is. */
  async load() {
    const [chart] = await Promise.all([session.get(`chart?lang=${this.words.language}`), this.readBanner()]);
    if (!session.isOpen()) {
      // The record spoke of another client meanwhile.
      return;
    }
    this.words = this.words.in(chart.zone);
    this.chart = chart;
    this.resting = new Set(chart.signals.filter(({stage}) => !ASKING.has(stage)).map(({key}) => key));
    this.phase = 'chart';
    this.stopIfAnother();
    await this.openWanted();
  }

  /** The record opened the chart because of one signal: it is unfolded, once; where it is not there any more, that is said. */
  async openWanted() {
    const key = this.wanted;
    this.wanted = null;
    if (key === null || this.phase !== 'chart') {
      return;
    }
    const {signals, quiet} = this.chart;
    const closed = quiet.some((one) => one.key === key);
    const stands = signals.some((one) => one.key === key);
    if (!stands) {
      this.notice = closed ? 'signal-closed' : 'signal-gone';
    }
    if (stands || closed) {
      await this.showSignal(key, false);
    }
  }

  /**
   * @param {string} key
   * @param {boolean} goal whether to go on to the goal that it puts forward
   */
  async showSignal(key, goal) {
    await this.updateComplete;
    await [...this.querySelectorAll('attune-signal')].find((card) => card.signal.key === key)?.show(goal);
  }

  async openGoals() {
    this.notice = null;
    this.goals = true;
    await this.updateComplete;
    const goals = this.querySelector('attune-goals');
    await goals.updateComplete;
    goals.querySelector('h1').focus();
  }

  /** From the goals, or what the client reads, to the chart, and there to where one came from. */
  async backToChart() {
    const tool = this.goals ? 'goals' : 'summary';
    this.goals = false;
    this.summary = null;
    await this.updateComplete;
    this.querySelector(`[data-tool=${tool}]`)?.focus();
  }

  /** @param {CustomEvent} event */
  async leadToSignal({detail: {signal, goal}}) {
    this.goals = false;
    await this.showSignal(signal, goal);
  }

  async readBanner() {
    try {
      this.banner = await session.get('chart/banner');
      this.silent = this.banner.live === false;
    } catch (problem) {
      if (session.ends(problem) || problem.name === 'reason-needed') {
        throw problem;
      }
      this.banner = null;
      this.silent = true;
    }
    this.stopIfAnother();
  }

  async stay() {
    await this.readBanner();
  }

  async noteLeft() {
    this.note = false;
    await this.updateComplete;
    this.querySelector('[data-tool=note]')?.focus();
  }

  /** One chart is one client for life: as soon as two of them meet on this page, it stops. */
  stopIfAnother() {
    this.patient ??= this.banner?.patient ?? this.chart?.patient ?? null;
    const seen = [this.banner?.patient, this.chart?.patient].filter((patient) => patient !== undefined && patient !== null);
    if (seen.some((patient) => patient !== this.patient)) {
      this.end('not-this-patient');
    }
  }

  async lookAgainWhoThisIs() {
    if (document.visibilityState === 'visible' && this.phase === 'chart') {
      await this.during(() => this.readBanner());
    }
  }

  forget() {
    super.forget();
    this.chart = null;
    this.banner = null;
    this.patient = null;
    this.silent = false;
    this.summary = null;
    /** Whether the goals are before somebody, in place of the chart. */
    this.goals = false;
    /** @type {import('./forms.js').Forms | null} */
    this.forms = null;
    this.note = false;
    /** @type {Map<string, any>} what somebody is about to write of a goal, for each signal: it outlives the card */
    this.drafts = new Map();
    /** Whether a copy is being made: one at a time. */
    this.copying = false;
    /** @type {string | null} because of which signal the record opened the chart, until that was done */
    this.wanted = null;
    /** @type {Set<string>} the signals that rested when the chart was read; one that is answered now stays where it is */
    this.resting = new Set();
  }

  /** @param {string} language */
  async speak(language) {
    this.words = new Words(language, this.words.zone);
    if (this.phase === 'chart') {
      await this.during(async () => {
        this.chart = await session.get(`chart?lang=${language}`);
        this.stopIfAnother();
        if (this.summary !== null) {
          await this.readSummary();
        }
      });
    }
  }

  async readSummary() {
    this.summary = await session.get(`chart/summary?lang=${this.words.language}`);
  }

  /**
   * Writes down what the client wishes; what is shown from then on is read anew.
   *
   * @param {boolean} hidden whether they keep what they say about the working relationship to themselves
   */
  async wish(hidden) {
    await this.during(async () => {
      await session.post('chart/wishes/relationship', {hidden});
      await this.load();
      this.notice = hidden ? 'wish-hidden' : 'wish-shown';
      await this.updateComplete;
      this.querySelector('.wishes summary')?.focus();
    });
  }

  /** @param {{reason: string, text?: string}} reason */
  async giveReason(reason) {
    await this.during(async () => {
      await session.post('chart-session/reason', reason);
      this.phase = 'opening';
      await this.load();
    });
  }

  /**
   * The signal as it is now, in its place; where only its key is known, it is read from the chart.
   *
   * @param {CustomEvent} event
   */
  async changed(event) {
    const {key, signal} = event.detail;
    await this.during(async () => {
      const now = signal ?? (await this.readSignal(key));
      const replace = (list) => list.map((one) => (one.key === key ? (now ?? one) : one));
      this.chart = {...this.chart, signals: replace(this.chart.signals), quiet: replace(this.chart.quiet)};
    });
  }

  /** @param {string} key */
  async readSignal(key) {
    const chart = await session.get(`chart?lang=${this.words.language}`);
    return [...chart.signals, ...chart.quiet].find((one) => one.key === key);
  }

  render() {
    switch (this.phase) {
      case 'opening':
        return opening(this);
      case 'reason':
        return reasonForm(this);
      case 'chart':
        return this.open();
      default:
        return closed(this, this.problem ?? 'unknown');
    }
  }

  open() {
    return html`
      ${banner(this)}
      <main id="content" @signal-changed=${this.changed} @chart-ended=${(event) => this.end(event.detail)}
        @forms-wanted=${({detail}) => this.during(() => openForms(this, detail))} @note-wanted=${() => openNote(this)} @signal-wanted=${this.leadToSignal}>
        ${this.silent ? this.silence() : nothing}
        <div role="status">
          ${this.endsSoon()}
          ${this.notice === null ? nothing : html`<p class="line">${this.noticed()}</p>`}
        </div>
        ${this.forms === null ? nothing : formsPanel(this)}
        ${this.note ? html`<attune-note .words=${this.words} .readOnly=${this.silent} @note-left=${() => this.noteLeft()}></attune-note>` : nothing}
        ${this.shown()}
      </main>
    `;
  }

  shown() {
    const {words, chart, goals, silent, summary} = this;
    if (goals) {
      return html`<attune-goals .words=${words} .signals=${[...chart.signals, ...chart.quiet]} .readOnly=${silent}></attune-goals>`;
    }
    return summary === null ? chartView(this) : summaryView(this);
  }

  silence() {
    const {words} = this;
    return html`
      <div class="line strong" role="status">
        ${icon('cloud')}
        <p>${words.say('silent.text')}</p>
        <button type="button" @click=${() => this.during(() => this.readBanner())}>${words.say('silent.again')}</button>
      </div>
    `;
  }
}

customElements.define('attune-chart', Page);
