import {LitElement, html, nothing} from 'lit';
import {icon} from './icons.js';
import * as session from './session.js';
import {Words} from './words.js';
import {caseloadView, tools} from './caseload-view.js';
import {closed} from './doors.js';
import {supervisionView} from './supervision-view.js';

/** Before the session ends, people are told once. */
const WARNING = 120_000;

/** What a way in says that is written for a chart. */
const MEANT = {'launch-used': 'caseload-closed', 'not-launched': 'caseload-closed', 'chart-closed': 'caseload-closed'};

// Before anything is drawn: the code must not stay in the address.
const given = session.takeFragment();

/**
 * The page of a therapist's caseload. It opens no chart by itself: each is a launch of its own, in a window of its own.
 *
 * @typedef {'opening' | 'list' | 'closed'} Phase
 */
export class CaseloadPage extends LitElement {
  static properties = {
    phase: {state: true},
    words: {state: true},
    problem: {state: true},
    list: {state: true},
    names: {state: true},
    silent: {state: true},
    work: {state: true},
    notice: {state: true},
    closing: {state: true},
  };

  constructor() {
    super();
    this.timers = [];
    this.turn = 0;
    this.words = new Words(Words.preferred());
    this.show = this.show.bind(this);
    this.forget();
    /** @type {Phase} */
    this.phase = 'opening';
    this.problem = null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    // A page that is left is over: nothing of it may come back with the back button.
    addEventListener('pagehide', () => this.end('caseload-closed'));
    this.start();
  }

  async start() {
    if (given.problem !== null || given.code === null) {
      this.end(given.problem ?? 'not-launched');
      return;
    }
    await this.during(async () => {
      const {lasts} = await session.open(given.code, 'caseload');
      this.watch(lasts);
      await this.read('all', 1);
    });
  }

  /** @param {number | null} lasts */
  watch(lasts) {
    this.timers.forEach(clearTimeout);
    if (lasts !== null) {
      this.timers = [
        setTimeout(() => (this.closing = new Date(Date.now() + Math.min(lasts, WARNING))), Math.max(0, lasts - WARNING)),
        setTimeout(() => this.end('caseload-closed'), lasts),
      ];
    }
  }

  /**
   * Reads one page of the list, shows it, and asks the record for its names.
   *
   * @param {string} filter
   * @param {number} page
   */
  async read(filter, page) {
    const mine = ++this.turn;
    const list = await session.get(`caseload?filter=${filter}&page=${page}&lang=${this.words.language}`);
    if (mine !== this.turn) {
      // Somebody has asked for something else meanwhile.
      return;
    }
    this.words = this.words.in(list.zone);
    this.list = list;
    this.names = null;
    this.silent = false;
    this.phase = 'list';
    await this.readNames(mine);
  }

  /** @param {number} [mine] */
  async readNames(mine = this.turn) {
    const patients = this.list.rows.map(({patient}) => patient);
    if (patients.length === 0) {
      return;
    }
    try {
      const {names} = await session.post('caseload/names', {patients});
      if (mine === this.turn) {
        this.names = names;
        this.silent = false;
      }
    } catch (problem) {
      if (session.ends(problem)) {
        throw problem;
      }
      if (mine === this.turn) {
        this.names = null;
        this.silent = true;
      }
    }
  }

  /**
   * @param {string} filter
   * @param {number} page
   */
  async show(filter, page) {
    this.notice = null;
    await this.during(() => this.read(filter, page));
  }

  /** The work in short; no name is on it, and none is asked for. */
  async readWork() {
    this.notice = null;
    this.work = await session.get(`caseload/supervision?lang=${this.words.language}`);
  }

  async reload() {
    await this.show(this.list.filter, this.list.page);
  }

  /** @param {string} language */
  async speak(language) {
    this.words = new Words(language, this.words.zone);
    if (this.phase === 'list') {
      await this.reload();
    }
    if (this.work !== null) {
      await this.during(() => this.readWork());
    }
  }

  /** The record authorises each chart anew; a window that is open before the answer is there is not blocked. */
  async openChart({patient}) {
    this.notice = null;
    const beside = open('about:blank', '_blank');
    if (beside === null) {
      this.notice = 'caseload.blocked';
      return;
    }
    beside.opener = null;
    await this.during(async () => {
      try {
        const {to} = await session.post('caseload/open', {patient});
        beside.location.replace(to);
        this.notice = 'caseload.opened';
      } catch (problem) {
        beside.close();
        throw problem;
      }
    });
  }

  /**
   * Does something; a problem with which the caseload ends ends it.
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
      if (session.ends(problem) || this.list === null) {
        this.end(problem.name);
      } else {
        this.notice = this.words.has(`problem.${problem.name}.text`) ? `problem.${problem.name}.text` : 'problem.unknown.text';
      }
    }
  }

  /**
   * Closes the caseload: nothing that was known stays in memory or on the screen.
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
    this.problem = MEANT[problem] ?? problem;
    this.phase = 'closed';
    document.title = 'Attune';
    // At once, for the page may be frozen as it stands.
    this.performUpdate();
  }

  forget() {
    this.timers.forEach(clearTimeout);
    this.timers = [];
    this.turn++;
    this.list = null;
    this.names = null;
    this.silent = false;
    this.work = null;
    this.notice = null;
    this.closing = null;
  }

  updated(changed) {
    if (changed.has('words')) {
      document.documentElement.lang = this.words.language;
      document.documentElement.dir = this.words.direction;
    }
    if ((changed.has('phase') || (changed.has('work') && this.phase === 'list')) && navigator.userActivation?.hasBeenActive) {
      this.querySelector('h1')?.focus();
    }
  }

  render() {
    switch (this.phase) {
      case 'opening':
        return html`
          <main class="door" aria-busy="true">
            <h1 tabindex="-1">${this.words.say('caseload.opening')}</h1>
            <p class="wait" aria-hidden="true"></p>
          </main>
        `;
      case 'list':
        return html`
          ${tools(this)}
          <main id="content">
            ${this.silent && this.work === null ? this.silence() : nothing}
            <div role="status">
              ${this.closing === null ? nothing : html`<p class="line">${icon('SNOOZED')} ${this.words.say('caseload.closing', {time: this.words.time(this.closing)})}</p>`}
              ${this.notice === null ? nothing : html`<p class="line">${this.words.say(this.notice)}</p>`}
            </div>
            ${this.work === null ? caseloadView(this) : supervisionView(this.words, this.work)}
          </main>
        `;
      default:
        return closed(this, this.problem ?? 'unknown');
    }
  }

  silence() {
    return html`
      <div class="line strong" role="status">
        ${icon('cloud')}
        <p>${this.words.say('caseload.silent')}</p>
        <button type="button" @click=${() => this.during(() => this.readNames())}>${this.words.say('caseload.again')}</button>
      </div>
    `;
  }
}

customElements.define('attune-caseload', CaseloadPage);
