import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {filters} from './filters.js';
import {findForm} from './find.js';
import {icon} from './icons.js';
import {isAll, same} from './wanted.js';

const COLUMNS = ['client', 'signal', 'step', 'owner'];

/** How far each key goes from one row to another. */
const STEPS = {ArrowDown: (at) => at + 1, ArrowUp: (at) => at - 1, Home: () => 0, End: () => Infinity};

/** @param {import('./worklist-page.js').WorklistPage} page */
export function listView(page) {
  const {words, found, rows} = page;
  return html`
    <section class="queue" aria-label=${words.say('worklist.title')}>
      ${found === null ? head(page) : foundHead(page)}
      ${stale(page)}
      ${rows.length === 0 ? empty(page) : html`${table(page)} ${bulk(page)}`}
      ${found === null ? html`${paging(page)} ${leftOut(page)}` : nothing}
    </section>
  `;
}

function head(page) {
  const {words, list, counts} = page;
  return html`
    <div class="head">
      <div>
        <h1 tabindex="-1">${counts === null ? words.say('worklist.title') : words.count('worklist.counted', counts.all)}</h1>
        <p class="soft">${words.say('worklist.asOf', {date: words.moment(list.asOf), zone: list.zone})}</p>
      </div>
      ${findForm(page)}
    </div>
    ${list.mode === 'shadow' ? html`<p class="line">${icon('held')} ${words.say('worklist.shadow')}</p>` : nothing}
    ${page.reachesOut ? html`<p class="line">${icon('shield')} ${words.say('worklist.withheld')}</p>` : nothing}
    ${filters(page)}
    ${news(page)}
  `;
}

function foundHead(page) {
  const {words, found} = page;
  return html`
    <div class="head">
      <div>
        <h1 tabindex="-1">${words.count('find.found', found.rows.length)}</h1>
        <p class="soft">${words.say('find.about')}</p>
      </div>
      ${findForm(page)}
    </div>
    <p class="row"><button type="button" @click=${() => page.back()}>${words.say('worklist.back')}</button></p>
  `;
}

/** New rows wait until somebody wants them: nothing moves under anybody's hand. */
function news(page) {
  const {words, fresh} = page;
  if (fresh.rows === 0 && !fresh.reload) {
    return nothing;
  }
  return html`
    <p class="news">
      <button type="button" @click=${() => page.readNew()}>${icon('open')} ${fresh.reload ? words.say('worklist.much') : words.count('worklist.fresh', fresh.rows)}</button>
    </p>
  `;
}

const stale = ({words, stale: since}) =>
  since === null ? nothing : html`<p class="line stale" role="status">${icon('cloud')} ${words.say('worklist.stale', {time: words.time(since)})}</p>`;

function empty(page) {
  const {words, wanted, found} = page;
  const kind = found !== null ? 'found' : isAll(wanted) ? 'all' : same(wanted, {seen: 'no'}) ? 'unseen' : 'filter';
  return html`
    <section class="calm">
      <p class="sign">${icon('leaf')}</p>
      <h2>${words.say(`worklist.empty.${kind}`)}</h2>
      <p>${words.say(`worklist.empty.${kind}.text`)}</p>
      ${kind === 'filter' || kind === 'unseen' ? html`<p><button type="button" @click=${() => page.show({})}>${words.say('worklist.unfilter')}</button></p>` : nothing}
    </section>
  `;
}

