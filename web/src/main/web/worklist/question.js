import {html, nothing} from 'lit';
import {actForm} from './acts.js';
import {putOffUntil} from './put-off.js';

/**
 * What is asked of the plan; what raised it is for the therapist. Who sees it says so or puts it off, as with a signal.
 *
 * @param {import('./worklist-page.js').WorklistPage} page
 */
export function question(page) {
  const {words, opened} = page;
  const {row, gone} = opened;
  return html`
    <section class="question">
      <h3>${row.name}</h3>
      <p>${row.sentence}</p>
      <p class="soft">${words.say('detail.question')}</p>
      ${gone !== null ? nothing : answers(page)}
    </section>
  `;
}

function answers(page) {
  const {words, busy, opened} = page;
  const {item, row, putting} = opened;
  const until = putOffUntil(row, null);
  const seen = html`<button type="button" aria-disabled=${String(busy)} @click=${() => page.act(item, 'acknowledge')}>${words.say('acts.acknowledge')}</button>`;
  return html`
    <div class="act" @keydown=${(event) => onKey(page, event)}>
      <p class="row">
        ${row.seen || until !== null ? nothing : seen}
        <button type="button" data-act="snooze" aria-expanded=${String(putting)} @click=${() => put(page, !putting)}>${words.say('acts.snooze')}</button>
      </p>
      ${putting ? actForm(card(page, until), 'snooze', 'question.snooze.about') : nothing}
    </div>
  `;
}

/** What the form of a signal asks of its card. */
const card = (page, until) => ({
  words: page.words,
  asOf: page.list.asOf,
  saving: page.busy ? 'SNOOZED' : null,
  send: (act, body) => page.act(page.opened.item, act, until === null ? body : {...body, from: until}),
  leave: () => put(page, false),
});

/** Opens the form or puts it away; whoever opens it writes in it. */
async function put(page, putting) {
  page.know(page.opened.item, {putting, refused: null});
  await page.updateComplete;
  page.querySelector(putting ? '.question input' : '.question [data-act]')?.focus();
}

function onKey(page, event) {
  if (event.key === 'Escape' && page.opened.putting) {
    event.stopPropagation();
    put(page, false);
  }
}
