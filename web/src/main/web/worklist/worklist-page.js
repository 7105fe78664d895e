import {html, nothing} from 'lit';
import {openBeside} from './beside.js';
import {detailView} from './detail-view.js';
import {closed} from './doors.js';
import {begin, decide, draftOf} from './goal-decision.js';
import {icon} from './icons.js';
import {keepCopy} from './keep-copy.js';
import {listView} from './list-view.js';
import {Live} from './live.js';
import {People} from './people.js';
import * as session from './session.js';
import {SessionPage} from './session-page.js';
import {teamView} from './team-view.js';
import {tools} from './tools.js';
import {query} from './wanted.js';
import {Words} from './words.js';
import de from './worklist-texts/de.json';
import en from './worklist-texts/en.json';

Words.with({de, en});

/** What a way in says that is written for a chart. */
const MEANT = {'launch-used': 'worklist-closed', 'launch-expired': 'worklist-closed', 'not-launched': 'worklist-closed', 'chart-closed': 'worklist-closed'};

/** Where staff sign in, with the hospital's own sign-in. */
const SIGN_IN = '../staff/sign-in';

/** About which matters goals are read at once. */
const OF_GOALS = new Set(['GOALS', 'STEPS']);

/** Why a row cannot come back by itself. */
const OVER = new Set(['over', 'done']);

/** So many rows are asked about at once. */
const MOST_HELD = 200;

/** Who reads nothing of the working relationship and decides on no goal. */
const OUTREACH = 'OUTREACH';

/**
 * A row that is open.
 *
 * @typedef {{item: string, row: any, view: any, goal: any, goals: any, unread: string | null, gone: string | null, owning: any, putting: boolean, refused: string | null, colleagues: string | null, staff: [string, string][], said: any}} Opened
 */

/** The page of whoever has a worklist before them: what waits, in the order of the server, and one row of it in full. */
export class WorklistPage extends SessionPage {
  static properties = {
    list: {state: true},
    counts: {state: true},
    me: {state: true},
    filters: {state: true},
    found: {state: true},
    team: {state: true},
    opened: {state: true},
    picked: {state: true},
    said: {state: true},
    fresh: {state: true},
    stale: {state: true},
    busy: {state: true},
  };

  constructor() {
    super('worklist');
    this.live = new Live(() => this.lookForChanges());
    this.show = this.show.bind(this);
  }

  async begin() {
    await this.read({}, null);
    this.live.start();
  }

  isBare() {
    return this.list === null;
  }

  /** Whether what is said of the working relationship, and goals, are kept from who looks. */
  get reachesOut() {
    return this.me?.role === OUTREACH;
  }

  /** The rows before somebody: what was found, else the list. */
  get rows() {
    return this.found?.rows ?? this.list.rows;
  }

  /**
   * Reads one page of the list and shows it; then who they are, and what else is known, which may come late or not at all.
   *
   * @param {import('./wanted.js').Wanted} wanted
   * @param {string | null} after
   */
  async read(wanted, after) {
    const mine = ++this.turn;
    const list = await session.get(`worklist?${query(wanted, {after, lang: this.words.language})}`);
    if (mine !== this.turn) {
      // Somebody has asked for something else meanwhile.
      return;
    }
    this.words = this.words.in(list.zone);
    this.list = list;
    this.wanted = wanted;
    this.after = after;
    this.found = null;
    this.team = null;
    this.fresh = {rows: 0, reload: false};
    this.stale = null;
    this.lastLook = new Date();
    this.over = new Map();
    this.picked = new Set([...this.picked].filter((item) => list.rows.some((row) => row.item === item)));
    this.phase = 'list';
    await Promise.all([this.readNames(), this.readBesides()]);
  }

  /** Nobody waits for these, and the list is there without them. */
  async readBesides() {
    await Promise.all([
      this.quietly('counts', 'worklist/counts', (counts) => counts),
      this.me === null ? this.quietly('me', 'worklist/me', (me) => me) : null,
      this.filters === null ? this.quietly('filters', 'worklist/filters', ({filters}) => filters) : null,
    ]);
  }

  /**
   * @param {string} field
   * @param {string} path
   * @param {(told: any) => any} read
   */
  async quietly(field, path, read) {
    try {
      const told = read(await session.get(path));
      if (session.isOpen()) {
        this[field] = told;
      }
    } catch (problem) {
      if (session.ends(problem)) {
        throw problem;
      }
    }
  }

