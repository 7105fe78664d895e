import {LitElement, html, nothing} from 'lit';
import * as door from './door.js';
import {OPENS_ON, question} from './items.js';
import {LANGUAGES, Words} from './words.js';

/** Before the time is over, people are told once. */
const WARNING = 120_000;

const CHECK_IN = 'client-check-in';

/** Problems that have words of their own when the form is over. */
const NAMED = new Set(['form-not-taken', 'out-of-reach', 'perhaps-sent']);

// Before anything is drawn: the word must not stay in the address.
const word = door.takeWord();

/**
 * One form for one client: it opens with the word of an invitation, and ends when it is handed in. What was answered is in its fields, and
 * forgotten with {@link FormPage#forget}. There is nothing of a chart here, and no way to one.
 *
 * @typedef {'opening' | 'asking' | 'sent' | 'nothing' | 'closed'} Phase
 */
export class FormPage extends LitElement {
  static properties = {
    phase: {state: true},
    words: {state: true},
    sheet: {state: true},
    answers: {state: true},
    wide: {state: true},
    sending: {state: true},
    fear: {state: true},
    closing: {state: true},
    problem: {state: true},
  };

  constructor() {
    super();
    this.timers = [];
    this.words = new Words(Words.preferred());
    this.forget();
    /** @type {Phase} */
    this.phase = 'opening';
    this.problem = null;
    this.onTheSpot = false;
    this.fear = false;
    /** Whether nobody knows if an answer has arrived. */
    this.doubtful = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    // A page that is left is over: nothing of it may come back with the back button.
    addEventListener('pagehide', () => this.leave());
    this.start();
  }

  /** Nothing of what was said may be there when somebody comes back to this page. */
  leave() {
    this.fear = false;
    this.end('closed', 'form-closed');
    this.performUpdate();
  }

  /** Whoever gets the device next need not read what was told. */
  async putAway() {
    this.fear = false;
    await this.updateComplete;
    this.querySelector('h1')?.focus();
  }

  async start() {
    if (word === null) {
      this.end('closed', 'form-closed');
      return;
    }
    await this.during(async () => {
      const opened = await door.open(word);
      this.onTheSpot = opened.onTheSpot === true;
      this.watch(opened.lasts);
      this.words = new Words(opened.language);
      this.sheet = await door.sheet(this.words.language);
      this.phase = 'asking';
    });
  }

  /**
   * Nothing of what was ticked stays on a screen that somebody has walked away from.
   *
   * @param {number} lasts
   */
  watch(lasts) {
    this.timers = [
      setTimeout(() => (this.closing = true), Math.max(0, lasts - WARNING)),
      setTimeout(() => this.end('closed', this.sending || this.doubtful ? 'perhaps-sent' : 'form-closed'), lasts),
    ];
  }

  /**
   * Does something; where there is no form to go back to, it ends.
   *
   * @param {() => Promise<void>} work
   */
  async during(work) {
    this.problem = null;
    try {
      await work();
    } catch (problem) {
      const name = problem instanceof door.Problem ? problem.name : 'unknown';
      if (name === 'out-of-reach' && this.sending) {
        this.doubtful = true;
      }
      if (name === 'form-closed' && this.doubtful) {
        this.end('closed', 'perhaps-sent');
        return;
      }
      if (this.sheet === null || name === 'form-closed' || name === 'form-not-taken') {
        this.end('closed', name);
      } else {
        this.problem = name;
      }
    }
  }

  /**
   * @param {Phase} phase
   * @param {string | null} [problem]
   */
  end(phase, problem = null) {
    if (this.phase === 'closed' || this.phase === 'sent' || this.phase === 'nothing') {
      return;
    }
    door.forget();
    this.forget();
    this.problem = problem;
    this.phase = phase;
    // At once, for the page may be frozen as it stands.
    this.performUpdate();
  }

  forget() {
    this.timers.forEach(clearTimeout);
    this.timers = [];
    this.closing = false;
    this.sheet = null;
    /** @type {Record<string, string[]>} */
    this.answers = {...OPENS_ON};
    this.wide = false;
    this.sending = false;
  }

  /**
   * @param {string} item
   * @param {string[]} given
   */
  answer(item, given) {
    this.answers = {...this.answers, [item]: given};
  }

  /** @param {string} item */
  async leaveOut(item) {
    this.answer(item, []);
    await this.updateComplete;
    this.querySelector(`[data-item='${item}'] input`)?.focus();
  }

