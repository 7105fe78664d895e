import {html, nothing} from 'lit';
import {icon} from './icons.js';
import * as session from './session.js';
import {uuid} from './uuid.js';

const WHY_NOT = ['CLIENT_WANTS_OTHERWISE', 'NOT_NOW', 'COVERED_ALREADY', 'TOO_LARGE', 'DOES_NOT_FIT'];
const LONGEST_GOAL = 500;
const LONGEST_STEP = 300;

/** Who of the course's therapists agreed, as the server is told. */
const THERAPIST = 'therapist:';

/** Whoever decides, as the server is told. */
const ME = 'me';

/**
 * What somebody is about to write of a goal. It outlives every answer of the server; who agreed is asked anew each time.
 *
 * @typedef {{words: string, ours: string, theirs: string | null, written: string | null, firstStep: string, begunWith: string, review: string, agreed: Set<string>, plan: string | null, handTo: string, due: string,
 *   deciding: boolean, declining: boolean, reason: string | null, id: string, sent: string | null, said: {good: boolean, text: string} | null, missing: boolean}} Draft
 *
 * @param {any} page the worklist, or the goal of a signal on the chart
 * @param {string} item
 * @param {any} goal as the server has it
 * @returns {Draft}
 */
export function draftOf(page, item, goal) {
  const kept = page.drafts.get(item);
  if (kept !== undefined) {
    return kept;
  }
  const draft = {words: goal.words, ours: goal.words, theirs: null, written: null, firstStep: goal.firstStep ?? '', begunWith: goal.firstStep ?? '', review: goal.review ?? '', agreed: new Set(), plan: null, handTo: '', due: '',
    deciding: false, declining: false, reason: null, id: uuid(), sent: null, said: null, missing: false};
  page.drafts.set(item, draft);
  return draft;
}

/**
 * The goal that a signal puts forward: agree on it in other words, or not; or what people decided already.
 *
 * @param {any} page the worklist, or the goal of a signal on the chart
 */
export function goalDecision(page) {
  const {words, opened, drafts, reachesOut} = page;
  const {item, goal, gone} = opened;
  const draft = drafts.get(item) ?? null;
  if (goal === null || reachesOut || (goal.state === 'none' && (draft?.sent ?? null) === null)) {
    return nothing;
  }
  // A row that only rests is decided about all the same: nothing is taken out of anybody's hands.
  const open = goal.state === 'open' && draft !== null && gone !== 'over' && gone !== 'done';
  return html`
    <section class="goal" aria-labelledby=${`goal-title-${item}`}>
      <h3 id=${`goal-title-${item}`} data-title="goal" tabindex="-1">${icon('goal')} ${words.say('goal.title')}</h3>
      <p class="said ${draft?.said?.good === false ? 'bad' : ''}" role="status">${draft?.said?.text ?? nothing}</p>
      ${open ? openGoal(page, goal, draft) : html`${goal.state === 'none' ? nothing : decided(page, goal)} ${draft === null ? nothing : kept(words, goal, draft)}`}
    </section>
  `;
}

function openGoal(page, goal, draft) {
  return draft.declining ? declineForm(page, draft) : acceptForm(page, goal, draft);
}

/** Each field changes what somebody is about to write, and the page says anew what that will be. */
const into = (page, draft, name) => (event) => {
  draft[name] = event.target.value;
  page.requestUpdate();
};

