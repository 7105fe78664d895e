import {html, nothing} from 'lit';
import {ratingLine, scoreLine} from './goal-lines.js';
import de from './goal-texts/de.json';
import en from './goal-texts/en.json';
import {icon} from './icons.js';
import {Words} from './words.js';

Words.with({de, en});

/**
 * What a page puts around the goals of a course.
 *
 * @typedef {object} Around
 * @property {import('./words.js').Words} words
 * @property {string} name of these goals on the page, for there may be those of several courses
 * @property {number} level at which a goal stands among the headings of the page
 * @property {boolean} busy
 * @property {{good: boolean, text: string} | null} matched what came of the last word on two goals
 * @property {((one: any, verdict: string) => void) | null} match says that two goals are one, or two; null where nobody can say so now
 * @property {() => void} again asks once more for the words
 * @property {(goal: string) => unknown} [about] what else there is to a goal
 */

/**
 * The goals of a course as client, therapist and team have them, side by side. It scores nobody: it says what each side says, and where
 * nothing is known.
 *
 * @param {Around} around
 * @param {any} told as the server tells of them
 */
export function sideBySide(around, told) {
  const {words, matched: came} = around;
  const ofAll = told.overlooked.filter(({goal}) => goal === null);
  return html`
    ${told.words === 'silent' ? silent(around) : nothing}
    ${told.goals.length === 0 ? html`<p>${words.say('goals.none')}</p>` : nothing}
    ${ofAll.map((one) => spot(words, one))}
    ${told.suggestions.map((one) => suggestion(around, one))}
    ${told.matches.filter(({ground}) => ground === 'PERSON').map((one) => matched(around, told, one))}
    <ul class="sides">${told.goals.map((goal, i) => html`<li>${sides(around, told, goal, i)}</li>`)}</ul>
    ${summary(words, told)}
    ${scoreLine(words, around.name, told.attained)}
    ${agreements(around, told)}
    <p class="said ${came?.good === false ? 'bad' : ''}" role="status">${came?.text ?? nothing}</p>
  `;
}

/** The words come once the record answers again; what is known without them is there. */
const silent = ({words, again}) => html`
  <div class="line">${icon('cloud')} <p>${words.say('goals.silent')}</p>
    <button type="button" @click=${again}>${words.say('goals.again')}</button></div>
`;

/** A heading at its place among those of the page. */
const HEADINGS = {
  2: (id, text) => html`<h2 class="goal-head" id=${id}>${text}</h2>`,
  3: (id, text) => html`<h3 class="goal-head" id=${id}>${text}</h3>`,
  4: (id, text) => html`<h4 class="goal-head" id=${id}>${text}</h4>`,
  5: (id, text) => html`<h5 class="goal-head" id=${id}>${text}</h5>`,
};

const heading = (level, text, id = nothing) => HEADINGS[level](id, text);

/** What the plan overlooks, as a sentence: it says something of the plan, and of nobody. */
const spot = (words, {spot: kind, since}) => html`
  <p class="spot">${icon('REVIEW')} <span>${words.say(`goals.spot.${kind}`)}${since ? html` <span class="soft">(${words.say('signal.since', {date: day(words, since)})})</span>` : nothing}</span></p>
`;

function sides(around, told, goal, i) {
  const {words, name, level, about} = around;
  const id = `${name}-${i}`;
  const side = (who, lines) => sideOf(words, level + 1, who, lines);
  const since = (kind) => told.overlooked.find((one) => one.spot === kind && one.goal === goal.goal)?.since ?? null;
  return html`
    <article aria-labelledby=${id}>
      ${heading(level, goal.text === null ? words.say('goals.wordless', {number: i + 1}) : goal.text === goal.theirs ? quote(goal.text) : html`<bdi>${goal.text}</bdi>`, id)}
      ${goal.theirs === null ? nothing : html`<p class="soft">${words.say('goals.theirs')}${goal.theirs === goal.text ? nothing : html`: ${quote(goal.theirs)}`}</p>`}
      ${goal.targets.length === 0 ? nothing : html`<p class="soft">${words.say('goals.targets', {targets: words.lists.format(goal.targets)})}</p>`}
      ${goal.spots.map((kind) => spot(words, {spot: kind, since: since(kind)}))}
      ${about?.(goal.goal) ?? nothing}
      <div class="three">
        ${side('client', client(words, goal.client))}
        ${side('therapist', therapist(words, goal.therapist))}
        ${side('team', team(words, told, goal))}
      </div>
      ${side('together', together(words, goal.together))}
      ${ratingLine(words, id, goal.together.ratings ?? [])}
    </article>
  `;
}

