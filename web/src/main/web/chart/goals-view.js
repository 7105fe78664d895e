import {LitElement, html, nothing} from 'lit';
import {icon} from './icons.js';
import * as session from './session.js';
import {sideBySide} from './side-by-side.js';

const PLACE = 'chart/goals';

/**
 * The goals of the client's courses as client, therapist and team have them, with their words as the record has them now: they are asked for
 * when this is opened, and gone when it is closed.
 *
 * @fires signal-wanted with the key of a signal, and whether its goal is to be decided on
 */
export class Goals extends LitElement {
  static properties = {
    words: {attribute: false},
    signals: {attribute: false},
    readOnly: {attribute: false},
    told: {state: true},
    problem: {state: true},
    matched: {state: true},
    busy: {state: true},
  };

  constructor() {
    super();
    this.signals = [];
    this.readOnly = false;
    /** @type {{asOf: string, courses: any[]} | null} */
    this.told = null;
    /** @type {string | null} why they could not be read */
    this.problem = null;
    /** @type {{good: boolean, text: string} | null} what came of the last word on two goals */
    this.matched = null;
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  /** One thing at a time. */
  async read() {
    if (this.busy) {
      return;
    }
    this.busy = true;
    await this.ask();
    this.busy = false;
  }

  /** What was known before stays while it is asked for anew. */
  async ask() {
    try {
      this.told = await session.get(`${PLACE}?lang=${this.words.language}`);
      this.problem = null;
    } catch (problem) {
      this.endIf(problem);
      this.problem = problem.name;
    }
  }

  /** @param {unknown} problem */
  endIf(problem) {
    if (!(problem instanceof session.Problem) || session.ends(problem)) {
      this.dispatchEvent(new CustomEvent('chart-ended', {bubbles: true, detail: problem.name}));
    }
  }

  /** Whoever asked once more goes on where the answer is. */
  async again() {
    await this.read();
    await this.updateComplete;
    this.querySelector('h1')?.focus();
  }

  /**
   * Somebody says that two goals are one, or that they are two.
   *
   * @param {{goal: string, planGoal: string, revision: number}} one
   * @param {'CONFIRMED' | 'TURNED_DOWN'} verdict
   */
  async match({goal, planGoal, revision}, verdict) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    const came = await this.say({goal, planGoal, revision, verdict});
    await this.ask();
    this.matched = came;
    this.busy = false;
    await this.updateComplete;
    (this.querySelector('.match button') ?? this.querySelector('h1'))?.focus();
  }

  /** @returns {Promise<{good: boolean, text: string}>} what came of it */
  async say(body) {
    const {words} = this;
    try {
      await session.put(`${PLACE}/matches`, body);
      return {good: true, text: words.say(`goals.matched.${body.verdict}`)};
    } catch (problem) {
      this.endIf(problem);
      const key = `problem.${problem.name}.act`;
      return {good: false, text: words.say(words.has(key) ? key : 'problem.unknown.act')};
    }
  }

  /** @param {string} signal @param {boolean} goal */
  want(signal, goal) {
    this.dispatchEvent(new CustomEvent('signal-wanted', {bubbles: true, detail: {signal, goal}}));
  }

  render() {
    const {words, told} = this;
    return html`
      <article class="side-by-side" aria-busy=${told === null && this.problem === null ? 'true' : nothing}>
        <h1 tabindex="-1">${words.say('goals.title')}</h1>
        <p class="soft">${words.say('goals.about')}</p>
        ${this.problem === null ? nothing : this.trouble()}
        ${told === null ? this.waiting() : this.known()}
      </article>
    `;
  }

  waiting() {
    return this.problem === null ? html`<p class="soft" role="status">${this.words.say('goals.reading')}</p>` : nothing;
  }

  trouble() {
    const {words, problem} = this;
    return problem === 'no-goals-here' ? html`<p>${words.say('goals.not-here')}</p>` : html`
      <div class="line strong" role="status">${icon('cloud')} <p>${words.say('goals.unread')}</p>
        <button type="button" aria-disabled=${String(this.busy)} @click=${() => this.again()}>${words.say('goals.again')}</button></div>
    `;
  }

  /** What is under way comes first and the latest of it; what is over rests below. */
  known() {
    const {courses} = this.told;
    const inOrder = [...courses].reverse().sort((one, other) => Number(one.ended !== null) - Number(other.ended !== null));
    const several = courses.length > 1;
    return courses.length === 0 ? html`<p>${this.words.say('goals.none')}</p>` : inOrder.map((course, i) => (i > 0 && course.ended !== null
      ? html`<details class="quiet"><summary>${this.nameOf(course)}</summary>${this.course(course, 3, null)}</details>`
      : html`<section>${several ? html`<h2>${this.nameOf(course)}</h2>` : nothing} ${this.course(course, several ? 3 : 2, i === 0 ? this.matched : null)}</section>`));
  }

  nameOf({began, ended}) {
    const {words} = this;
    return words.say(ended === null ? 'course.began' : 'course.ended', {from: words.day(began), to: ended === null ? '' : words.day(ended)});
  }

  course({id, goals, signals}, level, matched) {
    const {words, busy, readOnly} = this;
    const known = signals.filter(({signal}) => this.find(signal) !== undefined);
    const forward = known.filter(({goal}) => goal === null);
    return html`<div class="of-course">
      ${forward.length === 0 ? nothing : html`
        <div class="line">${icon('goal')} <p>${words.say('goals.forward')}</p> ${forward.map((one) => this.way(one))}</div>
      `}
      ${sideBySide({
        words,
        name: `goal-${id}`,
        level,
        busy,
        matched,
        match: readOnly ? null : (one, verdict) => this.match(one, verdict),
        again: () => this.again(),
        about: (goal) => this.about(known.filter((one) => one.goal === goal)),
      }, goals)}
    </div>`;
  }

  find(key) {
    return this.signals.find((one) => one.key === key);
  }

  /** What the chart says of a goal, and where it is decided on. */
  about(signals) {
    return signals.length === 0 ? nothing : html`
      <p class="row about">${icon('REVIEW')} <span>${this.words.say('goals.on-chart')}</span> ${signals.map((one) => this.way(one))}</p>
    `;
  }

  way({signal, open}) {
    const {words, readOnly} = this;
    const {name} = this.find(signal);
    const decide = open && !readOnly;
    return html`
      <button type="button" class="plain link" data-signal=${signal} @click=${() => this.want(signal, decide)}>${decide ? words.say('goals.decide', {name}) : name}</button>
    `;
  }
}

customElements.define('attune-goals', Goals);
