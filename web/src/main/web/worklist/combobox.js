import {LitElement, html, nothing} from 'lit';

/** Where each key leads among the options that fit. */
const STEPS = {ArrowDown: (at) => at + 1, ArrowUp: (at) => at - 1};

/** Without case and accents, as people look for names. @param {string} text */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * A field in which somebody writes to find one of many, as the ARIA Authoring Practices have it: an editable combobox with a list. What was
 * chosen stays chosen until something else is.
 *
 * @typedef {[string, string]} Option its value and its name
 */
export class Combobox extends LitElement {
  static properties = {
    label: {attribute: false},
    options: {attribute: false},
    value: {attribute: false},
    words: {attribute: false},
    text: {state: true},
    active: {state: true},
  };

  constructor() {
    super();
    /** @type {Option[]} */
    this.options = [];
    /** @type {string | null} what is being written, while the list is open */
    this.text = null;
    /** @type {string | null} the value of the option that Enter takes: others that come meanwhile stand beside it, never in its place */
    this.active = null;
  }

  createRenderRoot() {
    return this;
  }

  /** What fits what is written; all of it before anything is. */
  get fitting() {
    const sought = plain(this.text ?? '').trim();
    return this.options.filter(([, name]) => plain(name).includes(sought));
  }

  get marked() {
    return this.fitting.find(([value]) => value === this.active);
  }

  get chosen() {
    return this.options.find(([value]) => value === this.value)?.[1] ?? '';
  }

  open() {
    if (this.text === null) {
      this.text = '';
      this.active = this.value;
    }
  }

  shut() {
    this.text = null;
    this.active = null;
  }

  /** @param {Option} option */
  choose([value]) {
    this.shut();
    this.value = value;
    this.dispatchEvent(new CustomEvent('chosen', {detail: value}));
  }

  /** Whoever goes on takes what is marked, and without a mark what was chosen stays. */
  leave() {
    const option = this.text === null ? undefined : this.marked;
    option === undefined || option[0] === this.value ? this.shut() : this.choose(option);
  }

  /** What is written marks what fits alone; of several nobody is marked who was not pointed at. */
  onInput(event) {
    this.text = event.target.value;
    this.active = this.text.trim() !== '' && this.fitting.length === 1 ? this.fitting[0][0] : null;
  }

  /** From one option to the next, round and round; into the list at its nearer end. @param {(at: number) => number} step */
  go(step) {
    const {fitting, active} = this;
    const at = fitting.findIndex(([value]) => value === active);
    const from = at < 0 && step(0) < 0 ? 0 : at;
    this.active = fitting.at(step(from) % fitting.length)?.[0] ?? null;
  }

  onKey(event) {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.text === null ? this.open() : this.go(step);
    } else if (event.key === 'Enter' && this.text !== null) {
      event.preventDefault();
      this.leave();
    } else if (event.key === 'Escape' && this.text !== null) {
      event.stopPropagation();
      this.shut();
    }
  }

  updated(changed) {
    if (changed.has('active') || changed.has('text')) {
      this.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({block: 'nearest'});
    }
  }

  render() {
    const {text, fitting, words, active, marked} = this;
    const isOpen = text !== null;
    const shows = isOpen && fitting.length > 0;
    return html`
      <label class="field" for="who">${this.label}</label>
      <div class="combo">
        <input type="text" id="who" role="combobox" autocomplete="off" aria-autocomplete="list" aria-expanded=${String(shows)} aria-controls="who-list"
          aria-activedescendant=${isOpen && marked !== undefined ? `who-${active}` : nothing} placeholder=${isOpen ? this.chosen : nothing}
          .value=${text ?? this.chosen} @input=${this.onInput} @keydown=${this.onKey} @click=${this.open} @blur=${this.leave}>
        <ul id="who-list" role="listbox" aria-label=${this.label} ?hidden=${!shows} @mousedown=${(event) => event.preventDefault()}>
          ${!isOpen ? nothing : fitting.map((option) => html`
            <li role="option" id=${`who-${option[0]}`} aria-selected=${String(option[0] === active)} class=${option[0] === this.value ? 'chosen' : ''}
              @click=${() => this.choose(option)}><bdi>${option[1]}</bdi></li>
          `)}
        </ul>
        <p class="soft" role="status">${!isOpen || text === '' ? nothing : words.count('owner.fitting', fitting.length)}</p>
      </div>
    `;
  }
}

customElements.define('attune-combobox', Combobox);
