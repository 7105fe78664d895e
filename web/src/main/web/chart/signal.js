import {LitElement, html, nothing} from 'lit';
import {actForm, actsFor} from './acts.js';
import {elsewise, evidence, otherExplanations} from './evidence.js';
import {icon} from './icons.js';
import * as session from './session.js';
import {suggestions} from './suggestions.js';

/** One signal: what changed, why it is said, what else it could be, what to try, and what people do about it. */
export class SignalCard extends LitElement {
  static properties = {
    signal: {attribute: false},
    words: {attribute: false},
    ehrBase: {attribute: false},
    asOf: {attribute: false},
    drafts: {attribute: false},
    readOnly: {attribute: false},
    unfolded: {state: true},
    answering: {state: true},
    act: {state: true},
    trying: {state: true},
    saving: {state: true},
    said: {state: true},
  };

  constructor() {
    super();
    this.unfolded = false;
    this.answering = false;
    /** Whether somebody came to decide on its goal. */
    this.goalWanted = false;
    /** @type {string | null} which act's form is open */
    this.act = null;
    /** @type {string | null} which suggestion's form is open */
    this.trying = null;
    /** @type {string | null} the stage it will have if all goes well */
    this.saving = null;
    /** @type {{good: boolean, text: string} | null} what came of the last act */
    this.said = null;
  }

  createRenderRoot() {
    return this;
  }

  /** A part of this card that ids are made of. */
  id_(part) {
    return `${part}-${this.signal.key.replace(/[^\w-]/g, '_')}`;
  }

  /**
   * Sends an act. The card shows at once where it is going and says honestly when that did not happen.
   *
   * @param {string} path the act, as in the address
   * @param {object} body
   * @param {string | null} stage the stage it leads to
   */
  async send(path, body, stage = null) {
    const {words} = this;
    this.saving = stage ?? this.signal.stage;
    this.said = {good: true, text: words.say('acts.saving')};
    try {
      const signal = await this.ask(path, body);
      this.said = {good: true, text: words.say(`acts.${path}.done`)};
      this.shut();
      this.tell(signal);
    } catch (problem) {
      this.failed(problem);
    } finally {
      this.saving = null;
    }
    await this.updateComplete;
    this.querySelector('.acts button')?.focus();
  }

  /**
   * @param {string} path the act, as in the address
   * @param {object} body
   * @returns {Promise<object | null>} the signal as it is now; null where it has to be read
   */
  ask(path, body) {
    return session.post(`chart/findings/${encodeURIComponent(this.signal.key)}/${path}?lang=${this.words.language}`, body);
  }

  /** What can be done about it here. */
  possible() {
    return actsFor(this.signal);
  }

  /** @param {unknown} problem */
  failed(problem) {
    if (session.ends(problem) || !(problem instanceof session.Problem)) {
      this.dispatchEvent(new CustomEvent('chart-ended', {bubbles: true, detail: problem.name}));
      return;
    }
    const key = `problem.${problem.name}.act`;
    this.said = {good: false, text: this.words.say(this.words.has(key) ? key : 'problem.unknown.act', problem.body)};
    if (problem.name === 'someone-was-faster') {
      this.shut();
      this.tell(null);
    }
  }

  /** @param {object | null} signal as it is now; null where it has to be read */
  tell(signal) {
    this.dispatchEvent(new CustomEvent('signal-changed', {bubbles: true, detail: {key: this.signal.key, signal}}));
  }

  /**
   * Unfolds it and brings it into sight, for whoever came because of it.
   *
   * @param {boolean} [goal] or because of the goal that it puts forward
   */
  async show(goal = false) {
    this.unfolded = true;
    this.goalWanted = goal;
    this.closest('details')?.setAttribute('open', '');
    await this.updateComplete;
    this.querySelector('button.more')?.focus();
    this.scrollIntoView({block: 'start'});
  }

  shut() {
    this.answering = false;
    this.act = null;
    this.trying = null;
  }

  /** Puts a form away and goes back to where it was asked for. */
  async leave(selector) {
    this.act = null;
    this.trying = null;
    await this.updateComplete;
    this.querySelector(selector)?.focus();
  }

  render() {
    const {signal, words} = this;
    const stage = this.saving ?? signal.stage;
    return html`
      <article class="signal ${stage.toLowerCase()} ${this.unfolded ? 'unfolded' : ''}" data-level=${signal.level} aria-labelledby=${this.id_('name')}>
        ${this.chips(stage)}
        <h2 id=${this.id_('name')}>${signal.name}</h2>
        <p class="sentence">${signal.sentence}</p>
        ${(signal.softened ?? []).map((remark) => html`<p class="remark">${remark}</p>`)}
        ${this.glance()}
        ${this.acts()}
        <p class="said ${this.said?.good === false ? 'bad' : ''}" role="status">${this.said === null ? nothing : this.said.text}</p>
        <div class="drawer ${this.unfolded ? '' : 'shut'}" id=${this.id_('drawer')}>
          ${this.goal()} ${this.reasons()}
          ${signal.held ? html`<p class="line">${icon('held')} ${signal.held}</p>` : nothing}
          <p class="protective">${icon('shield')} ${signal.protective}</p>
        </div>
      </article>
    `;
  }

  /** All that is behind it, and what may help. */
  reasons() {
    return html`${elsewise(this)} ${suggestions(this)} ${evidence(this)}`;
  }

