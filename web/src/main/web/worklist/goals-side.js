import {html, nothing} from 'lit';
import {icon} from './icons.js';
import * as session from './session.js';
import {sideBySide} from './side-by-side.js';

/**
 * The goals beside a row, side by side.
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
      ${goals === null || goals === 'unread' ? ask(page) : goals === 'reading' ? html`<p class="soft" role="status">${words.say('goals.reading')}</p>` : sideBySide(around(page), goals)}
    </section>
  `;
}

const ask = (page) => html`
  ${page.opened.goals === 'unread' ? html`<p class="line" role="status">${icon('cloud')} ${page.words.say('goals.unread')}</p>` : nothing}
  <p class="row"><button type="button" @click=${() => page.during(() => page.readGoals(page.opened.item))}>${page.words.say('goals.read')}</button></p>
`;

const around = (page) => ({
  words: page.words,
  name: 'goal',
  level: 4,
  busy: page.busy,
  matched: page.opened.matched ?? null,
  match: (one, verdict) => match(page, one, verdict),
  again: () => page.during(() => page.readGoals(page.opened.item)),
});

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
