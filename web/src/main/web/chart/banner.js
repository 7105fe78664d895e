import {html, nothing} from 'lit';
import {openForms} from './forms.js';
import {icon} from './icons.js';
import {keepCopy} from './keep-copy.js';
import {languages} from './languages.js';
import {openNote} from './note.js';
import * as session from './session.js';

/**
 * Who this is, as the record says at this moment, and what can be done with the page.
 *
 * @param {import('./page.js').Page} page
 */
export function banner(page) {
  const {words} = page;
  return html`
    <button type="button" class="skip" @click=${() => page.querySelector('h1')?.focus()}>${words.say('skip')}</button>
    <header class="top">
      <section class="client ${page.silent ? 'unknown' : ''}" aria-label=${words.say('banner.label')}>${client(page)}</section>
      <nav class="tools" aria-label=${words.say('tools.label')}>
        ${tools(page)} ${languages(words, (language) => page.speak(language))}
      </nav>
    </header>
  `;
}

/** @param {import('./page.js').Page} page */
function client({banner: known, words}) {
  if (!known) {
    return html`<p class="name">${icon('cloud')} ${words.say('banner.silent')}</p>`;
  }
  return html`
    <p class="name"><bdi>${known.name ?? words.say('banner.no-name')}</bdi></p>
    <dl>
      <div><dt>${words.say('banner.born')}</dt><dd>${known.birthDate ? words.birthday(known.birthDate) : words.say('unknown')}</dd></div>
      <div><dt>${words.say('banner.number')}</dt><dd><bdi>${known.recordNumber ?? words.say('unknown')}</bdi></dd></div>
    </dl>
  `;
}

/** @param {import('./page.js').Page} page */
function tools(page) {
  const {words} = page;
  const summary = () => page.during(() => page.readSummary());
  return html`
    ${page.goals || page.summary !== null
      ? html`<button type="button" class="plain" @click=${() => page.backToChart()}>${words.say('tools.chart')}</button>`
      : html`
        ${page.chart.courses.length === 0 ? nothing : html`<button type="button" class="plain" data-tool="goals" @click=${() => page.openGoals()}>${words.say('tools.goals')}</button>`}
        <button type="button" class="plain" data-tool="summary" @click=${summary}>${words.say('tools.summary')}</button>`}
    <button type="button" class="plain" data-tool="forms" @click=${() => page.during(() => openForms(page))}>${words.say('tools.forms')}</button>
    <button type="button" class="plain" data-tool="note" @click=${() => openNote(page)}>${words.say('tools.note')}</button>
    <button type="button" class="plain" @click=${() => print()}>${words.say('tools.print')}</button>
    ${page.goals ? nothing : copies(page)}
    <button type="button" class="plain" @click=${() => page.end('closed-by-you')}>${words.say('tools.close')}</button>
  `;
}

/** Of what is before somebody; of words that are kept nowhere there is none. @param {import('./page.js').Page} page */
const copies = (page) => html`
  ${copy(page, {what: page.summary === null ? 'chart' : 'summary', type: 'pdf'}, page.words.say('tools.copy.pdf'))}
  ${page.summary === null ? copy(page, {what: 'bundle', type: 'json'}, page.words.say('tools.copy.fhir')) : nothing}
`;

/**
 * @param {import('./page.js').Page} page
 * @param {{what: string, type: string}} file what is taken away
 * @param {string} name how people call the form of it
 */
function copy(page, file, name) {
  return html`<button type="button" class="plain" @click=${() => page.during(() => download(page, file))}>
    ${name}
  </button>`;
}

/**
 * Takes away a copy that the server makes. A frame has no cookie to ask with by a link alone.
 *
 * @param {import('./page.js').Page} page
 * @param {{what: string, type: string}} file
 */
async function download(page, {what, type}) {
  if (page.copying) {
    return;
  }
  page.copying = true;
  try {
    const copied = await session.file(`chart/export/${what}.${type}?lang=${page.words.language}`);
    keepCopy(copied, `attune-${what === 'bundle' ? 'chart' : what}.${type}`);
    page.notice = 'copied';
  } finally {
    page.copying = false;
  }
}