function acceptForm(page, goal, draft) {
  const {words, list, opened} = page;
  const asOf = list.asOf;
  // Where the client has words for it, it was put forward in these.
  const before = draft.theirs ?? goal.words;
  const submit = (event) => {
    event.preventDefault();
    draft.missing = draft.agreed.size === 0;
    page.requestUpdate();
    if (draft.missing) {
      page.querySelector('.agreed input')?.focus();
    } else {
      page.decide(opened.item, accepted(draft));
    }
  };
  return html`
    <p>${words.say('goal.about')}</p>
    <form @submit=${submit}>
      <label class="field">${words.say('goal.words')}<textarea name="words" rows="3" required maxlength=${LONGEST_GOAL} .value=${draft.words} @input=${into(page, draft, 'words')}></textarea></label>
      ${whoseWords(page, draft)}
      ${draft.words.trim() === before.trim() ? nothing : html`<p class="soft">${words.say('goal.words.before', {words: before})}</p>`}
      <label class="field">${words.say('goal.step')}<textarea name="step" rows="2" maxlength=${LONGEST_STEP} .value=${draft.firstStep} @input=${into(page, draft, 'firstStep')}></textarea></label>
      <label class="field">${words.say('goal.review')}<input type="date" name="review" required min=${words.dateField(asOf, 1)} max=${words.dateField(asOf, 366)} .value=${draft.review} @change=${into(page, draft, 'review')}></label>
      ${agreed(page, goal, draft)} ${plans(page, goal, draft)} ${handOver(page, goal, draft)} ${written(page, goal, draft)}
      <p class="row">
        <button type="submit" class="primary" aria-disabled=${String(page.busy)}>${words.say('goal.do')}</button>
        <button type="button" data-goal="decline" @click=${() => turn(page, draft, true)}>${words.say('goal.decline')}</button>
      </p>
    </form>
  `;
}

/** Where the client has words for it, theirs come first; ours are one press away, and so is what somebody wrote instead. */
function whoseWords(page, draft) {
  const {words} = page;
  const {theirs, ours} = draft;
  if (theirs === null || theirs === ours) {
    return nothing;
  }
  const others = [['take-ours', ours], ['take-theirs', theirs], ['take-written', draft.written]].filter(([, text]) => text !== null && text !== draft.words);
  const take = (text) => async () => {
    draft.written = [ours, theirs].includes(draft.words) ? draft.written : draft.words;
    draft.words = text;
    page.requestUpdate();
    await page.updateComplete;
    page.querySelector('[data-goal=whose]')?.focus();
  };
  return html`
    <p class="row whose"><span role="status">${draft.words === theirs ? html`${icon('person')} ${words.say('goal.theirs')}` : nothing}</span>
      ${others.map(([key, text]) => html`<button type="button" class="plain" data-goal="whose" @click=${take(text)}>${words.say(`goal.${key}`)}</button>`)}</p>
  `;
}

/**
 * The client has words of their own for it: who has written nothing yet begins with these.
 *
 * @param {Draft} draft
 * @param {string | null} theirs
 */
export function begin(draft, theirs) {
  if (theirs === null || theirs.length > LONGEST_GOAL || draft.theirs !== null) {
    return;
  }
  draft.theirs = theirs;
  draft.words = draft.words === draft.ours ? theirs : draft.words;
}

async function turn(page, draft, declining) {
  draft.declining = declining;
  draft.said = null;
  page.requestUpdate();
  await page.updateComplete;
  page.querySelector(declining ? '.goal input[type=radio]' : '[data-goal=decline]')?.focus();
}

/** Nobody is ticked beforehand. */
function agreed(page, goal, draft) {
  const {words, people, opened} = page;
  const about = `agreed-about-${opened.item}`;
  const voices = [
    ['client', words.say('goal.agreed.client')],
    ['me', words.say('goal.agreed.me')],
    ...goal.therapists.map((who) => [THERAPIST + who, people.colleague(who) ?? words.say('goal.agreed.therapist')]),
  ];
  const tick = (who) => (event) => {
    draft.agreed[event.target.checked ? 'add' : 'delete'](who);
    draft.missing = false;
    page.requestUpdate();
  };
  return html`
    <fieldset class="agreed" aria-describedby=${about}>
      <legend>${words.say('goal.agreed')}</legend>
      <p class="soft" id=${about}>${words.say('goal.agreed.about')}</p>
      ${voices.map(([who, name]) => html`<label class="choice"><input type="checkbox" name="agreed" value=${who} aria-invalid=${draft.missing ? 'true' : nothing} .checked=${draft.agreed.has(who)} @change=${tick(who)}> <bdi>${name}</bdi></label>`)}
      <p class="said bad" role="alert">${draft.missing ? words.say('goal.agreed.missing') : nothing}</p>
    </fieldset>
  `;
}