  /**
   * @param {string[]} [patients]
   * @param {(string | null)[]} [staff]
   * @param {string[]} [units]
   */
  async readNames(patients = this.rows.map(({patient}) => patient), staff = this.rows.map(({owner}) => owner), units = []) {
    const {people} = this;
    const asked = people.ask(patients, staff, units);
    this.requestUpdate();
    await asked;
    this.requestUpdate();
  }

  /**
   * @param {import('./wanted.js').Wanted} wanted
   * @param {string | null} [after]
   */
  async show(wanted, after = null) {
    this.notice = null;
    this.sought = wanted;
    await this.during(() => this.read(wanted, after));
    if (this.sought === wanted) {
      this.sought = null;
    }
  }

  /** Reading goes on at the top of the page that was turned to: the button may be gone. */
  async turnTo(after) {
    await this.show(this.wanted, after);
    await this.updateComplete;
    this.querySelector('h1')?.focus();
  }

  /** The list anew, and with it the names. */
  async reload() {
    this.people = new People();
    this.notice = null;
    await this.during(() => this.readAgain());
  }

  /** All that is before somebody, as it is now. */
  async readAgain() {
    const {team, opened} = this;
    await this.read(this.wanted, this.after);
    if (team !== null) {
      await this.readTeam();
    }
    if (opened !== null) {
      await this.readItem(opened.item);
    }
  }

  /** The new rows have their place at the top. */
  async readNew() {
    await this.show(this.wanted, null);
    await this.updateComplete;
    this.focusRow(this.list.rows[0]?.item);
  }

  async stay() {
    await session.get('worklist/me');
  }

  /** @param {string} language */
  async speak(language) {
    this.words = new Words(language, this.words.zone);
    if (this.phase === 'list') {
      await this.during(() => this.readAgain());
    }
  }

  // What changes elsewhere.

  /** @returns {Promise<boolean>} whether there was an answer */
  async lookForChanges() {
    const mine = this.turn;
    try {
      const told = await session.look(`worklist/changes?lang=${this.words.language}`, {since: this.list.since, has: this.held(), wanted: this.wanted});
      if (mine === this.turn && this.phase === 'list') {
        this.takeChanges(told);
      }
      return true;
    } catch (problem) {
      if (session.ends(problem)) {
        this.end(problem.name);
      } else if (this.phase === 'list') {
        this.stale = this.lastLook;
      }
      return false;
    }
  }

  /** The version of each row that is before somebody, but for those that are over. */
  held() {
    const rows = [...this.list.rows, ...(this.found?.rows ?? []), ...(this.opened === null ? [] : [this.opened.row])];
    const held = rows.filter(({item}) => !OVER.has(this.over.get(item))).slice(-MOST_HELD);
    return Object.fromEntries(held.map(({item, version}) => [item, version]));
  }

  takeChanges({rows, gone, fresh, reload}) {
    this.stale = null;
    this.lastLook = new Date();
    const before = this.opened === null ? this.rows : [...this.rows, this.opened.row];
    const news = rows.filter((row) => before.some((one) => one.item === row.item && one.version < row.version));
    const rest = news.filter((row) => row.rests !== null && !this.over.has(row.item) && before.some((one) => one.item === row.item && one.rests === null));
    const over = gone.filter((item) => before.some((row) => row.item === item) && !OVER.has(this.over.get(item)));
    const left = [...rest.map(({item, rests}) => ({item, because: rests.because})), ...over.map((item) => ({item, because: 'over'}))];
    rows.forEach((row) => this.place(row));
    left.forEach(({item, because}) => this.leave(item, because));
    this.fresh = {rows: fresh, reload};
    if (news.length + left.length > 0) {
      this.said = this.changesInWords(news.length - rest.length, left);
      this.readNames(undefined, [...this.rows, ...news].map(({owner}) => owner)).catch(() => {});
      this.quietly('counts', 'worklist/counts', (counts) => counts).catch(() => {});
    }
  }

  changesInWords(changed, left) {
    const {words} = this;
    const why = [...new Set(left.map(({because}) => because))].map((because) => words.say(`worklist.gone.${because}`));
    return [
      left.length === 0 ? '' : words.count('worklist.less', left.length, {why: words.lists.format(why)}),
      changed === 0 ? '' : words.count('worklist.changed', changed),
    ].join(' ').trim();
  }

