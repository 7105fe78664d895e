import {html, nothing} from 'lit';
import {icon} from './icons.js';
import * as session from './session.js';
import {LANGUAGES} from './words.js';

const PLACE = 'chart/forms';
const CHECK_IN = 'client-check-in';

/**
 * What can be given to the client to fill.
 *
 * @typedef {{form: string, taken: boolean, language: string, link: string | null, ends: string | null, copied: string | null}} Forms
 *
 * @param {import('./page.js').Page} page
 * @param {string} [form] which form
 */
export async function openForms(page, form = CHECK_IN) {
  const {taken} = await session.get(PLACE);
  page.forms = {form, taken, language: page.words.language, link: null, ends: null, copied: null};
  await page.updateComplete;
  page.querySelector('.forms h2')?.focus();
}

/** @param {import('./page.js').Page} page */
export function formsPanel(page) {
  const {words, forms, chart} = page;
  const close = async () => {
    page.forms = null;
    await page.updateComplete;
    page.querySelector('[data-tool=forms]')?.focus();
  };
  return html`
    <section class="forms" aria-labelledby="forms-title">
      <h2 id="forms-title" tabindex="-1">${words.say(`forms.title.${forms.form}`)}</h2>
      <p>${words.say(forms.taken ? `forms.about.${forms.form}` : 'forms.not-taken')}</p>
      ${chart.mode === 'shadow' && forms.taken ? html`<p>${icon('held')} ${words.say('forms.shadow')}</p>` : nothing}
      ${forms.taken ? html`${language(page)} ${ways(page)} ${link(page)}` : nothing}
      <p class="row"><button type="button" class="plain" @click=${close}>${words.say('forms.close')}</button></p>
    </section>
  `;
}

function language(page) {
  const {words, forms} = page;
  return html`
    <fieldset class="row">
      <legend>${words.say('forms.language')}</legend>
      ${LANGUAGES.map(({code, name}) => html`
        <label class="choice">
          <input type="radio" name="form-language" .checked=${forms.language === code} @change=${() => (page.forms = {...forms, language: code, link: null, copied: null})}>
          <span lang=${code}>${name}</span>
        </label>
      `)}
    </fieldset>
  `;
}

function ways(page) {
  const {words} = page;
  const framed = window.top !== window;
  return html`
    <p class="soft">${words.say(framed ? 'forms.hand-over.framed' : 'forms.hand-over.about')}</p>
    <p class="row">
      <button type="button" class="primary" data-form="hand-over" @click=${() => page.during(() => once(() => handOver(page)))}>${words.say('forms.hand-over.do')}</button>
      <button type="button" data-form="link" @click=${() => page.during(() => once(() => makeLink(page)))}>${words.say('forms.link.do')}</button>
    </p>
  `;
}

function link(page) {
  const {words, forms} = page;
  if (forms.link === null) {
    return nothing;
  }
  return html`
    <label class="field">${words.say('forms.link.label')}<input type="text" readonly dir="ltr" .value=${forms.link}></label>
    <p class="soft">${words.say('forms.link.about', {moment: words.moment(forms.ends)})}</p>
    <p class="row"><button type="button" data-form="copy" @click=${() => copy(page)}>${words.say('forms.copy.do')}</button>
      <span role="status">${forms.copied === null ? nothing : words.say(`forms.copy.${forms.copied}`)}</span></p>
  `;
}

let busy = false;

/** One at a time: of two links only the last is worth anything. */
async function once(work) {
  if (busy) {
    return;
  }
  busy = true;
  try {
    await work();
  } finally {
    busy = false;
  }
}

async function makeLink(page) {
  const asked = page.forms;
  const given = await session.post(`${PLACE}/${page.forms.form}/link?lang=${page.forms.language}`, {});
  if (page.forms === null || page.forms.form !== asked.form || page.forms.language !== asked.language) {
    return;
  }
  page.forms = {...page.forms, link: given.link, ends: given.ends, copied: null};
  await page.updateComplete;
  page.querySelector('.forms input[readonly]')?.focus();
}

async function copy(page) {
  try {
    await navigator.clipboard.writeText(page.forms.link);
    page.forms = {...page.forms, copied: 'done'};
  } catch {
    // A frame may not use the clipboard; then people do it themselves.
    page.querySelector('.forms input[readonly]')?.select();
    page.forms = {...page.forms, copied: 'marked'};
  }
}

/** The server has closed the chart by now; here nothing of it stays, and the form takes its place in the history too. */
async function handOver(page) {
  const given = await session.post(`${PLACE}/${page.forms.form}/hand-over?lang=${page.forms.language}`, {});
  const form = new URL('../form/index.html', document.baseURI);
  form.hash = new URL(given.link).hash;
  page.end('handed-over');
  location.replace(form);
}
