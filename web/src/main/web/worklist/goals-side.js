import {html, nothing} from 'lit';
import {ratingLine, scoreLine} from './goal-lines.js';
import {icon} from './icons.js';
import * as session from './session.js';

/**
 * The goals of a client as client, therapist and team have them, side by side. It scores nobody: it says what each side says, and where
 * nothing is known.
 *
 * @param {import('./worklist-page.js').WorklistPage} page
 */
export function goalsSide(page) {
  const {words, opened, reachesOut} = page;
  if (reachesOut) {
    return nothing;
  }
  const {goals} = opened;
  return html`
    <section class="goals" aria-labelledby="goals-title">
      <h3 id="goals-title">${icon('goal')} ${words.say('goals.title')}</h3>
      ${goals === null || goals === 'unread' ? ask(page) : goals === 'reading' ? html`<p class="soft" role="status">${words.say('goals.reading')}</p>` : known(page, goals)}
    </section>
  `;
}

const ask = (page) => html`
  ${page.opened.goals === 'unread' ? html`<p class="line" role="status">${icon('cloud')} ${page.words.say('goals.unread')}</p>` : nothing}
  <p class="row"><button type="button" @click=${() => page.during(() => page.readGoals(page.opened.item))}>${page.words.say('goals.read')}</button></p>
`;

function known(page, told) {
  const {words} = page;
  const ofAll = told.overlooked.filter(({goal}) => goal === null);
  return html`
    ${told.words === 'silent' ? html`<p class="line">${icon('cloud')} ${words.say('goals.silent')}</p>` : nothing}
    ${told.goals.length === 0 ? html`<p>${words.say('goals.none')}</p>` : nothing}
    ${ofAll.map((one) => spot(words, one))}
    ${told.suggestions.map((one) => suggestion(page, one))}
    ${told.matches.filter(({ground}) => ground === 'PERSON').map((one) => matched(page, told, one))}
    <ul class="sides">${told.goals.map((goal, i) => html`<li>${sides(words, told, goal, i)}</li>`)}</ul>
    ${summary(words, told)}
    ${scoreLine(words, told.attained)}
    ${agreements(words, told)}
    <p class="said ${page.opened.matched?.good === false ? 'bad' : ''}" role="status">${page.opened.matched?.text ?? nothing}</p>
  `;
}

/** What the plan overlooks, as a sentence: it says something of the plan, and of nobody. */
const spot = (words, {spot: kind, since}) => html`
  <p class="spot">${icon('REVIEW')} <span>${words.say(`goals.spot.${kind}`)}${since ? html` <span class="soft">(${words.say('worklist.since', {date: day(words, since)})})</span>` : nothing}</span></p>
`;

function sides(words, told, goal, i) {
  const since = (kind) => told.overlooked.find((one) => one.spot === kind && one.goal === goal.goal)?.since ?? null;
  return html`
    <article aria-labelledby="goal-${i}">
      <h4 id="goal-${i}">${goal.text === null ? words.say('goals.wordless', {number: i + 1}) : html`<q><bdi>${goal.text}</bdi></q>`}</h4>
      ${goal.targets.length === 0 ? nothing : html`<p class="soft">${words.say('goals.targets', {targets: words.lists.format(goal.targets)})}</p>`}
      ${goal.spots.map((kind) => spot(words, {spot: kind, since: since(kind)}))}
      <div class="three">
        ${side(words, 'client', client(words, goal.client))}
        ${side(words, 'therapist', therapist(words, goal.therapist))}
        ${side(words, 'team', team(words, told, goal))}
      </div>
      ${side(words, 'together', together(words, goal.together))}
      ${ratingLine(words, i, goal.together.ratings ?? [])}
    </article>
  `;
}

/** Where a side says nothing, that is said, and nothing is made of it. */
const side = (words, name, lines) => html`
  <div class="side of-${name}">
    <h5>${words.say(`goals.side.${name}`)}</h5>
    ${lines.length === 0
      ? html`<p class="soft">${words.say(`goals.unknown.${name}`)}</p>`
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

/** What was said last; what was said before that is in the chart. */
function readiness(words, said, whose) {
  const last = Array.isArray(said) ? said.at(-1) : said;
  if (!last) {
    return [];
  }
  const marks = ['importance', 'confidence', 'ready'].filter((mark) => last[mark] !== null && last[mark] !== undefined);
  return [
    marks.length === 0
      ? null
      : words.say(`goals.readiness.${whose}`, {date: words.day(last.at), marks: words.lists.format(marks.map((mark) => words.say(`goals.mark.${mark}`, {value: last[mark]})))}),
    told(last.stage, (stage) => words.say(`goals.stage.${stage}`)),
  ];
}

function summary(words, {attainment, sessionsLeft}) {
  const lines = some([
    told(attainment, (value) => words.say('goals.attainment', {value: Math.round(value)})),
    told(sessionsLeft, (count) => words.count('goals.sessions-left', count)),
  ]);
  return lines.length === 0 ? nothing : html`<ul class="plain-list">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** What was agreed and promised, as sentences, and what was said in people's own words. */
function agreements(words, {agreements: all, said}) {
  if (all.length + said.length === 0) {
    return nothing;
  }
  return html`
    <h4>${words.say('goals.agreements')}</h4>
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
function suggestion(page, one) {
  const {words} = page;
  const answer = (verdict) => () => match(page, one, verdict);
  return html`
    <div class="match" role="group" aria-label=${words.say('goals.same.label')}>
      <p>${words.say('goals.same')}</p>
      <dl>
        <div><dt>${words.say('goals.same.client')}</dt><dd><q><bdi>${one.inTheirWords}</bdi></q></dd></div>
        <div><dt>${words.say('goals.same.plan')}</dt><dd><q><bdi>${one.inThePlan}</bdi></q></dd></div>
      </dl>
      ${one.shared.length === 0 ? nothing : html`<p class="soft">${words.say('goals.same.shared', {shared: words.lists.format(one.shared)})}</p>`}
      <p class="row">
        <button type="button" aria-disabled=${String(page.busy)} @click=${answer('CONFIRMED')}>${words.say('goals.same.yes')}</button>
        <button type="button" aria-disabled=${String(page.busy)} @click=${answer('TURNED_DOWN')}>${words.say('goals.same.no')}</button>
      </p>
    </div>
  `;
}

/** What a person said of two goals can be taken back. */
function matched(page, {goals}, one) {
  const {words} = page;
  const text = goals.find(({goal}) => goal === one.planGoal)?.text ?? null;
  return html`
    <p class="match row"><span>${words.say('goals.match.PERSON')} ${text === null ? nothing : html`<q><bdi>${text}</bdi></q>`}</span>
      <button type="button" aria-disabled=${String(page.busy)} @click=${() => match(page, one, 'TURNED_DOWN')}>${words.say('goals.same.no')}</button></p>
  `;
}

function match(page, {goal, planGoal, revision}, verdict) {
  const {item} = page.opened;
  return page.doing(async () => {
    let matched;
    try {
      await session.put(`worklist/items/${encodeURIComponent(item)}/matches`, {goal, planGoal, revision, verdict});
      matched = {good: true, text: page.words.say(`goals.matched.${verdict}`)};
    } catch (problem) {
      matched = page.refused(problem);
    }
    await page.readGoals(item);
    page.know(item, {matched});
    await page.updateComplete;
    (page.querySelector('.match button') ?? page.querySelector('#goals-title'))?.focus();
  });
}

/** A day, given as a day or as an instant. */
const day = (words, date) => (date.length === 10 ? words.date(date) : words.day(date));
