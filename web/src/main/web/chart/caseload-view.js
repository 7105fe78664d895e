import {html, nothing} from 'lit';
import {icon} from './icons.js';
import {languages} from './languages.js';
import {paging, table} from './rows-view.js';

const FILTERS = [
  ['all', 'all'],
  ['unseen', 'unseen'],
  ['needs-a-word', 'needsAWord'],
];

const LEFT_OUT = [
  ['few-eyes', 'fewEyes'],
  ['kept-from', 'keptFrom'],
  ['later', 'later'],
];

/** @param {import('./caseload-page.js').CaseloadPage} page */
export const tools = (page) => html`
  <button type="button" class="skip" @click=${() => page.querySelector('h1')?.focus()}>${page.words.say('skip')}</button>
  <header class="top">
    <p class="name">${page.words.say('caseload.title')}</p>
    <nav class="tools" aria-label=${page.words.say('tools.label')}>
      ${page.work === null
        ? html`
            <button type="button" class="plain" @click=${() => page.reload()}>${page.words.say('caseload.reload')}</button>
            <button type="button" class="plain" @click=${() => page.during(() => page.readWork())}>${page.words.say('caseload.for-supervision')}</button>
          `
        : html`<button type="button" class="plain" @click=${() => page.back()}>${page.words.say('caseload.back')}</button>`}
      <button type="button" class="plain" @click=${() => print()}>${page.words.say('tools.print')}</button>
      <button type="button" class="plain" @click=${() => page.end('caseload-left')}>${page.words.say('tools.close')}</button>
      ${languages(page.words, (language) => page.speak(language))}
    </nav>
  </header>
`;

/** @param {import('./caseload-page.js').CaseloadPage} page */
export function caseloadView(page) {
  const {words, list} = page;
  return html`
    <div class="head">
      <h1 tabindex="-1">${words.count('caseload.counted', list.counts.all)}</h1>
      <p class="soft">${words.say('caseload.asOf', {date: words.moment(list.asOf), zone: list.zone})}</p>
      ${list.mode === 'shadow' ? html`<p class="line">${icon('held')} ${words.say('caseload.shadow')}</p>` : nothing}
    </div>
    ${filters(page)}
    <p class="soft" id="order">${words.say('caseload.order')}</p>
    ${list.rows.length === 0 ? empty(words, list.filter) : table(words, list.rows, (row) => who(page, row))}
    ${paging(words, list, (to) => page.turnTo(to))} ${leftOut(words, list.leftOut)}
  `;
}

function filters({words, list, show}) {
  return html`
    <div class="filters" role="group" aria-label=${words.say('caseload.show')}>
      ${FILTERS.map(([name, counted]) => html`
        <button type="button" aria-pressed=${list.filter === name ? 'true' : 'false'} @click=${() => show(name, 1)}>
          ${words.say(`caseload.filter.${name}`, {count: list.counts[counted]})}
        </button>
      `)}
    </div>
  `;
}

const empty = (words, filter) => html`
  <section class="calm">
    <p class="sign">${icon('leaf')}</p>
    <h2>${words.say(`caseload.empty.${filter}`)}</h2>
    <p>${words.say(`caseload.empty.${filter}.text`)}</p>
  </section>
`;

/** A name as the record has it at this moment; never a guess. */
function who(page, row) {
  const {words} = page;
  const known = page.names?.[row.patient] ?? null;
  const name = known?.name ?? null;
  return html`
    ${name === null ? html`<p class="name nameless">${nameless(page, row)}</p>` : html`<p class="name"><bdi>${name}</bdi></p>`}
    ${known === null
      ? nothing
      : html`<p class="soft">
          ${known.birthDate ? html`<span>${words.say('caseload.born', {date: words.birthday(known.birthDate)})}</span>` : nothing}
          ${known.recordNumber ? html`<span><bdi>${words.say('caseload.number', {number: known.recordNumber})}</bdi></span>` : nothing}
        </p>`}
    <button type="button" class="plain open" aria-label=${words.say('caseload.open.of', {name: name ?? nameless(page, row)})} @click=${() => page.openChart(row)}>
      ${words.say('caseload.open')} ${icon('out')}
    </button>
  `;
}

function nameless({words, names, silent}, row) {
  if (names === null && !silent) {
    return words.say('caseload.naming');
  }
  if (row.next !== null) {
    return words.say('caseload.nameless.next', {date: words.moment(row.next)});
  }
  return row.last === null ? words.say('caseload.nameless.none') : words.say('caseload.nameless.last', {date: words.moment(row.last.at)});
}

const leftOut = (words, left) => html`
  <ul class="left-out">
    ${LEFT_OUT.filter(([, counted]) => left[counted] > 0).map(([name, counted]) => html`<li>${icon('shield')} ${words.count(`caseload.left.${name}`, left[counted])}</li>`)}
    <li>${icon('INFO')} ${words.say('caseload.left.objects')}</li>
  </ul>
`;