/** Words are quoted where they are somebody's own; what the record calls a goal may be anybody's. */
const quote = (text) => html`<q><bdi>${text}</bdi></q>`;

/** Where a side says nothing, that is said, and nothing is made of it. */
const sideOf = (words, level, who, lines) => html`
  <div class="side of-${who}">
    ${heading(level, words.say(`goals.side.${who}`))}
    ${lines.length === 0
      ? html`<p class="soft">${words.say(`goals.unknown.${who}`)}</p>`
      : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}
  </div>
`;

const some = (lines) => lines.filter((line) => line !== null);
const told = (value, say) => (value === null || value === undefined ? null : say(value));
const yes = (value, say) => (value === true ? say() : null);

const client = (words, side) => some([
  told(side.expressed, (own) => words.say(own ? 'goals.client.own' : 'goals.client.not-own')),
  yes(side.notMine, () => words.say('goals.client.not-mine')),
  told(side.answer, (answer) => words.say(`goals.client.${answer}`)),
  told(side.onBehalf, (answer) => words.say(`goals.behalf.${answer}`)),
  told(side.importance, (value) => words.say('goals.importance', {value})),
  ...readiness(words, side.readiness, 'client'),
]);

const therapist = (words, side) => some([
  told(side.expressed, (own) => (own ? words.say('goals.therapist.own') : null)),
  told(side.answer, (answer) => words.say(`goals.therapist.${answer}`)),
  told(side.importance, (value) => words.say('goals.importance', {value})),
  ...readiness(words, side.readiness, 'therapist'),
]);

/** What was matched is one goal, under its name in the plan. */
function team(words, {matches}, {goal, team: side}) {
  const grounds = new Set(matches.filter(({planGoal}) => planGoal === goal).map(({ground}) => ground));
  return some([
    told(side.inPlan, (is) => words.say(is ? 'goals.team.in-plan' : 'goals.team.not-in-plan')),
    told(side.planFrom, (date) => words.say('goals.team.plan-from', {date: day(words, date)})),
    ...[...grounds].map((ground) => words.say(`goals.match.${ground}`)),
    told(side.lifecycle, (stands) => words.say(`goals.lifecycle.${stands}`)),
    told(side.achievement, (far) => words.say(`goals.achievement.${far}`)),
    told(side.changedOn, (date) => words.say('goals.team.changed', {date: day(words, date)})),
    told(side.tasksSet, (are) => words.say(are ? 'goals.team.tasks' : 'goals.team.no-tasks')),
    told(side.due, (date) => words.say('goals.team.due', {date: day(words, date)})),
    told(side.addressed, (count) => words.count('goals.team.addressed', count)),
    told(side.outcomes, (count) => words.count('goals.team.outcomes', count)),
  ]);
}

const together = (words, side) => some([
  told(side.agreed, (both) => words.say(both ? 'goals.together.agreed' : 'goals.together.not-agreed')),
  told(side.reviewedOn, (date) => words.say('goals.together.reviewed', {date: day(words, date)})),
  told(side.stepsAgreed, (agreed) => words.count('goals.together.steps', agreed, {tried: side.stepsTried ?? words.say('unknown')})),
  told(side.size, (marks) => (marks.length === 0 ? null : words.say('goals.together.size', {marks: words.lists.format(marks.map((mark) => words.say(`goals.size.${mark}`)))}))),
  told(side.sessionsLeft, (count) => words.count('goals.sessions-left', count)),
  ...(side.ratings ?? []).slice(-1).map(({at, attainment, by}) =>
    words.say('goals.rating', {date: words.day(at), how: words.say(`goals.attained.${attainment + 2}`), by: words.say(`goals.by.${by}`)})),
]);

