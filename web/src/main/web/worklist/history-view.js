import {html, nothing} from 'lit';
import {icon} from './icons.js';

/**
 * What people did about a row, the latest first.
 *
 * @param {import('./worklist-page.js').WorklistPage} page
 */
export function historyView(page) {
  const {words, opened} = page;
  const deeds = [...opened.view.history].reverse();
  return html`
    <section class="history">
      <h3>${icon('SNOOZED')} ${words.say('history.title')}</h3>
      ${deeds.length === 0 ? html`<p class="soft">${words.say('history.none')}</p>` : html`
        <ol>${deeds.map((deed) => html`<li><time datetime=${deed.at} class="when">${words.moment(deed.at)}</time> <span>${said(page, deed)}</span></li>`)}</ol>`}
    </section>
  `;
}

function said({words, people}, {what, by, to, until, reason}) {
  const name = (who) => people.colleague(who) ?? words.say('history.somebody');
  const key = `history.${what}`;
  const why = reason === null ? nothing : html` (${words.say(words.has(`dismissal.${reason}`) ? `dismissal.${reason}` : 'history.reason')})`;
  const values = {by: name(by), to: to === null ? '' : name(to), until: until === null ? '' : words.day(until)};
  return html`${words.say(words.has(key) ? key : 'history.other', values)}${why}`;
}
