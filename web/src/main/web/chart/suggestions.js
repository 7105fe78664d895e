import {html, nothing} from 'lit';
import {icon} from './icons.js';

const OUTCOMES = ['HELPED', 'NO_CHANGE', 'NOT_DONE'];

/**
 * Two or three things to try, with words one might say, and what came of those that were tried.
 *
 * @param {import('./signal.js').SignalCard} card
 */
export function suggestions(card) {
  const {signal, words} = card;
  if (signal.suggestions.length === 0) {
    return nothing;
  }
  return html`
    <section class="ideas">
      <h3>${icon('idea')} ${words.say('suggestions.title')}</h3>
      <ul class="cards">${signal.suggestions.map((one) => suggestion(card, one))}</ul>
    </section>
  `;
}

function suggestion(card, one) {
  const {words} = card;
  return html`
    <li>
      <h4>${one.name}</h4>
      <p>${one.what}</p>
      ${one.phrases.map((phrase) => html`<p class="phrase"><q>${phrase}</q></p>`)}
      ${one.avoid ? html`<p class="careful"><b>${words.say('suggestions.careful')}</b> ${one.avoid}</p>` : nothing}
      ${one.tried.map(({at, outcome}) => html`<p class="tried">${icon('ACKNOWLEDGED')} ${words.say('suggestions.tried', {date: words.day(at), outcome: words.say(`outcome.${outcome ?? 'open'}`)})}</p>`)}
      ${card.readOnly ? nothing : card.trying === one.id ? triedForm(card, one) : html`
        <button type="button" class="plain" data-try=${one.id} @click=${() => (card.trying = one.id)}>
          ${words.say('suggestions.log')}<span class="heard">: ${one.name}</span>
        </button>`}
    </li>
  `;
}

function triedForm(card, one) {
  const {words} = card;
  const send = (event) => {
    event.preventDefault();
    const outcome = new FormData(event.target).get('outcome');
    card.send('responses', {response: one.id, outcome: outcome === '' ? null : outcome});
  };
  const leave = () => card.leave(`[data-try=${one.id}]`);
  return html`
    <form @submit=${send} @keydown=${(event) => (event.key === 'Escape' ? leave() : undefined)}>
      <fieldset>
        <legend>${words.say('suggestions.outcome')}</legend>
        ${OUTCOMES.map((outcome) => html`
          <label class="choice"><input type="radio" name="outcome" value=${outcome}> ${words.say(`outcome.${outcome}`)}</label>
        `)}
        <label class="choice"><input type="radio" name="outcome" value="" checked> ${words.say('outcome.open')}</label>
      </fieldset>
      <p class="row">
        <button type="submit" class="primary" ?disabled=${card.saving !== null}>${words.say('suggestions.save')}</button>
        <button type="button" @click=${leave}>${words.say('acts.cancel')}</button>
      </p>
    </form>
  `;
}