/** What was said last, and what was said before that for whoever wants to see it. */
function readiness(words, said, whose) {
  const all = said.map((one) => marks(words, one, whose)).filter((one) => one !== '');
  return all.length === 0 ? [] : [
    all.at(-1),
    all.length === 1 ? null : html`<details><summary>${words.count('goals.readiness.before', all.length - 1)}</summary><ul>${all.slice(0, -1).map((one) => html`<li>${one}</li>`)}</ul></details>`,
  ];
}

function marks(words, one, whose) {
  const given = ['importance', 'confidence', 'ready'].filter((mark) => one[mark] !== null && one[mark] !== undefined);
  return [
    ...(given.length === 0
      ? []
      : [words.say(`goals.readiness.${whose}`, {date: words.day(one.at), marks: words.lists.format(given.map((mark) => words.say(`goals.mark.${mark}`, {value: one[mark]})))})]),
    ...some([told(one.stage, (stage) => words.say(`goals.stage.${stage}`))]),
  ].join(' ');
}

function summary(words, {attainment, sessionsLeft}) {
  const lines = some([
    told(attainment, (value) => words.say('goals.attainment', {value: Math.round(value)})),
    told(sessionsLeft, (count) => words.count('goals.sessions-left', count)),
  ]);
  return lines.length === 0 ? nothing : html`<ul class="plain-list">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** What was agreed and promised, as sentences, and what was said in people's own words. */
function agreements({words, level}, {agreements: all, said}) {
  if (all.length + said.length === 0) {
    return nothing;
  }
  return html`
    ${heading(level, words.say('goals.agreements'))}
    <ul class="plain-list">
      ${all.map((one) => html`<li>${agreement(words, one)}</li>`)}
      ${said.map(({kind, text, by}) => html`<li>${words.say(`goals.agreed.${kind}`)}: <q><bdi>${text}</bdi></q>${speaker(words, by)}</li>`)}
    </ul>
  `;
}

const speaker = (words, by) => (words.has(`goals.by.${by}`) ? html` (${words.say(`goals.by.${by}`)})` : nothing);

function agreement(words, {kind, on, from, until, kept}) {
  return [
    words.say(`goals.agreed.${kind}`),
    told(on, (date) => words.say('goals.agreed.on', {date: day(words, date)})),
    told(from, (date) => words.say('goals.agreed.from', {date: day(words, date)})),
    told(until, (date) => words.say('goals.agreed.until', {date: day(words, date)})),
    told(kept, (was) => words.say(was ? 'goals.agreed.kept' : 'goals.agreed.not-kept')),
  ].filter((part) => part !== null).join(', ');
}

/** Whether two goals are the same is for people to say; until they do, it is a question. */
function suggestion({words, busy, match}, one) {
  const answer = (verdict, key) => html`<button type="button" aria-disabled=${String(busy)} @click=${() => match(one, verdict)}>${words.say(key)}</button>`;
  return html`
    <div class="match" role="group" aria-label=${words.say('goals.same.label')}>
      <p>${words.say('goals.same')}</p>
      <dl>
        <div><dt>${words.say('goals.same.client')}</dt><dd><q><bdi>${one.inTheirWords}</bdi></q></dd></div>
        <div><dt>${words.say('goals.same.plan')}</dt><dd><q><bdi>${one.inThePlan}</bdi></q></dd></div>
      </dl>
      ${one.shared.length === 0 ? nothing : html`<p class="soft">${words.say('goals.same.shared', {shared: words.lists.format(one.shared)})}</p>`}
      ${match === null ? nothing : html`<p class="row">${answer('CONFIRMED', 'goals.same.yes')} ${answer('TURNED_DOWN', 'goals.same.no')}</p>`}
    </div>
  `;
}

/** What a person said of two goals can be taken back. */
function matched({words, busy, match}, {goals}, one) {
  const text = goals.find(({goal}) => goal === one.planGoal)?.text ?? null;
  return html`
    <p class="match row"><span>${words.say('goals.match.PERSON')} ${text === null ? nothing : html`<q><bdi>${text}</bdi></q>`}</span>
      ${match === null ? nothing : html`<button type="button" aria-disabled=${String(busy)} @click=${() => match(one, 'TURNED_DOWN')}>${words.say('goals.same.no')}</button>`}</p>
  `;
}

/** A day, given as a day or as an instant. */
const day = (words, date) => (date.length === 10 ? words.date(date) : words.day(date));
