import {html} from 'lit';
import {LANGUAGES} from './words.js';

/**
 * The languages that the page is written in, and which it speaks.
 *
 * @param {import('./words.js').Words} words
 * @param {(language: string) => void} speak
 */
export function languages(words, speak) {
  return html`
    <div class="languages" role="group" aria-label=${words.say('language.label')}>
      ${LANGUAGES.map(({code, name}) => html`
        <button type="button" class="plain" lang=${code} aria-pressed=${code === words.language ? 'true' : 'false'} @click=${() => speak(code)}>
          <span aria-hidden="true">${code}</span><span class="heard">${name}</span>
        </button>
      `)}
    </div>
  `;
}
