import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {icon} from './icons.js';
import {hiddenLine, wishes} from './wishes.js';

/**
 * What a clinician sees: what stands out, most pressing first, and beside it how the work has been going.
 *
 * @param {import('./page.js').Page} page
 */
export function chartView(page) {
  const {chart, words, resting} = page;
  const asking = chart.signals.filter(({key}) => !resting.has(key));
  const quiet = [...chart.signals.filter(({key}) => resting.has(key)), ...chart.quiet];
  return html`
    <div class="head">
      <h1 tabindex="-1">${title(chart, asking, words)}</h1>
      ${chart.courses.map((course) => courseLine(course, words))}
      ${lines(chart, words)}
    </div>
    ${chart.state === 'nothing-known' ? nothing : html`
      <div class="columns">
        <section class="signals" aria-label=${words.say('signals.label')}>
          ${asking.length === 0 ? nothingStandsOut(chart, words) : signals(page, asking)}
          ${quiet.length === 0 ? nothing : folded(page, quiet)}
        </section>
        <attune-trend .trend=${chart.trend} .words=${words} .asOf=${chart.asOf} .ehrBase=${chart.ehrBase}></attune-trend>
      </div>
    `}
    ${chart.state === 'nothing-known' ? nothing : wishes(page)}
    <footer>
      <p>${words.say('footer.standing')}</p>
      <p>${words.say('footer.as-of', {moment: words.moment(chart.asOf), zone: chart.zone})}
        <button type="button" class="plain link" @click=${() => page.during(() => page.load())}>${words.say('footer.again')}</button></p>
    </footer>
  `;
}

function title(chart, asking, words) {
  if (chart.state === 'nothing-known') {
    return words.say('title.nothing-known');
  }
  if (asking.length > 0) {
    return words.count('title.signals', asking.length);
  }
  return words.say(chart.state === 'first-load' ? 'title.first-load' : 'title.calm');
}

function courseLine(course, words) {
  const facts = [
    words.say(course.ended ? 'course.ended' : 'course.began', {from: words.day(course.began), to: course.ended ? words.day(course.ended) : ''}),
    words.count('course.sessions', course.sessionsHeld),
    course.next ? words.say('course.next', {moment: words.moment(course.next)}) : course.ended ? '' : words.say('course.no-next'),
    course.onHold ? words.say('course.on-hold') : '',
    course.courtOrdered ? words.say('course.court-ordered') : '',
  ];
  return html`<p class="course">${facts.filter((fact) => fact !== '').map((fact) => html`<span>${fact}</span>`)}</p>`;
}

function lines(chart, words) {
  return html`
    ${hiddenLine(chart, words)}
    ${chart.mode === 'shadow' ? html`<p class="line">${icon('held')} ${words.say('state.shadow')}</p>` : nothing}
    ${chart.state === 'first-load' ? html`<p class="line">${icon('SNOOZED')} ${words.say('state.first-load')}</p>` : nothing}
    ${chart.state === 'nothing-known' ? html`<p class="line">${icon('INFO')} ${words.say('state.nothing-known')}</p>` : nothing}
  `;
}

const nothingStandsOut = (chart, words) => html`
  <div class="calm">
    <p class="sign">${icon('leaf')}</p>
    <p>${words.say(chart.state === 'first-load' ? 'signals.not-yet' : 'signals.none')}</p>
  </div>
`;

const signals = (page, list) =>
  repeat(list, (one) => one.key, (one) => html`
    <attune-signal .signal=${one} .words=${page.words} .ehrBase=${page.chart.ehrBase} .asOf=${page.chart.asOf} .drafts=${page.drafts} .readOnly=${page.silent}></attune-signal>
  `);

const folded = (page, quiet) => html`
  <details class="quiet">
    <summary>${icon('quiet')} ${page.words.count('signals.quiet', quiet.length)}</summary>
    ${signals(page, quiet)}
  </details>
`;
