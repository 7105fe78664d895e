import {html} from 'lit';

const SETTLED = new Set(['DISMISSED', 'RESOLVED']);
const REASONS = ['ALREADY_KNOWN', 'NOT_APPLICABLE', 'RECORD_WRONG'];
const LONGEST = 1000;

/** The stage an act leads to, where it leads to another. */
const LEADS_TO = {snooze: 'SNOOZED', dismiss: 'DISMISSED', 'client-choice': 'DISMISSED'};

/**
 * What can be done about a signal as it stands.
 *
 * @param {{stage: string, contested: object | null}} signal
 */
export function actsFor(signal) {
  const open = !SETTLED.has(signal.stage);
  return [
    ...(signal.stage === 'OPEN' || signal.stage === 'SNOOZED' ? ['acknowledge'] : []),
    ...(open ? ['snooze', 'dismiss', 'client-choice'] : []),
    'consultation',
    ...(signal.contested ? [] : ['contest']),
  ];
}

/**
 * @param {import('./signal.js').SignalCard} card
 * @param {string} act
 * @param {string} [about] what is said of it
 */
export function actForm(card, act, about = `acts.${act}.about`) {
  const {words} = card;
  const send = (event) => {
    event.preventDefault();
    card.send(act, body(new FormData(event.target)), LEADS_TO[act] ?? null);
  };
  return html`
    <form @submit=${send}>
      <p class="soft">${words.say(about)}</p>
      ${fields(card, act)}
      <p class="row">
        <button type="submit" class="primary" ?disabled=${card.saving !== null}>${words.say(`acts.${act}.do`)}</button>
        <button type="button" @click=${() => card.leave(`[data-act=${act}]`)}>${words.say('acts.cancel')}</button>
      </p>
    </form>
  `;
}

/** What was written, without what was left empty. */
function body(form) {
  const written = [...form].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(written.filter(([, value]) => value !== ''));
}

function fields(card, act) {
  switch (act) {
    case 'snooze':
      return until(card);
    case 'dismiss':
      return html`${reasons(card)} ${comment(card, 'acts.comment')}`;
    case 'contest':
      return html`
        <label class="field">${card.words.say('acts.contest.words')}
          <textarea name="text" rows="3" maxlength=${LONGEST}></textarea>
        </label>`;
    default:
      return comment(card, act === 'consultation' ? 'acts.consultation.comment' : 'acts.comment');
  }
}

function until({words, asOf}) {
  return html`
    <label class="field">${words.say('acts.snooze.until')}
      <input type="date" name="until" required min=${words.dateField(asOf, 1)} max=${words.dateField(asOf, 90)} .value=${words.dateField(asOf, 14)}>
    </label>
  `;
}

function reasons({words}) {
  return html`
    <fieldset>
      <legend>${words.say('acts.dismiss.reason')}</legend>
      ${REASONS.map((reason) => html`
        <label class="choice"><input type="radio" name="reason" value=${reason} required> ${words.say(`dismissal.${reason}`)}</label>
      `)}
    </fieldset>
  `;
}

const comment = ({words}, label) => html`
  <label class="field">${words.say(label)}<textarea name="comment" rows="2" maxlength=${LONGEST}></textarea></label>
`;
