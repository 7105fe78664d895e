import {html, nothing} from 'lit';
import './combobox.js';
import {icon} from './icons.js';
import {holder} from './list-view.js';
import * as session from './session.js';

const NEXT = ['CALL', 'OFFER_ACCESS', 'TALK_WITH_THERAPIST', 'REVIEW_PLAN', 'DECIDE_GOAL', 'ENTER_BY_HAND', 'AGREE_ENDING', 'LOOK_BEFORE_RULE', 'CELEBRATE'];

/**
 * Who looks after a row, what they mean to do, and by when.
 *
 * @param {import('./worklist-page.js').WorklistPage} page
 */
export function owner(page) {
  const {words, opened} = page;
  const {row, owning, gone} = opened;
  const due = row.due === null ? nothing : html`, ${words.say('worklist.due', {date: words.day(row.due)})}`;
  return html`
    <section class="owning">
      <h3>${icon('person')} ${words.say('owner.title')}</h3>
      <dl class="facts">
        <div><dt>${words.say('worklist.column.owner')}</dt><dd><bdi>${holder(page, row)}</bdi></dd></div>
        <div><dt>${words.say('worklist.column.step')}</dt><dd>${row.stepText}${due}</dd></div>
      </dl>
      ${gone !== null ? nothing : html`
        <p class="row">
          ${row.mine ? nothing : html`<button type="button" data-own="take" aria-disabled=${String(page.busy)} @click=${() => send(page, {owner: 'me'}, 'owner.taken')}>${words.say(row.owner === null ? 'owner.take' : 'owner.take-over')}</button>`}
          ${row.mine ? html`<button type="button" data-own="leave" aria-disabled=${String(page.busy)} @click=${() => send(page, {owner: null}, 'owner.left')}>${words.say('owner.leave')}</button>` : nothing}
          <button type="button" data-own="change" aria-expanded=${String(owning !== null)} @click=${() => toggle(page)}>${words.say('owner.change')}</button>
        </p>
        ${owning === null ? nothing : form(page)}`}
      <p class="said ${opened.said?.good === false ? 'bad' : ''}" role="status">${opened.said?.text ?? nothing}</p>
    </section>
  `;
}

async function toggle(page) {
  const {item, row, owning} = page.opened;
  const now = {owner: row.mine ? 'me' : (row.owner ?? 'me'), step: row.step, due: row.due === null ? '' : page.words.dateField(row.due)};
  page.know(item, {owning: owning === null ? now : null, said: null});
  await page.updateComplete;
  page.querySelector(owning === null ? '.owning form input' : '[data-own=change]')?.focus();
  if (owning === null && page.opened?.colleagues === null) {
    await page.during(() => readColleagues(page, item));
  }
}

/** Who works at the unit, as the record says at this moment; where it says nothing, whoever is known by name is offered all the same. */
async function readColleagues(page, item) {
  page.know(item, {colleagues: 'reading'});
  try {
    const told = await session.get(`worklist/items/${encodeURIComponent(item)}/colleagues`);
    page.know(item, {staff: told.colleagues.map(({who, name}) => [who, name]), colleagues: howFar(told)});
  } catch (problem) {
    if (session.ends(problem)) {
      throw problem;
    }
    page.know(item, {colleagues: 'unread'});
  }
}

/** How far it could be told who works there. */
function howFar({colleagues, more, withheld, asked}) {
  if (!asked || withheld) {
    return asked ? 'withheld' : 'unasked';
  }
  return more ? 'more' : colleagues.length === 0 ? 'none' : 'read';
}

/** What is chosen is kept apart from the row: what others do meanwhile takes nothing out of anybody's hands. */
function form(page) {
  const {words, opened, list} = page;
  const {item, row, owning, colleagues} = opened;
  const set = (name) => (event) => page.know(item, {owning: {...page.opened.owning, [name]: event.target.value}});
  const steps = NEXT.includes(row.step) ? NEXT : [row.step, ...NEXT];
  const submit = (event) => {
    event.preventDefault();
    const {owner: who, step, due} = page.opened.owning;
    send(page, {owner: who === '' ? null : who, step, due: due === '' ? null : due}, 'owner.saved');
  };
  return html`
    <form @submit=${submit}>
      <attune-combobox .label=${words.say('owner.who')} .options=${people(page)} .value=${owning.owner} .words=${words}
        @chosen=${({detail}) => page.know(item, {owning: {...page.opened.owning, owner: detail}})}></attune-combobox>
      <p class="soft" role="status">${colleagues === null ? nothing : words.say(`owner.colleagues.${colleagues}`)}</p>
      <p class="soft" role="status">${['', 'me'].includes(owning.owner) ? nothing : words.say('owner.untold')}</p>
      <label class="field">${words.say('owner.step')}
        <select @change=${set('step')}>
          ${steps.map((step) => html`<option value=${step} ?selected=${owning.step === step}>${step === row.step ? row.stepText : words.say(`owner.step.${step}`)}</option>`)}
        </select>
      </label>
      <label class="field">${words.say('owner.due')}<input type="date" min=${words.dateField(list.asOf)} .value=${owning.due} @change=${set('due')}></label>
      <p class="row">
        <button type="submit" class="primary" aria-disabled=${String(page.busy)}>${words.say('owner.do')}</button>
        <button type="button" @click=${() => toggle(page)}>${words.say('acts.cancel')}</button>
      </p>
    </form>
  `;
}

/** Who can be given a row: who works at its unit, and whoever else the page knows by name; nobody whom it does not. */
function people({words, people: known, opened, me}) {
  const {row, staff} = opened;
  const colleagues = [...new Map([...known.colleagues(), ...staff])].filter(([who]) => who !== me?.user).sort(([, one], [, other]) => words.inOrder.compare(one, other));
  const holding = row.owner !== null && !row.mine && known.colleague(row.owner) === null ? [[row.owner, words.say('owner.nameless')]] : [];
  return [['me', words.say('owner.me')], ['', words.say('owner.nobody')], ...holding, ...colleagues];
}

/** Says whose it was when somebody looked: where it is somebody else's by now, they are told and nothing is changed. */
function send(page, wanted, done) {
  const {item, row, staff} = page.opened;
  return page.doing(async () => {
    try {
      const told = await session.put(`worklist/items/${encodeURIComponent(item)}/owner?lang=${page.words.language}`, {...wanted, from: row.owner});
      staff.filter(([who]) => who === wanted.owner).forEach(([who, name]) => page.people.staff.set(who, name));
      page.take({item, row: told.row});
      page.know(item, {owning: null, said: {good: true, text: page.words.say(done)}});
      await page.readHistory(item);
    } catch (problem) {
      const said = page.refused(problem);
      await page.readNames([], [problem.body.row?.owner ?? null]);
      const taken = problem.name === 'taken-by-somebody' && page.opened?.item === item;
      page.know(item, {said: taken ? {good: false, text: page.words.say('owner.taken-by', {name: holder(page, page.opened.row)})} : said});
    }
    await page.updateComplete;
    (page.querySelector('.owning form input') ?? page.querySelector('.owning button'))?.focus();
  });
}
