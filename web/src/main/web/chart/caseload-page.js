import {html, nothing} from 'lit';
import {openBeside} from './beside.js';
import {icon} from './icons.js';
import * as session from './session.js';
import {SessionPage} from './session-page.js';
import {Words} from './words.js';
import {caseloadView, tools} from './caseload-view.js';
import {closed} from './doors.js';
import {supervisionView} from './supervision-view.js';

/** What a way in says that is written for a chart. */
const MEANT = {'launch-used': 'caseload-closed', 'not-launched': 'caseload-closed', 'chart-closed': 'caseload-closed'};

/**
 * The page of a therapist's caseload. It opens no chart by itself: each is a launch of its own, in a window of its own.
 *
 * @typedef {'opening' | 'list' | 'closed'} Phase
 */
export class CaseloadPage extends SessionPage {
  static properties = {
    list: {state: true},
    names: {state: true},
    silent: {state: true},
    work: {state: true},
  };

  constructor() {
    super('caseload');
    this.show = this.show.bind(this);
    /** @type {Phase} */
    this.phase = 'opening';
  }

  async begin() {
    await this.read('all', 1);
  }

  isBare() {
    return this.list === null;
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

  async stay() {
    await this.readNames();
  }

  /** The work in short; no name is on it, and none is asked for. */
  async readWork() {
    this.notice = null;
    this.work = await session.get(`caseload/supervision?lang=${this.words.language}`);
  }

  /** Reading goes on at the top of the page that was turned to: the button may be gone. */
  async turnTo(page) {
    await this.show(this.list.filter, page);
    await this.updateComplete;
    this.querySelector('h1')?.focus();
  }

  async reload() {
    await this.show(this.list.filter, this.list.page);
  }

  /** From supervision to the list, which may have been read in another language. */
  async back() {
    this.work = null;
    if (this.list.language !== this.words.language) {
      await this.reload();
    }
  }

  /** @param {string} language */
  async speak(language) {
    this.words = new Words(language, this.words.zone);
    if (this.work !== null) {
      await this.during(() => this.readWork());
    } else if (this.phase === 'list') {
      await this.reload();
    }
  }

  /** The record authorises each chart anew. */
  async openChart({patient}) {
    this.notice = null;
    await this.during(async () => {
      this.notice = await openBeside(() => session.post('caseload/open', {patient}));
    });
  }

  /** @param {string} problem */
  end(problem) {
    super.end(MEANT[problem] ?? problem);
  }

  forget() {
    super.forget();
    this.turn = (this.turn ?? 0) + 1;
    this.list = null;
    this.names = null;
    this.silent = false;
    this.work = null;
  }

  noticed() {
    return this.words.has(this.notice) ? this.words.say(this.notice) : super.noticed();
  }

  isNew(changed) {
    const turned = changed.has('work') && (changed.get('work') === null) !== (this.work === null);
    return super.isNew(changed) || (turned && this.phase === 'list');
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
              ${this.endsSoon()}
              ${this.notice === null ? nothing : html`<p class="line">${this.noticed()}</p>`}
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