  /** The newest version of a row that is before somebody. @param {string} item */
  versionOf(item) {
    const rows = [...this.list.rows, ...(this.found?.rows ?? []), ...(this.opened === null ? [] : [this.opened.row])];
    return Math.max(-1, ...rows.filter((row) => row.item === item).map(({version}) => version));
  }

  /** A row as it is now, in the place where it stands. @param {any} row */
  place(row) {
    const before = this.versionOf(row.item);
    const put = (rows) => rows.map((one) => (one.item === row.item && one.version <= row.version ? row : one));
    this.list = {...this.list, rows: put(this.list.rows)};
    this.found = this.found === null ? null : {...this.found, rows: put(this.found.rows)};
    if (this.over.has(row.item) && row.rests === null && row.version > before) {
      // It is back; an answer that was on its way before it left does not say so.
      this.over = new Map([...this.over].filter(([item]) => item !== row.item));
      this.know(row.item, {gone: null});
    }
    if (this.opened?.item === row.item && this.opened.row.version <= row.version) {
      this.opened = {...this.opened, row};
    }
  }

  /** A row is not there any longer. It stays in sight, greyed, until the list is read anew: nothing moves under anybody's hand. */
  leave(item, because) {
    this.over = new Map(this.over).set(item, because);
    this.picked = new Set([...this.picked].filter((one) => one !== item));
    if (this.opened?.item === item) {
      this.opened = {...this.opened, gone: because};
    }
  }

  /** What an act made of a row. @param {{item: string, row: any}} told */
  take({item, row}) {
    if (row === null) {
      this.leave(item, 'done');
    } else {
      this.place(row);
    }
  }

  // One row in full.

  async openRow(row) {
    this.notice = null;
    this.at = row.item;
    this.drafts.get(row.item)?.agreed.clear();
    this.opened = {item: row.item, row, view: null, goal: null, goals: null, unread: null, gone: this.over.get(row.item) ?? null, owning: null, putting: false, refused: null, colleagues: null, staff: [], said: null};
    await this.updateComplete;
    const title = this.querySelector('#detail-title');
    title?.focus();
    title?.scrollIntoView({block: 'nearest'});
    await this.during(() => this.readItem(row.item));
  }

  async closeRow() {
    const {item} = this.opened;
    this.opened = null;
    await this.updateComplete;
    this.focusRow(item);
  }

  /** @param {string | undefined} item */
  focusRow(item) {
    const row = [...this.querySelectorAll('tr[data-item]')].find((one) => one.dataset.item === item);
    (row ?? this.querySelector('tr[data-item]') ?? this.querySelector('h1'))?.focus();
  }

  /** Something of the open row, unless another one is open by now. */
  know(item, what) {
    if (this.opened?.item === item) {
      this.opened = {...this.opened, ...what};
    }
  }

  async readItem(item) {
    try {
      const {row} = await this.readView(item);
      const readsGoals = OF_GOALS.has(row.matter) && !this.reachesOut;
      await Promise.all([readsGoals || row.goal !== null ? this.readGoal(item) : null, readsGoals ? this.readGoals(item) : null]);
    } catch (problem) {
      if (problem.name === 'not-on-worklist') {
        this.leave(item, 'over');
      } else if (session.ends(problem)) {
        throw problem;
      } else {
        this.know(item, {unread: problem.name});
      }
    }
  }

  /** The row and what was done about it, after something was. */
  async readHistory(item) {
    try {
      await this.readView(item);
    } catch (problem) {
      if (session.ends(problem)) {
        throw problem;
      }
    }
  }

  async readView(item) {
    const view = await session.get(`worklist/items/${encodeURIComponent(item)}?lang=${this.words.language}`);
    this.know(item, {view, unread: null});
    this.place(view.row);
    // Nobody waits for names.
    this.readNames([], view.history.flatMap(({by, to}) => [by, to])).catch(() => {});
    return view;
  }

  /** Where the goal of a row is. */
  goalPath(item) {
    return `worklist/items/${encodeURIComponent(item)}/goal`;
  }

