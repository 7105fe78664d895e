import {html, nothing, svg} from 'lit';
import {days, months, runs, scale} from './scale.js';

const PANEL = 128;
const GAP = 26;
const TOP = 26;
const LANE = 30;
const AXIS = 20;

/** How each ending of a session is drawn: by its shape, around its middle. */
const SHAPES = {
  ATTENDED: svg`<circle class="full" r="4"/>`,
  MISSED: svg`<path class="stroke" d="M-4-4 4 4M4-4-4 4"/>`,
  CANCELLED_BY_CLIENT: svg`<path class="hollow" d="M0-5 5 0 0 5-5 0Z"/>`,
  CANCELLED_BY_SERVICE: svg`<path class="hollow" d="M-4-4H4V4H-4Z"/><path class="stroke" d="M-4 4 4-4"/>`,
  CANCELLED_BY_CIRCUMSTANCE: svg`<path class="hollow" d="M0-5 5 4H-5Z"/>`,
  CANCELLED: svg`<path class="hollow" d="M-4-4H4V4H-4Z"/>`,
  UNKNOWN: svg`<circle class="hollow faint" r="4"/><path class="stroke" d="M-1.6 0H1.6"/>`,
  PLANNED: svg`<circle class="hollow dotted" r="4"/>`,
};

/** Each picture on a page has a frame of its own. */
const clipOf = ({clip}) => clip ?? 'window';

/** The sessions lie below the lines, where any are told of. */
const laneOf = ({trend}) => (trend.sessions.length === 0 ? 0 : LANE);

/** @param {import('./trend.js').Trend} trend */
const chartHeight = (trend) => TOP + trend.series.length * (PANEL + GAP) + laneOf(trend) + AXIS;

/**
 * The whole picture. Its words are the table beside it and the line that is read out; here it only says what it is.
 *
 * @param {import('./trend.js').Trend} trend
 */
export function drawing(trend) {
  const {words, width, series, range, plot} = trend;
  const x = scale(range, plot);
  const height = chartHeight(trend);
  const floor = height - AXIS - laneOf(trend);
  const inside = (at) => at >= range[0] && at <= range[1];
  return html`
    <svg class="picture" viewBox="0 0 ${width} ${height}" role="img" aria-label=${trend.says ?? words.say('trend.picture', {names: words.lists.format(series.map(({name}) => name))})}>
      <clipPath id=${clipOf(trend)}><rect x=${plot[0] - 8} y="0" width=${plot[1] - plot[0] + 16} height=${height}></rect></clipPath>
      ${axis(trend, x, floor)}
      ${marks(trend, x, floor, inside)}
      ${series.map((one, i) => panel(trend, one, TOP + i * (PANEL + GAP), x, inside))}
      ${laneOf(trend) === 0 ? nothing : lane(trend, x, floor, inside)}
      ${cursor(trend, x, floor)}
    </svg>
  `;
}

function axis(trend, x, floor) {
  const {words, range, plot} = trend;
  const foot = floor + laneOf(trend);
  return svg`
    <g class="axis">
      ${ticks(words, range, Math.max(2, Math.floor((plot[1] - plot[0]) / 60))).map(({at, label}) => svg`
        <path class="tick" d="M${x(at)} ${TOP} V${foot}"></path>
        <text x=${Math.min(x(at), plot[1] - 12)} y=${foot + 14} text-anchor="middle">${label}</text>
      `)}
    </g>
  `;
}

/** Months, with the year where it begins; days, where hardly a month begins. */
function ticks(words, range, most) {
  const month = words.dates({month: 'short'});
  const withYear = words.dates({month: 'short', year: 'numeric'});
  const day = words.dates({day: 'numeric', month: 'short'});
  const firsts = months(range, words.zone, most);
  return firsts.length > 1
    ? firsts.map(({at, year}, i) => ({at, label: (year || i === 0 ? withYear : month).format(at)}))
    : days(range, words.zone, most).map((at) => ({at, label: day.format(at)}));
}

function marks({trend}, x, floor, inside) {
  return svg`
    <g class="mark">
      ${trend.marks.map((mark, i) => !inside(Date.parse(mark.at)) ? nothing : svg`
        <path class=${mark.kind} d="M${x(Date.parse(mark.at))} ${TOP - 8} V${floor}"></path>
        <circle cx=${x(Date.parse(mark.at))} cy=${TOP - 15} r="8"></circle>
        <text x=${x(Date.parse(mark.at))} y=${TOP - 11} text-anchor="middle">${i + 1}</text>
      `)}
    </g>
  `;
}

