import {html, nothing} from 'lit';
import {icon} from './icons.js';
import {languages} from './languages.js';

const REASONS = ['treating', 'supervision', 'emergency', 'other'];

/** How each ending looks; the others look like a closed door. */
const SIGNS = {'not-this-patient': 'stop', 'closed-to-attune': 'shield', 'not-yours': 'shield', 'ehr-silent': 'cloud', 'out-of-reach': 'cloud'};

/** @param {import('./page.js').Page} page */
export const opening = ({words}) => html`
  <main class="door" aria-busy="true">
    <h1 tabindex="-1">${words.say('opening')}</h1>
    <p class="wait" aria-hidden="true"></p>
  </main>
`;

/**
 * The chart is not open, why, and how to come back.
 *
 * @param {import('./page.js').Page} page
 * @param {string} problem
 * @param {unknown} [back] a way back, where there is one from here
 */
export function closed(page, problem, back = nothing) {
  const {words} = page;
  const name = words.has(`problem.${problem}.title`) ? problem : 'unknown';
  return html`
    <main class="door ${name === 'not-this-patient' ? 'stop' : ''}">
      <div role=${name === 'not-this-patient' ? 'alert' : nothing}>
        <p class="sign">${icon(SIGNS[name] ?? 'door')}</p>
        <h1 tabindex="-1">${words.say(`problem.${name}.title`)}</h1>
        <p>${words.say(`problem.${name}.text`)}</p>
        <p class="soft">${words.say('closed.nothing-kept')}</p>
        ${back}
      </div>
      ${languages(words, (language) => page.speak(language))}
    </main>
  `;
}

/**
 * Somebody who is not known to treat this client says why they look.
 *
 * @param {import('./page.js').Page} page
 */
export function reasonForm(page) {
  const {words} = page;
  const send = (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    const text = String(given.get('text')).trim();
    page.giveReason({reason: String(given.get('reason')), ...(text === '' ? {} : {text})});
  };
  return html`
    <main class="door reason">
      <p class="sign">${icon('shield')}</p>
      <h1 tabindex="-1">${words.say('reason.title')}</h1>
      <p>${words.say('reason.text')}</p>
      <form @submit=${send}>
        <fieldset>
          <legend>${words.say('reason.legend')}</legend>
          ${REASONS.map((reason) => html`
            <label class="choice"><input type="radio" name="reason" value=${reason} required> ${words.say(`reason.${reason}`)}</label>
          `)}
        </fieldset>
        <label class="field">${words.say('reason.words')}<textarea name="text" rows="2" maxlength="400"></textarea></label>
        <p class="row">
          <button type="submit" class="primary">${words.say('reason.open')}</button>
          <button type="button" @click=${() => page.end('closed-by-you')}>${words.say('reason.leave')}</button>
        </p>
      </form>
      ${languages(words, (language) => page.speak(language))}
    </main>
  `;
}