  /** The goal that is put forward, where there is one. */
  async readGoal(item) {
    try {
      const goal = await session.get(`${this.goalPath(item)}?lang=${this.words.language}`);
      if (goal.state === 'open') {
        begin(draftOf(this, item, goal), goal.theirs);
      }
      this.know(item, {goal});
      await this.readNames([], [...goal.therapists, goal.handOver]);
    } catch (problem) {
      if (session.ends(problem)) {
        throw problem;
      }
    }
  }

  /** The goals side by side, with their words as the record has them now. */
  async readGoals(item) {
    this.know(item, {goals: 'reading'});
    try {
      this.know(item, {goals: await session.get(`worklist/items/${encodeURIComponent(item)}/goals?lang=${this.words.language}`)});
    } catch (problem) {
      if (session.ends(problem)) {
        throw problem;
      }
      this.know(item, {goals: 'unread'});
    }
  }

  /** What can be heard of an act that came to nothing. */
  refused(problem) {
    if (!(problem instanceof session.Problem) || session.ends(problem)) {
      throw problem;
    }
    if (problem.body.row) {
      this.place(problem.body.row);
    }
    const key = `problem.${problem.name}.act`;
    return {good: false, text: this.words.say(this.words.has(key) ? key : 'problem.unknown.act', problem.body)};
  }

  /** Who put it off meanwhile is named, and until when, where that is why nothing was done. */
  async faster(problem) {
    const {row, putOff} = problem.body ?? {};
    if (row) {
      this.place(row);
    }
    if (!putOff) {
      return problem;
    }
    await this.readNames([], [putOff.by]);
    const name = this.people.colleague(putOff.by) ?? this.words.say('history.somebody');
    return new session.Problem('put-off-by-somebody', problem.status, {name, date: this.words.day(putOff.until)});
  }

