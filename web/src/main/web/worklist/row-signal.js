import {html, nothing} from 'lit';
import {actsFor} from './acts.js';
import {elsewise, evidence} from './evidence.js';
import {putOffUntil} from './put-off.js';
import * as session from './session.js';
import {SignalCard} from './signal.js';
import {suggestions} from './suggestions.js';

/** What can be done from a worklist; the rest is done in the chart. */
const HERE = new Set(['acknowledge', 'snooze', 'dismiss']);

/** The signal of a row, as the chart has it, and what is done about it from the list. */
export class RowSignal extends SignalCard {
  static properties = {row: {attribute: false}, faster: {attribute: false}};

  /** Whoever is to look before a rule closes something sees at once what was not counted, and what was. */
  get rules() {
    return this.row.step === 'LOOK_BEFORE_RULE';
  }

  willUpdate(changed) {
    if (changed.has('row') && changed.get('row')?.item !== this.row.item) {
      this.unfolded = this.rules;
      this.said = null;
      this.shut();
    }
  }

  reasons() {
    return this.rules ? html`${evidence(this, true)} ${elsewise(this)} ${suggestions(this)}` : super.reasons();
  }

  async ask(path, body) {
    const {item} = this.row;
    const from = putOffUntil(this.row, this.signal);
    const to = `worklist/items/${encodeURIComponent(item)}/${path}?lang=${this.words.language}`;
    try {
      const {row} = await session.post(to, from === null ? body : {...body, from});
      this.dispatchEvent(new CustomEvent('row-told', {bubbles: true, detail: {item, row}}));
      return null;
    } catch (problem) {
      throw await this.faster(problem);
    }
  }

  /** What somebody wrote is still there; they may want it knowing what the other one chose. */
  failed(problem) {
    super.failed(problem);
    if (problem.name === 'put-off-by-somebody') {
      this.tell(null);
    }
  }

  possible() {
    // What was put off comes back by a button of its own.
    const putOff = putOffUntil(this.row, this.signal) !== null;
    return actsFor(this.signal).filter((act) => HERE.has(act) && !(putOff && act === 'acknowledge'));
  }

  behind() {
    return nothing;
  }

  /** It stands beside the signal. */
  goal() {
    return nothing;
  }
}

customElements.define('attune-row-signal', RowSignal);