  async more() {
    this.wide = true;
    await this.updateComplete;
    this.querySelector('.further input')?.focus();
  }

  /** @param {string} language */
  async speak(language) {
    if (this.phase !== 'asking') {
      this.words = new Words(language);
      return;
    }
    await this.during(async () => {
      this.sheet = await door.sheet(language);
      this.words = new Words(language);
    });
  }

  async handIn(event) {
    event.preventDefault();
    if (this.sending) {
      return;
    }
    this.sending = true;
    const asked = new Set(this.sheet.items.map(({name}) => name));
    const given = Object.fromEntries(Object.entries(this.answers).filter(([item, chosen]) => chosen.length > 0 && asked.has(item)));
    await this.during(async () => {
      const kept = await door.handIn(this.words.language, given);
      if (this.phase !== 'asking') {
        return;
      }
      this.fear = (given.fear ?? []).length > 0;
      this.end(kept ? 'sent' : 'nothing');
    });
    this.sending = false;
  }

  willUpdate() {
    document.documentElement.lang = this.words.language;
    document.documentElement.dir = this.words.direction;
    document.title = this.title();
  }

  /** Where a form asks for something in particular, that is its title. */
  title() {
    const own = `title.${this.sheet?.form}`;
    return this.words.has(own) ? this.words.say(own) : (this.sheet?.title ?? this.words.say('title'));
  }

  updated(changed) {
    if (changed.has('phase') && this.phase !== 'opening') {
      this.querySelector('h1')?.focus();
    }
    if (changed.has('problem') && this.problem !== null && this.phase === 'asking') {
      this.querySelector('[role=alert]')?.scrollIntoView({block: 'nearest'});
    }
  }

  render() {
    return html`
      ${this.languages()}
      <main aria-busy=${this.phase === 'opening' ? 'true' : nothing}>${this.phase === 'asking' ? this.asking() : this.told()}</main>
    `;
  }

  languages() {
    return html`
      <nav aria-label=${this.words.say('language.label')}>
        ${LANGUAGES.map(({code, name}) => html`
          <button type="button" class="plain" lang=${code} aria-pressed=${code === this.words.language ? 'true' : 'false'} @click=${() => this.speak(code)}>${name}</button>
        `)}
      </nav>
    `;
  }

  asking() {
    const {sheet, words} = this;
    const first = sheet.items.filter((item) => item.first);
    const further = sheet.items.filter((item) => !item.first);
    const last = first.filter(({name}) => name === 'audience');
    return html`
      <h1 tabindex="-1">${this.title()}</h1>
      <p>${words.say(sheet.form === CHECK_IN ? 'intro' : `intro.${sheet.form}`)}</p>
      <p>${words.say('where')}</p>
      <form @submit=${this.handIn}>
        ${first.filter((item) => !last.includes(item)).map((item) => question(this, item))}
        ${this.wide
          ? html`<div class="further">${further.map((item) => question(this, item))}</div>`
          : html`<button type="button" class="more" @click=${this.more}>${words.say('more', {count: further.length})}</button>`}
        ${last.map((item) => question(this, item))}
        ${this.problem === null ? nothing : html`<p class="problem" role="alert">${words.say(this.problem === 'out-of-reach' ? 'out-of-reach' : 'not-sent')}</p>`}
        <div role="status">${this.closing ? html`<p>${words.say('closing')}</p>` : nothing}</div>
        <button type="submit" class="primary" aria-disabled=${this.sending ? 'true' : nothing}>${words.say(this.sending ? 'sending' : 'hand-in')}</button>
      </form>
    `;
  }

  told() {
    const {words} = this;
    if (this.phase === 'opening') {
      return html`<h1 tabindex="-1">${words.say('opening')}</h1>`;
    }
    const name = this.phase !== 'closed' ? this.phase : NAMED.has(this.problem) ? this.problem : 'closed';
    return html`
      <h1 tabindex="-1">${words.say(`${name}.title`)}</h1>
      <p>${words.say(`${name}.text`)}</p>
      ${this.fear ? html`
        <p class="problem">${words.say('sent.fear')}</p>
        <button type="button" class="primary" @click=${() => this.putAway()}>${words.say('sent.fear.read')}</button>
      ` : this.phase === 'closed' ? nothing : html`<p>${words.say(this.onTheSpot ? 'sent.hand-back' : 'sent.close')}</p>`}
    `;
  }
}

customElements.define('attune-form', FormPage);
