import {nothing} from 'lit';
import {actsFor} from './acts.js';
import * as session from './session.js';
import {SignalCard} from './signal.js';

/** What can be done from a worklist; the rest is done in the chart. */
const HERE = new Set(['acknowledge', 'snooze', 'dismiss']);

/** The signal of a row, as the chart has it, and what is done about it from the list. */
export class RowSignal extends SignalCard {
  static properties = {row: {attribute: false}};

  willUpdate(changed) {
    // Whoever is to look before a rule closes something sees at once what it rests on, and what was not counted.
    if (changed.has('row') && changed.get('row') === undefined) {
      this.unfolded = this.row.step === 'LOOK_BEFORE_RULE';
    }
  }

  async ask(path, body) {
    const {item} = this.row;
    const {row} = await session.post(`worklist/items/${encodeURIComponent(item)}/${path}?lang=${this.words.language}`, body);
    this.dispatchEvent(new CustomEvent('row-told', {bubbles: true, detail: {item, row}}));
    return null;
  }

  possible() {
    return actsFor(this.signal).filter((act) => HERE.has(act));
  }

  behind() {
    return nothing;
  }
}

customElements.define('attune-row-signal', RowSignal);