function panel(trend, series, top, x, inside) {
  const {words, plot} = trend;
  const y = scale([series.min, series.max], [top + PANEL, top + 18]);
  const few = series.state === 'not-enough';
  const ringed = lastSpokenOf(series.points);
  const band = (range, kind) => !range || few ? nothing : svg`
    <rect class=${kind} x=${plot[0]} width=${plot[1] - plot[0]} y=${y(Math.min(range.high, series.max))} height=${Math.max(1, y(Math.max(range.low, series.min)) - y(Math.min(range.high, series.max)))}></rect>
  `;
  return svg`
    <g class="panel ${few ? 'few' : ''}">
      <path class="frame" d="M${plot[0]} ${y(series.max)} V${y(series.min)} H${plot[1]}"></path>
      ${[series.min, series.max].map((value) => svg`<text class="value" x=${plot[0] - 6} y=${y(value) + 4} text-anchor="end">${words.written(value)}</text>`)}
      ${band(series.usual, 'usual')} ${band(series.reliableChange, 'reliable')}
      ${cutOff(series, words, plot, y, few)}
      <text class="name" x=${plot[0]} y=${top + 8}>${series.name}${series.higherIsBetter ? '' : ` (${words.say('trend.lower-is-better')})`}</text>
      <g clip-path=${`url(#${clipOf(trend)})`}>
        ${runs(series.points).map((run) => svg`<polyline class="line" points=${run.map((point) => `${x(Date.parse(point.at))},${y(point.value)}`).join(' ')}></polyline>`)}
        ${series.points.filter((point) => inside(Date.parse(point.at))).map((point) => dot(series, point, ringed, x(Date.parse(point.at)), y(point.value)))}
      </g>
    </g>
  `;
}

function cutOff({cutOff: cut}, words, plot, y, few) {
  return !cut || few ? nothing : svg`
    <path class="cut-off" d="M${plot[0]} ${y(cut.value)} H${plot[1]}"></path>
    <text class="value" x=${plot[0] - 6} y=${y(cut.value) + 4} text-anchor="end">${words.written(cut.value)}</text>
  `;
}

/** Of all the points a signal rests on, the last is where it stands now. */
const lastSpokenOf = (points) => new Set(new Map(points.filter(({signal}) => signal).map((point) => [point.signal, point])).values());

const dot = (series, point, ringed, x, y) => svg`
  <g transform="translate(${x} ${y})">
    ${ringed.has(point) ? svg`<circle class="ring" r="8"></circle>` : nothing}
    ${series.respondent === 'therapist' ? svg`<path class="dot" d="M-3.5-3.5H3.5V3.5H-3.5Z"></path>` : svg`<circle class="dot" r="3.6"></circle>`}
  </g>
`;

function lane({words, trend, plot}, x, floor, inside) {
  return svg`
    <g class="lane">
      <path class="ground" d="M${plot[0]} ${floor + LANE / 2} H${plot[1]}"></path>
      ${trend.sessions.filter(({at}) => inside(Date.parse(at))).map(({at, outcome}) => svg`
        <g class="session ${outcome}" transform="translate(${x(Date.parse(at))} ${floor + LANE / 2})">${SHAPES[outcome] ?? SHAPES.UNKNOWN}</g>
      `)}
      <text class="name" x=${plot[0]} y=${floor - 4}>${words.say('trend.sessions')}</text>
    </g>
  `;
}

const cursor = ({at, moments, range}, x, floor) =>
  at === null || moments[at].at < range[0] || moments[at].at > range[1] ? nothing : svg`<path class="cursor" d="M${x(moments[at].at)} ${TOP - 4} V${floor + LANE}"></path>`;

/** The same shape, small, for the legend. */
export function sample(kind) {
  const bands = {
    usual: svg`<rect class="usual" x="-8" y="-5" width="16" height="10"></rect>`,
    reliable: svg`<rect class="reliable" x="-8" y="-5" width="16" height="10"></rect>`,
    'cut-off': svg`<path class="cut-off" d="M-9 0H9"></path>`,
    ringed: svg`<circle class="ring" r="6.5"></circle><circle class="dot" r="3"></circle>`,
    therapist: svg`<path class="dot" d="M-3.5-3.5H3.5V3.5H-3.5Z"></path>`,
  };
  return html`
    <svg class="sample" viewBox="-10 -8 20 16" width="20" height="16" aria-hidden="true" focusable="false">
      <g class="session ${kind}">${bands[kind] ?? SHAPES[kind] ?? SHAPES.UNKNOWN}</g>
    </svg>
  `;
}
