import {html, nothing} from 'lit';
import {icon} from './icons.js';

/**
 * What the client wishes to be shown, as somebody writes it down for them. No reason is asked for.
 *
 * @param {import('./page.js').Page} page
 */
export function wishes(page) {
  const {chart, words, silent} = page;
  const hidden = chart.relationshipHidden !== null;
  const which = hidden ? 'show' : 'hide';
  const send = (event) => {
    event.preventDefault();
    page.wish(!hidden);
  };
  return html`
    <section class="wishes">
      <details @toggle=${(event) => event.target.open && event.target.querySelector('button')?.scrollIntoView({block: 'nearest'})}>
        <summary>${icon('shield')} ${words.say('wishes.title')}</summary>
        <form @submit=${send}>
          <p>${words.say(`wishes.${which}.about`)}</p>
          <p class="row"><button type="submit" ?disabled=${silent}>${words.say(`wishes.${which}.do`)}</button></p>
        </form>
      </details>
    </section>
  `;
}

/** That something is kept from everybody, and since when. */
export const hiddenLine = ({relationshipHidden: since}, words) => since === null ? nothing : html`
  <p class="line">${icon('shield')} ${words.say('wishes.hidden', {date: words.day(since)})}</p>
`;