/** A grid of rows: one of them is reached with the tab key, the others with the arrow keys. */
function table(page) {
  const {words, rows} = page;
  const at = rows.some(({item}) => item === page.at) ? page.at : rows[0].item;
  return html`
    <p class="soft order" id="order">${words.say(page.wanted.rests && page.found === null ? 'worklist.order.rests' : 'worklist.order')} <span class="keys">${words.say('worklist.keys')}</span></p>
    <table class="work" role="grid" aria-multiselectable="true" aria-label=${words.say('worklist.rows')} aria-describedby="order">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col"><span class="heard">${words.say('worklist.column.pick')}</span></th>
          ${COLUMNS.map((column) => html`<th role="columnheader" scope="col">${words.say(`worklist.column.${column}`)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(rows, ({item}) => item, (row) => line(page, row, row.item === at))}
      </tbody>
    </table>
  `;
}

function line(page, row, reached) {
  const {words, picked, over, opened} = page;
  const name = nameOf(page, row);
  const gone = over.get(row.item) ?? null;
  return html`
    <tr role="row" tabindex=${reached ? '0' : '-1'} class=${gone === null ? '' : 'gone'} data-item=${row.item} data-level=${row.level}
      aria-selected=${String(picked.has(row.item))} aria-current=${opened?.item === row.item ? 'true' : nothing}
      @focus=${() => reach(page, row)} @keydown=${(event) => onKey(page, row, event)} @click=${(event) => onClick(page, row, event)}>
      <td role="gridcell" class="pick">
        <label><input type="checkbox" tabindex="-1" .checked=${picked.has(row.item)} ?disabled=${gone !== null} @change=${() => page.pick(row.item)}><span class="heard">${words.say('worklist.pick', {name})}</span></label>
      </td>
      <th role="rowheader" scope="row">${who(page, row, name)}</th>
      <td role="gridcell">${what(words, row, gone)}</td>
      <td role="gridcell" class="next">${next(words, row)}</td>
      <td role="gridcell" class="owner">${ownerOf(page, row)}</td>
    </tr>
  `;
}

function reach(page, row) {
  if (page.at !== row.item) {
    page.at = row.item;
    page.requestUpdate();
  }
}

function onKey(page, row, event) {
  const onRow = event.target === event.currentTarget;
  const step = STEPS[event.key];
  if (event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (step !== undefined) {
    event.preventDefault();
    const all = [...event.currentTarget.parentElement.children];
    all[Math.max(0, Math.min(all.length - 1, step(all.indexOf(event.currentTarget))))].focus();
  } else if (onRow && event.key === 'Enter') {
    event.preventDefault();
    page.openRow(row);
  } else if (onRow && event.key === ' ') {
    event.preventDefault();
    page.pick(row.item);
  }
}

/** A click anywhere on a row opens it, unless somebody marks its text or means something in it. */
function onClick(page, row, event) {
  if (event.target.closest('label, button') === null && getSelection().isCollapsed) {
    page.openRow(row);
  }
}

/** What a row is called; where the record tells no name, none is made up. */
export function nameOf({words, people}, {patient}) {
  return people.client(patient)?.name ?? words.say(people.asking > 0 && !people.clients.has(patient) ? 'worklist.naming' : 'worklist.nameless');
}

function who(page, row, name) {
  const {words, people} = page;
  const known = people.client(row.patient);
  return html`
    <button type="button" class="name ${known?.name ? '' : 'nameless'}" tabindex="-1" @click=${() => page.openRow(row)}><bdi>${name}</bdi></button>
    ${known === null ? nothing : html`<p class="soft">${born(words, known)}</p>`}
    ${row.others > 0 ? html`<p class="soft">${words.count('worklist.others', row.others)}</p>` : nothing}
  `;
}

/** @param {{birthDate: string | null, recordNumber: string | null}} known */
export const born = (words, {birthDate, recordNumber}) => html`
  ${birthDate ? html`<span>${words.say('worklist.born', {date: words.birthday(birthDate)})}</span>` : nothing}
  ${recordNumber ? html`<span><bdi>${words.say('worklist.number', {number: recordNumber})}</bdi></span>` : nothing}
`;

function what(words, row, gone) {
  return html`
    ${chips(words, row, gone)}
    <p class="told"><strong>${row.name}</strong> ${row.sentence}</p>
    <p class="soft">${row.levelText}; ${words.say('worklist.since', {date: words.day(row.since)})}, ${words.count('worklist.age', row.age)}</p>
  `;
}

/** How much attention it asks for, about what, and how far it has come. */
export const chips = (words, row, gone) => html`
  <p class="chips">
    ${gone === null ? nothing : html`<span class="chip over">${icon('RESOLVED')} ${words.say(`worklist.gone.${gone}`)}</span>`}
    <span class="chip level">${icon(row.level)} ${row.matterText}</span>
    ${gone !== null ? nothing : html`<span class="chip ${row.seen ? '' : 'unseen'}">${icon(row.seen ? 'ACKNOWLEDGED' : 'OPEN')} ${words.say(row.seen ? 'worklist.seen' : 'worklist.unseen')}</span>`}
    ${row.goal === 'open' ? html`<span class="chip">${icon('goal')} ${words.say('worklist.goal.open')}</span>` : nothing}
    ${row.tried ? html`<span class="chip">${icon('held')} ${words.say('worklist.tried')}</span>` : nothing}
    ${row.rests === null ? nothing : html`<span class="chip">${icon('SNOOZED')} ${words.say(`worklist.rests.${row.rests.because}`, {date: words.day(row.rests.until)})}</span>`}
  </p>
`;

const next = (words, row) => html`
  <span class="label" aria-hidden="true">${words.say('worklist.column.step')}</span>
  <p>${row.stepText}</p>
  ${row.due === null ? nothing : html`<p class="soft">${words.say('worklist.due', {date: words.day(row.due)})}</p>`}
`;

/** Who has it, in words. */
export function holder({words, people}, row) {
  if (row.owner === null) {
    return words.say('owner.nobody');
  }
  return row.mine ? words.say('owner.mine') : (people.colleague(row.owner) ?? words.say('owner.nameless'));
}

const ownerOf = (page, row) => html`
  <span class="label" aria-hidden="true">${page.words.say('worklist.column.owner')}</span>
  <p class=${row.owner === null ? 'soft' : ''}>${row.mine ? icon('person') : nothing} <bdi>${holder(page, row)}</bdi></p>
`;

/** It stands after the rows, in the order in which it is reached, and stays where it is while nothing is selected. */
function bulk(page) {
  const {words, picked, rows, over} = page;
  const none = picked.size === 0;
  const all = rows.map(({item}) => item).filter((item) => !over.has(item));
  return html`
    <div class="bulk ${none ? '' : 'some'}" role="group" aria-label=${words.say('worklist.bulk')}>
      <span>${none ? words.say('worklist.bulk.none') : words.count('worklist.bulk.some', picked.size)}</span>
      <button type="button" class=${none ? '' : 'primary'} aria-disabled=${String(none || page.busy)} @click=${() => none || page.acknowledge()}>${words.say('worklist.bulk.do')}</button>
      <button type="button" class="plain" aria-disabled=${String(all.length === picked.size)} @click=${() => (page.picked = new Set(all))}>${words.say('worklist.bulk.all')}</button>
      <button type="button" class="plain" aria-disabled=${String(none)} @click=${() => (page.picked = new Set())}>${words.say('worklist.bulk.clear')}</button>
      <p class="said" aria-hidden="true">${page.said}</p>
    </div>
  `;
}

function paging(page) {
  const {words, list} = page;
  if (list.next === null && list.previous === null) {
    return nothing;
  }
  const go = (to, name) => html`<button type="button" ?disabled=${to === null} @click=${() => page.turnTo(to)}>${words.say(name)}</button>`;
  return html`
    <nav class="paging" aria-label=${words.say('worklist.pages')}>
      ${go(list.previous, 'worklist.previous')} ${go(list.next, 'worklist.following')}
    </nav>
  `;
}

function leftOut({words, counts, wanted}) {
  if (counts === null) {
    return nothing;
  }
  return html`
    <ul class="left-out">
      ${counts.resting > 0 && !wanted.rests ? html`<li>${icon('SNOOZED')} ${words.count('worklist.resting', counts.resting)}</li>` : nothing}
      ${counts.fewEyes > 0 ? html`<li>${icon('shield')} ${words.count('worklist.few-eyes', counts.fewEyes)}</li>` : nothing}
      <li>${icon('INFO')} ${words.say('worklist.left-out')}</li>
    </ul>
  `;
}