function plans(page, goal, draft) {
  const {words} = page;
  if (goal.plans.length === 0) {
    return html`<p class="soft">${words.say('goal.plan.none-there')}</p>`;
  }
  const choose = (plan) => () => {
    draft.plan = plan;
    page.requestUpdate();
  };
  const choice = (plan, name) => html`<label class="choice"><input type="radio" name="plan" required .checked=${draft.plan === plan} @change=${choose(plan)}> ${name}</label>`;
  return html`
    <fieldset>
      <legend>${words.say('goal.plan')}</legend>
      ${goal.plans.map((plan) => choice(plan.plan, planName(words, plan)))} ${choice('', words.say('goal.plan.none'))}
    </fieldset>
  `;
}

/** A plan is known by its days. */
function planName(words, {from, until}) {
  const kind = from === null ? (until === null ? 'undated' : 'until') : until === null ? 'from' : 'from-until';
  return words.say(`goal.plan.${kind}`, {from: from === null ? '' : words.date(from), until: until === null ? '' : words.date(until)});
}

function handOver(page, goal, draft) {
  const {words, list} = page;
  const whom = takers(page, goal);
  return html`
    <label class="field">${words.say('goal.hand')}
      <select name="hand" @change=${into(page, draft, 'handTo')}>
        <option value="" ?selected=${draft.handTo === ''}>${words.say('goal.hand.nobody')}</option>
        ${whom.map(([who, name]) => html`<option value=${who} ?selected=${draft.handTo === who}>${name}</option>`)}
      </select>
    </label>
    ${draft.handTo === '' ? nothing : html`
      <label class="field">${words.say('goal.due')}<input type="date" name="due" min=${words.dateField(list.asOf)} max=${draft.review || nothing} .value=${draft.due} @change=${into(page, draft, 'due')}></label>
    `}
  `;
}

function takers({words, people}, {therapists, handOver: site}) {
  const all = [...new Set([...therapists, ...(site === null ? [] : [site])])];
  return [[ME, words.say('goal.hand.me')], ...all.map((who) => [who, people.colleague(who) ?? words.say(who === site ? 'goal.hand.site' : 'goal.agreed.therapist')])];
}

/** The task that there will be, if there will be one. */
function task(page, goal, draft) {
  const {words} = page;
  const taker = takers(page, goal).find(([who]) => who === draft.handTo);
  if (taker === undefined) {
    return words.say('goal.written.no-task');
  }
  const date = words.date(draft.due || draft.review || words.dateField(page.list.asOf));
  return taker[0] === ME ? words.say('goal.written.mine', {date}) : words.say('goal.written.task', {name: taker[1], date});
}

/** What the record will say, before it says it. */
function written(page, goal, draft) {
  const {words, opened} = page;
  const title = `written-title-${opened.item}`;
  const plan = goal.plans.find((one) => one.plan === draft.plan);
  const lines = [
    words.say('goal.written.goal', {words: draft.words.trim() === '' ? '…' : draft.words.trim()}),
    draft.firstStep.trim() === '' ? null : words.say('goal.written.step', {step: draft.firstStep.trim()}),
    draft.review === '' ? null : words.say('goal.written.review', {date: words.date(draft.review)}),
    draft.agreed.size === 0 ? words.say('goal.written.nobody') : words.say('goal.written.agreed', {who: words.lists.format(voices(page, draft))}),
    draft.agreed.has('client') ? null : words.say('goal.written.pending'),
    plan === undefined ? words.say('goal.written.no-plan') : words.say('goal.written.plan', {plan: planName(words, plan)}),
    task(page, goal, draft),
  ];
  return html`
    <section class="written" aria-labelledby=${title}>
      <h4 id=${title}>${icon('record')} ${words.say('goal.written')}</h4>
      <ul>${lines.filter((line) => line !== null).map((line) => html`<li>${line}</li>`)}</ul>
    </section>
  `;
}

const voices = ({words, people}, draft) =>
  [...draft.agreed].map((who) =>
    who === 'client' || who === 'me' ? words.say(`goal.agreed.${who}`) : (people.colleague(who.slice(THERAPIST.length)) ?? words.say('goal.agreed.therapist')));

