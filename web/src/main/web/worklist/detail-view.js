import {html, nothing} from 'lit';
import {goalDecision} from './goal-decision.js';
import {goalsSide} from './goals-side.js';
import {historyView} from './history-view.js';
import {icon} from './icons.js';
import {born, chips, nameOf} from './list-view.js';
import {owner} from './owner.js';
import {question} from './question.js';
import './row-signal.js';

/**
 * One row in full: beside the list where there is room, else in its place.
 *
 * @param {import('./worklist-page.js').WorklistPage} page
 */
export function detailView(page) {
  const {words, opened, people} = page;
  const {row, view, gone} = opened;
  const known = people.client(row.patient);
  return html`
    <section class="detail" aria-labelledby="detail-title" data-level=${row.level} @keydown=${(event) => onKey(page, event)}>
      <p class="row ways">
        <button type="button" class="plain" @click=${() => page.closeRow()}>${words.say('detail.back')}</button>
        <button type="button" class="plain" @click=${() => page.openChart(row)}>${words.say('detail.chart')} ${icon('out')}</button>
      </p>
      <header>
        <h2 id="detail-title" tabindex="-1"><bdi>${nameOf(page, row)}</bdi></h2>
        ${known === null ? nothing : html`<p class="soft person">${born(words, known)}</p>`}
        ${chips(words, row, null)}
      </header>
      ${gone === null ? nothing : html`<p class="line strong" role="status">${icon('RESOLVED')} ${words.say('detail.gone', {why: words.say(`worklist.gone.${gone}`)})}</p>`}
      ${gone === 'over' || gone === 'done' || row.rests === null ? nothing : rest(page, row)}
      <p class="said bad" role="status">${opened.refused ?? nothing}</p>
      ${view === null ? waiting(page) : html`
        ${view.signal === null ? question(page) : html`<attune-row-signal .signal=${view.signal} .row=${row} .faster=${(problem) => page.faster(problem)} .words=${words} .asOf=${page.list.asOf} .ehrBase=${null} .readOnly=${gone !== null}></attune-row-signal>`}
        ${owner(page)} ${goalDecision(page)} ${goalsSide(page)} ${others(page)} ${historyView(page)}
      `}
    </section>
  `;
}

/** What was put off by hand comes back by hand; the rest comes back by itself. */
const rest = (page, {item, rests}) => html`
  <div class="line">${icon('SNOOZED')} <p>${page.words.say(`worklist.rests.${rests.because}`, {date: page.words.day(rests.until)})}${said(page.words, rests)}</p>
    ${rests.because === 'put-off' ? html`<button type="button" aria-disabled=${String(page.busy)} @click=${() => page.act(item, 'wake')}>${page.words.say('detail.wake')}</button>` : nothing}</div>
`;

/** Where the record tells of it. */
function said(words, {reference}) {
  const key = `worklist.rests.in.${reference?.split('/')[0]}`;
  return words.has(key) ? html`. <span class="soft">${words.say(key, {reference})}</span>` : nothing;
}

function waiting(page) {
  const {words, opened} = page;
  if (opened.gone !== null) {
    return nothing;
  }
  if (opened.unread === null) {
    return html`<p class="soft" role="status">${words.say('detail.reading')}</p>`;
  }
  return html`
    <div class="line strong" role="status"><p>${words.say('detail.unread')}</p>
      <button type="button" @click=${() => page.during(() => page.readItem(opened.item))}>${words.say('worklist.again')}</button></div>
  `;
}

/** Escape goes back to the row, but not out of a field that may mean something else by it. */
function onKey(page, event) {
  if (event.key === 'Escape' && event.target.closest('select, input[type=date], [role=combobox]') === null) {
    event.stopPropagation();
    page.closeRow();
  }
}

function others(page) {
  const {words, opened} = page;
  const rows = opened.view.others ?? [];
  return rows.length === 0 ? nothing : html`
    <section class="others">
      <h3>${icon('record')} ${words.say('detail.others')}</h3>
      <ul>${rows.map((row) => html`
        <li><button type="button" class="plain" @click=${() => page.openRow(row)}>${row.name}</button> <span class="soft">${row.matterText}, ${words.say('worklist.since', {date: words.day(row.since)})}</span></li>
      `)}</ul>
    </section>
  `;
}
