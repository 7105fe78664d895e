import {LitElement, html, nothing} from 'lit';
import {icon} from './icons.js';
import * as session from './session.js';
import {Words} from './words.js';

/** Before the session ends, people are told once, and in time to say that they go on. */
const WARNING = 120_000;
const SHORTEST_WARNING = 20_000;

// Before anything is drawn: the code must not stay in the address.
const given = session.takeFragment();

/**
 * What every page has that a launch opened: it begins with a code, lasts for some time, and when it ends nothing that was known stays in
 * memory or on the screen. What a page knows is in its fields, and forgotten with {@link SessionPage#forget}.
 */
export class SessionPage extends LitElement {
  static properties = {
    phase: {state: true},
    words: {state: true},
    problem: {state: true},
    notice: {state: true},
    closing: {state: true},
    lastTime: {state: true},
  };

  /** @param {'chart' | 'caseload' | 'worklist'} opens */
  constructor(opens) {
    super();
    this.opens = opens;
    this.timers = [];
    this.words = new Words(Words.preferred());
    this.forget();
    this.phase = 'opening';
    this.problem = null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    // A page that is left is over: nothing of it may come back with the back button.
    addEventListener('pagehide', () => this.end(`${this.opens}-closed`));
    session.whileOpen((lasts) => this.watch(lasts));
    this.start();
  }

  async start() {
    if (given.problem !== null || given.code === null) {
      this.end(given.problem ?? 'not-launched');
      return;
    }
    await this.during(async () => {
      const opened = await session.open(given.code, this.opens);
      this.watch(opened.lasts);
      await this.begin(opened);
    });
  }

  /** @param {number | null} lasts */
  watch(lasts) {
    if (lasts === null) {
      return;
    }
    this.timers.forEach(clearTimeout);
    const warning = Math.min(WARNING, Math.max(SHORTEST_WARNING, lasts / 3));
    this.until = Date.now() + lasts;
    if (lasts > warning) {
      this.closing = null;
    }
    this.timers = [
      setTimeout(() => (this.closing = new Date(this.until)), Math.max(0, lasts - warning)),
      setTimeout(() => this.end(`${this.opens}-closed`), lasts),
    ];
  }

  /** Whoever says that they go on has more time, unless it has been as long as it may be. */
  async goOn() {
    const before = this.until;
    await this.during(() => this.stay());
    this.lastTime = this.until <= before + 1_000;
  }

  /**
   * Does something; a problem with which the session ends, or before which nothing was there, ends it.
   *
   * @param {() => Promise<void>} work
   */
  async during(work) {
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof session.Problem)) {
        this.end('unknown');
        throw problem;
      }
      if (this.helps(problem.name)) {
        return;
      }
      if (session.ends(problem) || this.isBare()) {
        this.end(problem.name);
      } else {
        this.notice = problem.name;
      }
    }
  }

  /**
   * Whether a page knows how to go on after a problem, and does.
   *
   * @param {string} _name
   */
  helps(_name) {
    return false;
  }

  /**
   * Closes the session: nothing that was known stays in memory or on the screen.
   *
   * @param {string} problem why
   */
  end(problem) {
    if (this.phase === 'closed') {
      // The first reason is the true one.
      return;
    }
    session.close();
    this.forget();
    this.problem = problem;
    this.phase = 'closed';
    document.title = 'Attune';
    // At once, for the page may be frozen as it stands.
    this.performUpdate();
  }

  /** Until when it is open, once that is soon; whoever goes on has more time, as long as there may be. */
  endsSoon() {
    const {closing, words, opens, lastTime} = this;
    if (closing === null) {
      return nothing;
    }
    const time = words.time(closing);
    const stay = html`<button type="button" @click=${() => this.goOn()}>${words.say('closing.stay')}</button>`;
    return html`<p class="line">${icon('SNOOZED')} <span>${words.say(lastTime ? `closing.${opens}` : 'closing', {time})}</span> ${lastTime ? nothing : stay}</p>`;
  }

  forget() {
    this.timers.forEach(clearTimeout);
    this.timers = [];
    this.notice = null;
    this.closing = null;
    /** Whether it ends then in any case. */
    this.lastTime = false;
  }

  /** The words for what is to be noticed. */
  noticed() {
    const key = `problem.${this.notice}.text`;
    return this.words.say(this.words.has(key) ? key : 'problem.unknown.text');
  }

  updated(changed) {
    if (changed.has('words')) {
      document.documentElement.lang = this.words.language;
      document.documentElement.dir = this.words.direction;
    }
    // What was there is gone, and reading goes on at the top of what is there now; but who works elsewhere in the record is left there.
    if (this.isNew(changed) && navigator.userActivation?.hasBeenActive) {
      this.querySelector('h1')?.focus();
    }
  }

  /**
   * Whether something else is on the screen than before.
   *
   * @param {Map<string, unknown>} changed
   */
  isNew(changed) {
    return changed.has('phase');
  }
}