function declineForm(page, draft) {
  const {words, opened} = page;
  const submit = (event) => {
    event.preventDefault();
    page.decide(opened.item, {what: 'decline', reason: draft.reason});
  };
  const choose = (reason) => () => {
    draft.reason = reason;
    page.requestUpdate();
  };
  return html`
    <form @submit=${submit}>
      <fieldset>
        <legend>${words.say('goal.why-not')}</legend>
        ${WHY_NOT.map((reason) => html`<label class="choice"><input type="radio" name="reason" required .checked=${draft.reason === reason} @change=${choose(reason)}> ${words.say(`goal.why-not.${reason}`)}</label>`)}
      </fieldset>
      <p class="soft">${words.say('goal.decline.about')}</p>
      <p class="row">
        <button type="submit" class="primary" aria-disabled=${String(page.busy)}>${words.say('goal.decline.do')}</button>
        <button type="button" @click=${() => turn(page, draft, false)}>${words.say('goal.decline.back')}</button>
      </p>
    </form>
  `;
}

/** What was decided, by whomever and wherever. */
function decided({words}, goal) {
  const {state, firstStep, review, whyNot, decidedAt, byYou, became, overtakenBy} = goal;
  const when = decidedAt === null ? '' : words.moment(decidedAt);
  const lines = [
    decidedAt === null ? null : words.say(byYou ? `goal.${state}.you` : `goal.${state}.somebody`, {when}),
    overtakenBy === null ? null : words.say(`goal.overtaken.${overtakenBy}`),
    goal.words === '' ? null : html`<q><bdi>${goal.words}</bdi></q>`,
    firstStep === null ? null : words.say('goal.written.step', {step: firstStep}),
    review === null ? null : words.say('goal.written.review', {date: words.date(review)}),
    whyNot === null ? null : words.say(`goal.why-not.${whyNot}`),
    became === null ? null : words.say(`goal.became.${became}`),
  ];
  return html`<ul class="plain-list decided">${lines.filter((line) => line !== null).map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** The record keeps words in one line. @param {string} text */
const line = (text) => text.trim().replace(/\s+/g, ' ');

/**
 * What somebody wrote themselves and does not stand now, else null; what the page had begun with is nobody's.
 *
 * @param {string | null} text
 * @param {string | null} stands
 */
const own = (text, stands) => (text === null || line(text) === '' || line(text) === line(stands ?? '') ? null : text);

/** What somebody wrote and what stands may differ: nothing that they wrote is lost. */
function kept(words, goal, draft) {
  const {ours, theirs, written, begunWith} = draft;
  const inWords = own([ours, theirs].includes(draft.words) ? written : draft.words, goal.words);
  const step = own(draft.firstStep === begunWith ? null : draft.firstStep, goal.firstStep);
  const field = (name, rows, text) => (text === null ? nothing : html`<label class="field">${name}<textarea readonly rows=${rows} .value=${text}></textarea></label>`);
  return draft.declining || (inWords === null && step === null) ? nothing : html`
    <section class="kept">
      <h4>${words.say('goal.kept')}</h4>
      ${field(words.say('goal.words'), 3, inWords)} ${field(words.say('goal.step'), 2, step)}
    </section>
  `;
}

const accepted = (draft) => ({
  what: 'accept',
  words: draft.words.trim(),
  firstStep: draft.firstStep.trim() === '' ? null : draft.firstStep.trim(),
  review: draft.review,
  agreed: [...draft.agreed],
  plan: draft.plan === '' ? null : draft.plan,
  handTo: draft.handTo === '' ? null : draft.handTo,
  due: draft.handTo === '' || draft.due === '' ? null : draft.due,
});

/**
 * Sends it under a name of its own: sent once more as it is, it is the same decision and written once; changed, it is another.
 *
 * @param {any} page the worklist, or the goal of a signal on the chart
 * @param {string} item
 * @param {object} body
 */
export async function decide(page, item, body) {
  const draft = page.drafts.get(item);
  const {words} = page;
  const text = JSON.stringify(body);
  draft.id = draft.sent === null || draft.sent === text ? draft.id : uuid();
  draft.sent = text;
  try {
    const goal = await session.put(`${page.goalPath(item)}/${draft.id}?lang=${words.language}`, body);
    draft.said = {good: true, text: words.say(`goal.done.${body.what}`)};
    page.know(item, {goal});
    await page.readHistory(item);
  } catch (problem) {
    draft.said = page.refused(problem);
    if (problem.body.goal) {
      page.know(item, {goal: problem.body.goal});
    } else if (problem.status === 409) {
      await page.readGoal(item);
    }
  }
  page.requestUpdate();
  await page.updateComplete;
  page.querySelector('[data-title=goal]')?.focus();
}
