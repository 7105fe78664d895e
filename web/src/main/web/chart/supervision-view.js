import {html, nothing} from 'lit';

/**
 * The work in short, without anybody's name, to be printed and taken along.
 *
 * @param {import('./words.js').Words} words
 * @param {any} work as the server tells it
 */
export function supervisionView(words, work) {
  return html`
    <div class="head">
      <h1 tabindex="-1">${words.say('supervision.title')}</h1>
      <p class="soft">${words.say('supervision.made', {quarter: work.asOf})}</p>
      <p>${words.say('supervision.text')}</p>
    </div>
    ${work.courses.length === 0 ? html`<p class="grey">${words.say('supervision.none')}</p>` : about(words, work)}
    <section class="part">
      <h2>${words.say('supervision.questions')}</h2>
      <div class="prompts">
        ${work.prompts.map(({title, questions}) => html`
          <section class="prompt">
            <h3>${title}</h3>
            <ul>${questions.map((question) => html`<li>${question}</li>`)}</ul>
          </section>
        `)}
      </div>
    </section>
  `;
}

const about = (words, work) => html`
  <section class="part">
    <h2>${words.say('supervision.patterns')}</h2>
    ${listed(words, work.patterns, 'supervision.patterns.none', ({name, courses, open}) => html`
      <strong>${name}</strong> ${words.count('supervision.in-courses', courses)}${open > 0 ? html`, ${words.count('supervision.open', open)}` : nothing}
    `)}
  </section>
  <section class="part">
    <h2>${words.say('supervision.tried')}</h2>
    ${listed(words, work.tried, 'supervision.tried.none', ({name, times, helped, noChange}) => html`
      <strong>${name}</strong> ${words.count('supervision.times', times)}, ${words.say('supervision.came', {helped, noChange, unknown: Math.max(0, times - helped - noChange)})}
    `)}
  </section>
  <section class="part">
    <h2>${words.say('supervision.service')}</h2>
    <p>${work.service.calledOff === 0 ? words.say('supervision.service.none') : words.count('supervision.service.some', work.service.calledOff, {courses: work.service.courses, due: work.service.due})}</p>
  </section>
  <section class="part">
    <h2>${words.say('supervision.courses')}</h2>
    <p class="soft">${words.say('supervision.no-order')}</p>
    <ul class="courses">
      ${work.courses.map((course) => html`
        <li>
          <h3>${course.label}</h3>
          <p class="soft">${words.say('supervision.began', {quarter: course.began})} ${words.say('supervision.held', {range: course.sessions})}</p>
          <p>${course.patterns.length === 0 ? words.say('caseload.none') : words.lists.format(course.patterns)}</p>
          ${course.tried.length === 0 ? nothing : html`<p class="soft">${words.say('supervision.course.tried', {tried: words.lists.format(course.tried)})}</p>`}
          ${course.open ? html`<p class="soft">${words.say('supervision.course.open')}</p>` : nothing}
        </li>
      `)}
    </ul>
  </section>
`;

const listed = (words, all, none, one) =>
  all.length === 0 ? html`<p class="soft">${words.say(none)}</p>` : html`<ul class="tally">${all.map((each) => html`<li>${one(each)}</li>`)}</ul>`;
