import {html, nothing} from 'lit';
import {icon} from './icons.js';

/**
 * What else could explain a signal, before anything is made of it.
 *
 * @param {import('./signal.js').SignalCard} card
 */
export const elsewise = ({signal, words}) => html`
  <section class="else">
    <h3>${icon('leaf')} ${words.say('evidence.else')}</h3>
    <ul>${otherExplanations(signal).map((one) => html`<li>${one}</li>`)}</ul>
    <p class="soft">${signal.caution}</p>
  </section>
`;

/**
 * Why a signal is raised: each fact, what was left out and why, the rule, and what ends it.
 *
 * @param {import('./signal.js').SignalCard} card
 * @param {boolean} [apart] whether what was left out comes first
 */
export function evidence(card, apart = false) {
  const {signal, words} = card;
  const counted = facts(card, 'evidence.facts', 'record', signal.evidence);
  const leftOut = facts(card, 'evidence.not-counted', 'DISMISSED', signal.notCounted);
  return html`
    ${apart ? [leftOut, counted] : [counted, leftOut]}
    ${rule(signal, words)}
    <section class="ends">
      <h3>${icon('RESOLVED')} ${words.say('evidence.clears')}</h3>
      <p>${signal.clears}</p>
    </section>
  `;
}

/** Without the caution, which is said in any case. */
export const otherExplanations = ({otherExplanations: others, caution}) => others.filter((one) => one !== caution);

const facts = (card, title, sign, list) => list.length === 0 ? nothing : html`
  <section>
    <h3>${icon(sign)} ${card.words.say(title)}</h3>
    <ul class="list">${list.map((fact) => factLine(fact, card))}</ul>
  </section>
`;

function factLine(fact, {words, ehrBase}) {
  const link = address(fact, ehrBase);
  return html`
    <li>
      ${icon(fact.kind ?? 'record')}
      <span class="when">${fact.date ? html`<time datetime=${fact.date}>${words.day(fact.date)}</time>` : words.say('evidence.undated')}</span>
      <span class="what">
        ${fact.text}${fact.why ? html`<span class="why">${fact.why}</span>` : nothing}
        ${link === null ? nothing : html`
          <a href=${link} target="_blank" rel="noopener noreferrer">${words.say('evidence.link')}<span class="heard"> ${words.say('evidence.link-to', {what: fact.text, reference: fact.reference})}</span>${icon('out')}</a>`}
      </span>
    </li>
  `;
}

/**
 * Where a fact stands in the record; only the web is linked to.
 *
 * @param {{link?: string | null, reference?: string | null}} fact
 * @param {string | null} ehrBase
 */
export function address(fact, ehrBase) {
  // A note for oneself stands in no record.
  const given = fact.link ?? (ehrBase && fact.reference && !fact.reference.startsWith('SessionNote/') ? `${ehrBase}/${fact.reference}` : null);
  return given !== null && /^https?:\/\//i.test(given) ? given : null;
}

function rule({rule: {text, numbers, settings = [], version, source}}, words) {
  return html`
    <section class="rule">
      <h3>${icon('form')} ${words.say('evidence.rule')}</h3>
      <p>${text}</p>
      ${numbers.length === 0 ? nothing : html`
        <dl class="numbers">${numbers.map(({name, value}) => html`<div><dt>${name}</dt><dd>${words.written(value)}</dd></div>`)}</dl>
      `}
      ${settings.length === 0 ? nothing : html`
        <h4>${words.say('evidence.settings')}</h4>
        <dl class="settings">${settings.map(({name, value}) => html`<div><dt>${name}</dt><dd>${words.written(value)}</dd></div>`)}</dl>
      `}
      <p class="soft">${words.say('evidence.version', {version: String(version)})} ${source}</p>
    </section>
  `;
}