  /** One thing at a time for a row, and what came of it is said where it was asked for. @param {() => Promise<any>} work */
  async doing(work) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.notice = null;
    await this.during(work);
    this.busy = false;
  }

  async decide(item, body) {
    await this.doing(() => decide(this, item, body));
  }

  /** Does something about the open row, and tells of it; where somebody was faster, the row stands as they left it. */
  async act(item, what, body = {}) {
    this.know(item, {refused: null});
    await this.doing(async () => {
      try {
        const {row} = await session.post(`worklist/items/${encodeURIComponent(item)}/${what}?lang=${this.words.language}`, body);
        this.take({item, row});
        this.know(item, {putting: false});
        this.said = what === 'wake' && row !== null && row.rests === null ? this.words.say('detail.woken') : '';
      } catch (problem) {
        this.know(item, {refused: this.refused(await this.faster(problem)).text});
      } finally {
        await this.readHistory(item);
        await this.quietly('counts', 'worklist/counts', (counts) => counts);
        this.querySelector('#detail-title')?.focus();
      }
    });
  }

  async openChart(row) {
    this.notice = null;
    await this.during(async () => {
      this.notice = await openBeside(() => session.post(`worklist/items/${encodeURIComponent(row.item)}/open`, {}));
    });
  }

  // Several rows.

  pick(item) {
    const picked = new Set(this.picked);
    if (!picked.delete(item) && !this.over.has(item)) {
      picked.add(item);
    }
    this.picked = picked;
  }

  async acknowledge() {
    const items = [...this.picked];
    await this.doing(async () => {
      const {done, gone, look, resting} = await session.post(`worklist/acknowledge?lang=${this.words.language}`, {items});
      this.rows.filter(({item}) => done.includes(item)).forEach((row) => this.place({...row, seen: true}));
      gone.forEach((item) => this.leave(item, 'over'));
      this.rows.filter(({item, rests}) => resting.includes(item) && rests === null).forEach(({item}) => this.leave(item, 'put-off'));
      this.picked = new Set(look);
      const {words} = this;
      this.said = [
        done.length === 0 ? '' : words.count('worklist.bulk.done', done.length),
        gone.length === 0 ? '' : words.count('worklist.bulk.gone', gone.length),
        look.length === 0 ? '' : words.count('worklist.bulk.look', look.length),
        resting.length === 0 ? '' : words.count('worklist.bulk.resting', resting.length),
      ].join(' ').trim();
      await this.quietly('counts', 'worklist/counts', (counts) => counts);
    });
  }

  // Beside the list.

  /** @param {string} text */
  async find(text) {
    this.notice = null;
    const mine = ++this.turn;
    await this.during(async () => {
      const {rows} = await session.post(`worklist/find?lang=${this.words.language}`, {text});
      if (mine !== this.turn) {
        return;
      }
      this.picked = new Set();
      this.team = null;
      this.opened = null;
      this.found = {text, rows};
      await this.updateComplete;
      this.querySelector('h1')?.focus();
      await this.readNames();
    });
  }

  async readTeam() {
    this.notice = null;
    this.opened = null;
    this.team = await session.get(`worklist/team?lang=${this.words.language}`);
  }

  /** From what was found, or the team, to the list. */
  async back() {
    this.notice = null;
    this.found = null;
    this.team = null;
    this.picked = new Set();
    await this.updateComplete;
    this.querySelector('h1')?.focus();
  }

  /** @param {'csv' | 'pdf'} form */
  async copy(form) {
    await this.doing(async () => {
      const file = await session.file('worklist/copies', {form, wanted: this.wanted, lang: this.words.language});
      keepCopy(file, `attune-worklist.${form}`);
      this.notice = 'worklist.copied';
    });
  }

  /** @param {string} problem */
  end(problem) {
    super.end(MEANT[problem] ?? problem);
  }

  forget() {
    super.forget();
    this.live?.stop();
    this.turn = (this.turn ?? 0) + 1;
    this.list = null;
    this.counts = null;
    this.me = null;
    this.filters = null;
    this.found = null;
    this.team = null;
    /** @type {Opened | null} */
    this.opened = null;
    /** @type {Set<string>} the rows that were selected */
    this.picked = new Set();
    /** @type {Map<string, string>} the rows that are not there any longer, and why */
    this.over = new Map();
    /** @type {Map<string, any>} what somebody is about to write of a goal, for each row */
    this.drafts = new Map();
    this.people = new People();
    /** @type {import('./wanted.js').Wanted} */
    this.wanted = {};
    /** What was asked for last, until it is answered: who narrows it further means that. */
    this.sought = null;
    /** @type {string | null} */
    this.after = null;
    /** @type {string | null} the row that the keyboard is at */
    this.at = null;
    this.said = '';
    this.fresh = {rows: 0, reload: false};
    this.stale = null;
    this.busy = false;
  }

  noticed() {
    return this.words.has(this.notice) ? this.words.say(this.notice) : super.noticed();
  }

  isNew(changed) {
    const turned = changed.has('team') && (changed.get('team') === null) !== (this.team === null);
    return super.isNew(changed) || (turned && this.phase === 'list');
  }

  render() {
    switch (this.phase) {
      case 'opening':
        return html`
          <main class="door" aria-busy="true">
            <h1 tabindex="-1">${this.words.say('worklist.opening')}</h1>
            <p class="wait" aria-hidden="true"></p>
          </main>
        `;
      case 'list':
        return this.desk();
      default:
        return closed(this, this.problem ?? 'unknown', html`<p><a href=${SIGN_IN}>${this.words.say('worklist.sign-in')}</a></p>`);
    }
  }

  desk() {
    const {opened, people, team} = this;
    return html`
      ${tools(this)}
      <main id="content" class="desk ${opened === null ? '' : 'opened'}" @chart-ended=${(event) => this.end(event.detail)}
        @row-told=${({detail}) => this.take(detail)} @signal-changed=${() => this.opened && this.during(() => this.readHistory(this.opened.item))}>
        <p class="heard" role="status">${this.said}</p>
        ${team === null ? html`<p class="on-paper">${this.words.say('worklist.on-paper')}</p>` : nothing}
        ${people.silent && team === null ? this.silence() : nothing}
        <div role="status">
          ${this.endsSoon()}
          ${this.notice === null ? nothing : html`<p class="line">${this.noticed()}</p>`}
        </div>
        ${team === null ? html`<div class="halves">${listView(this)} ${opened === null ? nothing : detailView(this)}</div>` : teamView(this)}
      </main>
    `;
  }

  silence() {
    return html`
      <div class="line strong" role="status">
        ${icon('cloud')}
        <p>${this.words.say('worklist.silent')}</p>
        <button type="button" @click=${() => this.during(() => this.readNames())}>${this.words.say('worklist.again')}</button>
      </div>
    `;
  }
}

customElements.define('attune-worklist', WorklistPage);
