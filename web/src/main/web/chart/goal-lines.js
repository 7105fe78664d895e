import {html, nothing} from 'lit';
import {drawing} from './drawing.js';

const WIDTH = 420;

/** Fewer points make no line. */
const FEWEST = 2;

/** All that goals can be rated, and what most T scores lie within; where one lies beyond, so does the line. */
const RATINGS = {min: -2, max: 2};
const SCORES = {min: 20, max: 80};
const AS_EXPECTED = 50;

/**
 * How far the goals were reached together, from one rating to the next: drawn, and the same as a table.
 *
 * @param {import('./words.js').Words} words
 * @param {string} name of all these goals
 * @param {{at: string, score: number, goals: number}[]} attained
 */
export function scoreLine(words, name, attained) {
  if (attained.length < FEWEST) {
    return nothing;
  }
  const all = attained.map(({score}) => score);
  const series = [{
    name: words.say('goals.line.score'),
    points: attained.map(({at, score}) => ({at, value: score})),
    min: Math.min(SCORES.min, ...all),
    max: Math.max(SCORES.max, ...all),
    cutOff: {value: AS_EXPECTED},
    higherIsBetter: true,
  }];
  const rows = attained.map(({at, score, goals}) => [when(words, attained, at), words.written(Math.round(score)), words.written(goals)]);
  return lines(words, name, series, ['when', 'value', 'goals'], rows);
}

/**
 * How far one goal was reached, as each of those who rated it says: drawn, and the same as a table.
 *
 * @param {import('./words.js').Words} words
 * @param {string} name which of the goals
 * @param {{at: string, attainment: number, by: string}[]} ratings
 */
export function ratingLine(words, name, ratings) {
  const by = [...new Set(ratings.map((one) => one.by))];
  const series = by.map((who) => ({
    name: words.say('goals.line.rating', {by: words.say(`goals.by.${who}`)}),
    points: ratings.filter((one) => one.by === who).map(({at, attainment}) => ({at, value: attainment})),
    ...RATINGS,
    cutOff: {value: 0},
    higherIsBetter: true,
    respondent: who === 'THERAPIST' ? 'therapist' : 'client',
  })).filter(({points}) => points.length >= FEWEST);
  if (series.length === 0) {
    return nothing;
  }
  const rows = ratings.map(({at, attainment, by: who}) => [when(words, ratings, at), words.say(`goals.attained.${attainment + 2}`), words.say(`goals.by.${who}`)]);
  return lines(words, name, series, ['when', 'how', 'by'], rows);
}

/** The day; the moment, where more than one is of that day. */
const when = (words, all, at) => (all.filter((one) => words.day(one.at) === words.day(at)).length > 1 ? words.moment(at) : words.day(at));

function lines(words, name, series, heads, rows) {
  const moments = series.flatMap(({points}) => points.map(({at}) => Date.parse(at)));
  const range = [Math.min(...moments), Math.max(...moments)];
  const day = (at) => words.day(new Date(at).toISOString());
  const says = words.say('goals.line.picture', {names: words.lists.format(series.map((one) => one.name)), from: day(range[0]), until: day(range[1])});
  const picture = {says, clip: `window-${name}`, words, width: WIDTH, series, range, plot: [34, WIDTH - 12], trend: {marks: [], sessions: []}, at: null, moments: []};
  return html`
    <figure class="over-time">
      ${drawing(picture)}
      <details>
        <summary>${words.say('goals.line.table')}</summary>
        <table class="figures">
          <thead><tr>${heads.map((head) => html`<th scope="col">${words.say(`goals.line.${head}`)}</th>`)}</tr></thead>
          <tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
        </table>
      </details>
    </figure>
  `;
}
