import {html, nothing} from 'lit';
import {icon} from './icons.js';
import {spark} from './spark.js';

/**
 * A list of clients as a table, in the order that the server gave it.
 *
 * @param {import('./words.js').Words} words
 * @param {any[]} rows
 * @param {(row: any) => unknown} who how a row's client is shown
 */
export const table = (words, rows, who) => html`
  <table class="rows" role="table" aria-describedby="order">
    <thead role="rowgroup">
      <tr role="row">
        ${['client', 'signal', 'sessions', 'alliance', 'outcome'].map((column) => html`<th role="columnheader" scope="col">${words.say(`caseload.${column}`)}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map((row) => html`
        <tr role="row" data-level=${row.signal?.level ?? 'NONE'} data-patient=${row.patient}>
          <th role="rowheader" scope="row">${who(row)}</th>
          <td role="cell">${signal(words, row)}</td>
          <td role="cell">${sessions(words, row)}</td>
          <td role="cell"><span class="label" aria-hidden="true">${words.say('caseload.alliance')}</span>${row.relationshipHidden === null ? spark(words, row.alliance) : hidden(words, row.relationshipHidden)}</td>
          <td role="cell"><span class="label" aria-hidden="true">${words.say('caseload.outcome')}</span>${spark(words, row.outcome)}</td>
        </tr>
      `)}
    </tbody>
  </table>
`;

/** That there is nothing to be shown by the client's own wish, and not for want of data. */
const hidden = (words, since) => html`<p class="soft">${icon('shield')} ${words.say('caseload.hidden', {date: words.day(since)})}</p>`;

function signal(words, {signal: told, more}) {
  if (told === null) {
    return html`<p class="nothing">${icon('RESOLVED')} ${words.say('caseload.none')}</p>`;
  }
  const stage = told.snoozedUntil !== null ? 'SNOOZED' : told.seen ? 'ACKNOWLEDGED' : 'OPEN';
  const state =
    told.snoozedUntil !== null ? words.say('caseload.snoozed', {date: words.day(told.snoozedUntil)}) : words.say(told.seen ? 'caseload.seen' : 'caseload.unseen');
  return html`
    <p class="chips">
      <span class="chip level">${icon(told.level)} ${told.levelText}</span>
      <span class="chip ${stage === 'OPEN' ? 'unseen' : ''}">${icon(stage)} ${state}</span>
    </p>
    <p class="told"><strong>${told.name}</strong> ${told.sentence}</p>
    <p class="soft">${words.say('caseload.since', {date: words.day(told.since)})}${more > 0 ? html`, ${words.count('caseload.more', more)}` : nothing}</p>
  `;
}

function sessions(words, row) {
  return html`
    <dl>
      <div><dt>${words.say('caseload.next')}</dt><dd>${row.next === null ? words.say('caseload.no-next') : html`<time datetime=${row.next}>${words.moment(row.next)}</time>`}</dd></div>
      <div><dt>${words.say('caseload.last')}</dt><dd>${row.last === null ? words.say('caseload.no-last') : html`<time datetime=${row.last.at}>${words.day(row.last.at)}</time><span class="ended">${row.last.text}</span>`}</dd></div>
    </dl>
    <p class="soft">${words.count('caseload.held', row.sessionsHeld)}</p>
    ${row.onHold ? html`<p class="chip">${icon('SNOOZED')} ${words.say('caseload.paused')}</p>` : nothing}
  `;
}

/**
 * From one page of a list to the next.
 *
 * @param {import('./words.js').Words} words
 * @param {{page: number, pages: number}} list
 * @param {(page: number) => void} go
 */
export function paging(words, {page, pages}, go) {
  if (pages === 1) {
    return nothing;
  }
  return html`
    <nav class="paging" aria-label=${words.say('caseload.pages')}>
      <button type="button" ?disabled=${page === 1} @click=${() => go(page - 1)}>${words.say('caseload.previous')}</button>
      <span>${words.say('caseload.page', {page, pages})}</span>
      <button type="button" ?disabled=${page === pages} @click=${() => go(page + 1)}>${words.say('caseload.following')}</button>
    </nav>
  `;
}