  /** The goal that it puts forward, if it does: asked for once somebody looks behind it. */
  goal() {
    const {signal, words, asOf, drafts, unfolded, readOnly} = this;
    return readOnly || !signal.standing || signal.channel !== 'CHART'
      ? nothing
      : html`<attune-goal .item=${signal.key} .words=${words} .asOf=${asOf} .drafts=${drafts} .asked=${unfolded} .wanted=${this.goalWanted}></attune-goal>`;
  }

  chips(stage) {
    const {signal, words} = this;
    const since = words.say('signal.since', {date: words.day(signal.since)});
    return html`
      <p class="chips">
        <span class="chip level">${icon(signal.level)} ${signal.levelText}</span>
        ${stage === 'OPEN' ? nothing : html`<span class="chip ${this.saving === null ? '' : 'saving'}">${icon(stage)} ${this.stageText(stage)}</span>`}
        ${signal.contested ? html`<span class="chip">${icon('contested')} ${words.say('signal.contested', {date: words.day(signal.contested.at)})}</span>` : nothing}
        ${signal.channel === 'NAMED_PERSON' ? html`<span class="chip">${icon('person')} ${words.say('signal.named-person')}</span>` : nothing}
        <span class="since"><time datetime=${signal.since}>${since}</time></span>
      </p>
    `;
  }

  stageText(stage) {
    const {signal, words} = this;
    if (this.saving !== null) {
      return words.say(`stage.${stage}.saving`);
    }
    if (stage === 'SNOOZED' && signal.snoozedUntil) {
      return words.say('stage.SNOOZED.until', {date: untilDay(signal.snoozedUntil, words)});
    }
    if (stage === 'DISMISSED' && signal.dismissal) {
      const reason = signal.dismissalText ?? words.say(`dismissal.${signal.dismissal}`);
      return words.say('stage.DISMISSED.because', {date: words.day(signal.stageSince), reason});
    }
    return words.say(`stage.${stage}.since`, {date: words.day(signal.stageSince)});
  }

  glance() {
    const {signal, words} = this;
    const row = (term, text, sign) => (text ? html`<div><dt>${icon(sign)} ${words.say(term)}</dt><dd>${text}</dd></div>` : nothing);
    const others = otherExplanations(signal).slice(0, 2).join(' ');
    return html`
      <dl class="glance">
        ${row('glance.why', signal.why, 'score')} ${row('glance.else', others, 'leaf')} ${row('glance.try', signal.suggestions[0]?.name, 'idea')}
      </dl>
    `;
  }

  acts() {
    const {signal, words} = this;
    const possible = this.readOnly ? [] : this.possible();
    const [first, ...others] = possible[0] === 'acknowledge' ? possible : [null, ...possible];
    return html`
      <div class="acts">
        <button type="button" class="more" aria-expanded=${String(this.unfolded)} aria-controls=${this.id_('drawer')}
          @click=${() => (this.unfolded = !this.unfolded)}>
          ${icon('open')} ${words.say('signal.more')}<span class="heard">: ${signal.name}</span>
        </button>
        ${first === null ? nothing : html`
          <button type="button" ?disabled=${this.saving !== null} @click=${() => this.send('acknowledge', {}, 'ACKNOWLEDGED')}>
            ${icon('ACKNOWLEDGED')} ${words.say('acts.acknowledge')}<span class="heard">: ${signal.name}</span>
          </button>`}
        ${others.length === 0 ? nothing : html`
          <button type="button" class="answer" aria-expanded=${String(this.answering)} @click=${() => this.answer()}>
            ${words.say('acts.answer')}<span class="heard">: ${signal.name}</span>
          </button>`}
      </div>
      ${this.answering ? this.answers(others) : nothing}
    `;
  }

  answer() {
    this.answering = !this.answering;
    this.act = null;
  }

  answers(possible) {
    const {words} = this;
    return html`
      <div class="answers" role="group" aria-label=${words.say('acts.answers')} @keydown=${(event) => this.onKey(event)}>
        ${possible.map((act) => html`
          <div class="act">
            <button type="button" class="plain" data-act=${act} aria-expanded=${String(this.act === act)} @click=${() => (this.act = this.act === act ? null : act)}>
              ${words.say(`acts.${act}`)}
            </button>
            ${this.act === act ? actForm(this, act) : html`<p class="soft">${words.say(`acts.${act}.about`)}</p>`}
          </div>
        `)}
        ${this.readOnly ? nothing : this.behind()}
      </div>
    `;
  }

  /** Ways to ask what is behind it. */
  behind() {
    const {words} = this;
    return html`
      <div class="act">
        <h4>${words.say('behind.title')}</h4>
        <p class="soft">${words.say('behind.about')}</p>
        <p class="row">
          <button type="button" data-behind="client" @click=${() => this.want('forms-wanted', 'what-is-behind-it')}>${words.say('behind.client')}</button>
          <button type="button" data-behind="therapist" @click=${() => this.want('note-wanted', null)}>${words.say('behind.therapist')}</button>
        </p>
      </div>
    `;
  }

  /** Something that the page opens. */
  want(what, detail) {
    this.dispatchEvent(new CustomEvent(what, {bubbles: true, detail}));
  }

  onKey(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (this.act === null) {
        this.answering = false;
        this.leave('.answer');
      } else {
        this.leave(`[data-act=${this.act}]`);
      }
    }
  }

  updated(changed) {
    // Whoever asked for a form writes in it.
    if ((changed.has('act') && this.act !== null) || (changed.has('trying') && this.trying !== null)) {
      this.querySelector('form input, form textarea')?.focus();
    }
  }
}

/** The day until which it rests, given as a day or as an instant. */
const untilDay = (until, words) => (until.length === 10 ? words.date(until) : words.day(until));

customElements.define('attune-signal', SignalCard);
