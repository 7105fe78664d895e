import {html, nothing} from 'lit';

/** What is chosen when the form opens, as it has always been read where nobody chose. */
export const OPENS_ON = {audience: ['care-team']};

/**
 * One question. Whatever was chosen can be left out again.
 *
 * @param {import('./page.js').FormPage} page
 * @param {{name: string, kind: string, text: string}} item
 */
export function question(page, item) {
  const given = page.answers[item.name] ?? [];
  const own = item.name === 'audience';
  return html`
    <fieldset class=${item.kind === 'RATING' ? 'rating' : 'choices'} data-item=${item.name}>
      <legend>${item.text}</legend>
      ${item.kind === 'RATING' ? rating(page, item, given) : choices(page, item, given)}
      ${own ? html`<p class="soft">${page.words.say('audience.kept')}</p>` : nothing}
      ${given.length === 0 || own ? nothing : html`
        <button type="button" class="plain" @click=${() => page.leaveOut(item.name)}>${page.words.say('leave-out')}</button>
      `}
    </fieldset>
  `;
}

function rating(page, item, given) {
  const numbers = Array.from({length: item.highest - item.lowest + 1}, (_, n) => String(item.lowest + n));
  return html`
    <p class="ends" aria-hidden="true"><span>${item.lowest} ${item.low}</span><span>${item.highest} ${item.high}</span></p>
    <div class="numbers">
      ${numbers.map((number) => html`
        <label class="number">
          <input type="radio" name=${item.name} .checked=${given.includes(number)} aria-label=${named(item, number)} @change=${() => page.answer(item.name, [number])}>
          <span aria-hidden="true">${number}</span>
        </label>
      `)}
    </div>
  `;
}

/** The ends are told with their numbers, for whoever does not see where they stand. */
function named(item, number) {
  const end = number === String(item.lowest) ? item.low : number === String(item.highest) ? item.high : '';
  return end === '' ? number : `${number}, ${end}`;
}

function choices(page, item, given) {
  const several = item.kind === 'CHOICES';
  const toggle = (code, on) => page.answer(item.name, several ? [...given.filter((one) => one !== code), ...(on ? [code] : [])] : [code]);
  return item.options.map(({code, text}) => html`
    <label class="choice">
      <input type=${several ? 'checkbox' : 'radio'} name=${item.name} value=${code} .checked=${given.includes(code)} @change=${(event) => toggle(code, event.target.checked)}>
      <span>${text}</span>
    </label>
  `);
}
