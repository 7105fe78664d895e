import {html, nothing} from 'lit';
import {icon} from './icons.js';
import * as session from './session.js';
import {uuid} from './uuid.js';
import {added, isAll, plain, same, severals, toggled} from './wanted.js';

/** The questions that are asked each day: what they are called, what they count, and what they ask for. */
const QUICK = [
  ['unseen', 'unseen', 'seen', 'no'],
  ['mine', 'mine', 'owner', 'me'],
  ['nobodys', 'nobodys', 'owner', 'nobody'],
  ['goals', 'goals', 'goal', 'open'],
  ['resting', 'resting', 'rests', 'yes'],
];
const MATTERS = ['access', 'service', 'attendance', 'relationship', 'voice', 'goals', 'steps', 'outcome', 'gain'];
/** Of what whoever only gets in touch has no rows. */
const WITHHELD = new Set(['relationship', 'goals']);
const LEVELS = ['priority', 'review', 'info'];

/** More than so many are not counted. */
const MANY = 1_000;

/** @param {import('./worklist-page.js').WorklistPage} page */
export function filters(page) {
  const {words, wanted, counts, show} = page;
  const button = (name, counted, pressed, act) => html`
    <button type="button" aria-pressed=${String(pressed)} @click=${act}>${words.say(`worklist.filter.${name}`)}${number(words, counts?.[counted])}</button>
  `;
  return html`
    <div class="filters" role="group" aria-label=${words.say('worklist.show')}>
      ${button('all', 'all', isAll(wanted), () => show({}))}
      ${QUICK.filter(([name]) => name !== 'goals' || !page.reachesOut).map(([name, counted, key, value]) => button(name, counted, wanted[key] === value, () => show(toggled(wanted, key, value))))}
    </div>
    ${more(page)}
  `;
}

/** @param {number | undefined} count */
const number = (words, count) =>
  count === undefined ? nothing : html` <span class="count">${count >= MANY ? words.say('worklist.many', {count: MANY}) : words.written(count)}</span>`;

function more(page) {
  const {words, wanted} = page;
  const chosen = severals(wanted, 'matter').length + severals(wanted, 'level').length + (wanted.unit ? 1 : 0);
  return html`
    <details class="more-filters" @toggle=${({target}) => target.open && page.during(() => page.readNames([], [], page.me?.units))}>
      <summary>${icon('open')} ${chosen === 0 ? words.say('worklist.more-filters') : words.count('worklist.more-filters', chosen)}</summary>
      <div class="choices">
        ${several(page, 'matter', page.reachesOut ? MATTERS.filter((one) => !WITHHELD.has(one)) : MATTERS)} ${several(page, 'level', LEVELS)} ${units(page)}
        ${saved(page)}
      </div>
    </details>
  `;
}

const several = (page, key, all) => html`
  <fieldset>
    <legend>${page.words.say(`worklist.by.${key}`)}</legend>
    <div class="ticks-row">
      ${all.map((value) => html`
        <label class="choice"><input type="checkbox" .checked=${severals(page.wanted, key).includes(value)} @change=${() => page.show(added(page.sought ?? page.wanted, key, value))}>
          ${page.words.say(`worklist.${key}.${value}`)}</label>
      `)}
    </div>
  </fieldset>
`;

function units({words, wanted, me, show, people}) {
  if ((me?.units.length ?? 0) < 2) {
    return nothing;
  }
  return html`
    <label class="field">${words.say('worklist.by.unit')}
      <select @change=${(event) => show(plain({...wanted, unit: event.target.value}))}>
        <option value="" ?selected=${!wanted.unit}>${words.say('worklist.unit.any')}</option>
        ${me.units.map((unit) => html`<option value=${unit} ?selected=${wanted.unit === unit}>${people.unit(unit)}</option>`)}
      </select>
    </label>
  `;
}

/** What somebody asks for often, under a name of theirs. */
function saved(page) {
  const {words, wanted} = page;
  if (page.filters === null) {
    return nothing;
  }
  return html`
    <section class="saved" aria-labelledby="saved-title">
      <h2 id="saved-title">${words.say('worklist.saved')}</h2>
      ${page.filters.length === 0 ? html`<p class="soft">${words.say('worklist.saved.none')}</p>` : html`
        <ul>${page.filters.map((filter) => html`
          <li>
            <button type="button" aria-pressed=${String(same(filter.wanted, wanted))} @click=${() => page.show(plain(filter.wanted))}><bdi>${filter.name}</bdi></button>
            <button type="button" class="plain" aria-label=${words.say('worklist.saved.drop.of', {name: filter.name})} @click=${() => drop(page, filter)}>${words.say('worklist.saved.drop')}</button>
          </li>
        `)}</ul>
      `}
      ${isAll(wanted) ? nothing : html`
        <form @submit=${(event) => save(page, event)}>
          <label class="field">${words.say('worklist.saved.name')}<input type="text" name="name" required maxlength="40" autocomplete="off"></label>
          <p class="row"><button type="submit">${words.say('worklist.saved.do')}</button></p>
        </form>
      `}
    </section>
  `;
}

function save(page, event) {
  event.preventDefault();
  const form = event.target;
  const filter = {id: uuid(), name: String(new FormData(form).get('name')).trim(), wanted: page.wanted};
  return page.doing(async () => {
    await session.put(`worklist/filters/${filter.id}`, {name: filter.name, wanted: filter.wanted});
    page.filters = [...page.filters, filter];
    page.said = page.words.say('worklist.saved.done', {name: filter.name});
    form.reset();
  });
}

const drop = (page, {id, name}) =>
  page.doing(async () => {
    await session.remove(`worklist/filters/${id}`);
    page.filters = page.filters.filter((one) => one.id !== id);
    page.said = page.words.say('worklist.saved.dropped', {name});
    await page.updateComplete;
    page.querySelector('.more-filters summary')?.focus();
  });
