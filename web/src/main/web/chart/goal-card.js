import {LitElement, html, nothing} from 'lit';
import {begin, decide, draftOf, goalDecision} from './goal-decision.js';
import {icon} from './icons.js';
import * as session from './session.js';

/** Before the record was asked, and where it tells no names. */
const NOBODY_BY_NAME = {colleague: () => null};

/**
 * The goal that a signal of the chart puts forward: it is asked for once somebody looks behind the signal, and people agree on it, in other
 * words, or not.
 */
export class GoalCard extends LitElement {
  static properties = {
    item: {attribute: false},
    words: {attribute: false},
    asOf: {attribute: false},
    asked: {attribute: false},
    drafts: {attribute: false},
    wanted: {attribute: false},
    opened: {state: true},
    unread: {state: true},
    nameless: {state: true},
    busy: {state: true},
  };

  constructor() {
    super();
    /** @type {{item: string, goal: any, gone: null} | null} */
    this.opened = null;
    /** The goal as the server last told of it. @type {any} */
    this.told = null;
    this.unread = false;
    this.busy = false;
    /** @type {Map<string, any>} the page's, for this card comes and goes */
    this.drafts = new Map();
    this.people = NOBODY_BY_NAME;
    this.named = false;
    /** Whether the record could not say just now what people are called. */
    this.nameless = false;
    /** Whether somebody came to decide on it. */
    this.wanted = false;
    this.reachesOut = false;
    this.readIn = null;
  }

  createRenderRoot() {
    return this;
  }

  get list() {
    return {asOf: this.asOf};
  }

  /** Where its goal is. */
  goalPath() {
    return `chart/findings/${encodeURIComponent(this.item)}/goal`;
  }

  get draft() {
    return this.drafts.get(this.item);
  }

  willUpdate(changed) {
    if (!this.hasUpdated) {
      this.draft?.agreed.clear();
    }
    if (this.unread && changed.has('asked')) {
      // Whoever looks behind the signal once more asks once more.
      this.readIn = null;
    }
    if (this.asked && this.readIn !== this.words.language) {
      this.readIn = this.words.language;
      this.readGoal().catch(() => {});
    }
  }

  updated() {
    if (this.wanted && this.opened?.goal.state === 'open') {
      this.wanted = false;
      this.draft.deciding ? this.querySelector('form textarea')?.focus() : this.turn();
    }
    if (!this.named && this.opened?.goal.state === 'open' && this.draft?.deciding) {
      this.named = true;
      this.readNames().catch(() => {});
    }
  }

  /** What the others are called who may agree or take it up, as the record says at this moment, for whoever decides. */
  async readNames() {
    try {
      const {staff} = await session.get(`${this.goalPath()}/people`);
      this.nameless = staff === null;
      this.people = {colleague: (who) => staff?.[who] ?? null};
      if (this.opened?.goal.state === 'open') {
        this.know(this.item, {goal: this.withThoseTold(this.told)});
      }
    } catch (problem) {
      this.endIf(problem);
      this.nameless = isForNow(problem);
    }
  }

  /** Asks once more for the names, and goes on where they are chosen from. */
  async namesAgain() {
    await this.readNames();
    await this.updateComplete;
    this.querySelector(this.nameless ? '[data-goal=names]' : '.agreed input')?.focus();
  }

  /** Of several therapists those are offered who are named: two without names cannot be told apart. */
  withThoseTold(goal) {
    const {therapists} = goal;
    return {...goal, therapists: therapists.length > 1 ? therapists.filter((who) => this.people.colleague(who) !== null) : therapists};
  }

  async readGoal() {
    try {
      const goal = await session.get(`${this.goalPath()}?lang=${this.words.language}`);
      if (goal.state === 'open') {
        begin(draftOf(this, this.item, goal), goal.theirs);
      }
      this.told = goal;
      this.opened = {item: this.item, goal: this.withThoseTold(goal), gone: null};
      this.unread = false;
    } catch (problem) {
      this.endIf(problem);
      this.unread = isForNow(problem);
    }
  }

  /** Asks once more, for whoever did not reach the server. */
  again() {
    this.readIn = null;
    this.requestUpdate();
  }

  /** Somebody who decides on no goals is told of none. */
  endIf(problem) {
    if (!(problem instanceof session.Problem) || session.ends(problem)) {
      this.dispatchEvent(new CustomEvent('chart-ended', {bubbles: true, detail: problem.name}));
    }
  }

  know(_item, what) {
    this.opened = {...this.opened, ...what};
  }

  refused(problem) {
    this.endIf(problem);
    const key = `problem.${problem.name}.act`;
    return {good: false, text: this.words.say(this.words.has(key) ? key : 'problem.unknown.act')};
  }

  /** The signal as it is now: whoever decided has seen it. */
  async readHistory() {
    this.dispatchEvent(new CustomEvent('signal-changed', {bubbles: true, detail: {key: this.item, signal: null}}));
  }

  async decide(item, body) {
    if (!this.busy) {
      this.busy = true;
      await decide(this, item, body);
      this.busy = false;
    }
  }

  async turn() {
    const {draft} = this;
    draft.deciding = !draft.deciding;
    // Who agreed is asked anew each time.
    draft.agreed.clear();
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector(draft.deciding ? 'form textarea' : '[data-goal=open]')?.focus();
  }

  render() {
    return html`${this.unread ? this.silence() : nothing} ${this.known()}`;
  }

  silence() {
    const {words} = this;
    return html`
      <div class="line" role="status">${icon('cloud')} <p>${words.say('goal.unread')}</p>
        <button type="button" data-goal="again" @click=${() => this.again()}>${words.say('silent.again')}</button></div>
    `;
  }

  /** Who cannot be named just now is not nobody. */
  namelessness() {
    const {words} = this;
    return html`
      <div class="line" role="status">${icon('cloud')} <p>${words.say('goal.nameless')}</p>
        <button type="button" data-goal="names" @click=${() => this.namesAgain()}>${words.say('silent.again')}</button></div>
    `;
  }

  known() {
    const {words, opened} = this;
    if (opened === null || opened.goal.state === 'none') {
      return nothing;
    }
    if (opened.goal.state !== 'open' || this.draft.deciding) {
      return html`
        ${this.nameless && opened.goal.state === 'open' ? this.namelessness() : nothing}
        ${goalDecision(this)}
        ${opened.goal.state === 'open' ? html`<p class="row"><button type="button" class="plain" @click=${() => this.turn()}>${words.say('goal.later')}</button></p>` : nothing}
      `;
    }
    return html`
      <section class="goal">
        <h3>${icon('goal')} ${words.say('goal.title')}</h3>
        <p><q><bdi>${opened.goal.theirs ?? opened.goal.words}</bdi></q></p>
        <p class="row"><button type="button" data-goal="open" aria-expanded="false" @click=${() => this.turn()}>${words.say('goal.decide')}</button></p>
      </section>
    `;
  }
}

/** Whether it may be otherwise in a moment. @param {session.Problem} problem */
const isForNow = ({status}) => status === 0 || status >= 500;

customElements.define('attune-goal', GoalCard);
