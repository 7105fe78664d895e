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
    at: {state: true},
  };

  constructor() {
    super();
    /** @type {Option[]} */
    this.options = [];
    /** @type {string | null} what is being written, while the list is open */
    this.text = null;
    this.at = -1;
  }

  createRenderRoot() {
    return this;
  }

  /** What fits what is written; all of it before anything is. */
  get fitting() {
    const sought = plain(this.text ?? '').trim();
    return this.options.filter(([, name]) => plain(name).includes(sought));
  }

  get chosen() {
    return this.options.find(([value]) => value === this.value)?.[1] ?? '';
  }

  open() {
    if (this.text === null) {
      this.text = '';
      this.at = this.options.findIndex(([value]) => value === this.value);
    }
  }

  shut() {
    this.text = null;
    this.at = -1;
  }

  /** @param {Option} option */
  choose([value]) {
    this.shut();
    this.value = value;
    this.dispatchEvent(new CustomEvent('chosen', {detail: value}));
  }

  onInput(event) {
    this.text = event.target.value;
    this.at = this.text.trim() === '' ? -1 : 0;
  }

  onKey(event) {
    const {fitting} = this;
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const was = this.text !== null;
      this.open();
      this.at = was && fitting.length > 0 ? (step(this.at) + fitting.length) % fitting.length : Math.max(0, this.at);
    } else if (event.key === 'Enter' && this.text !== null) {
      event.preventDefault();
      const option = fitting[this.at];
      option === undefined ? this.shut() : this.choose(option);
    } else if (event.key === 'Escape' && this.text !== null) {
      event.stopPropagation();
      this.shut();
    } else if (event.key === 'Tab') {
      this.shut();
    }
  }

  updated() {
    this.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({block: 'nearest'});
  }

  render() {
    const {text, fitting, words} = this;
    const isOpen = text !== null;
    return html`
      <label class="field" for="who">${this.label}</label>
      <div class="combo">
        <input type="text" id="who" role="combobox" autocomplete="off" aria-autocomplete="list" aria-expanded=${String(isOpen)} aria-controls="who-list"
          aria-activedescendant=${isOpen && fitting[this.at] !== undefined ? `who-${this.at}` : nothing} placeholder=${isOpen ? this.chosen : nothing}
          .value=${text ?? this.chosen} @input=${this.onInput} @keydown=${this.onKey} @click=${this.open} @blur=${this.shut}>
        <ul id="who-list" role="listbox" aria-label=${this.label} ?hidden=${!isOpen || fitting.length === 0}>
          ${!isOpen ? nothing : fitting.map((option, at) => html`
            <li role="option" id=${`who-${at}`} aria-selected=${String(at === this.at)} class=${option[0] === this.value ? 'chosen' : ''}
              @mousedown=${(event) => event.preventDefault()} @click=${() => this.choose(option)}><bdi>${option[1]}</bdi></li>
          `)}
        </ul>
        <p class="soft" role="status">${!isOpen || text === '' ? nothing : words.count('owner.fitting', fitting.length)}</p>
      </div>
    `;
  }
}

customElements.define('attune-combobox', Combobox);
