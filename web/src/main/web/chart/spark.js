import {html, nothing, svg} from 'lit';
import {place, scale} from './scale.js';

const WIDTH = 96;
const HEIGHT = 28;
const EDGE = 3;

/**
 * The latest ratings as one small line over what they are compared with, and the same in words beside it.
 *
 * @param {import('./words.js').Words} words
 * @param {any} line as the server tells it, or null
 */
export function spark(words, line) {
  if (line === null) {
    return html`<p class="few">${words.say('caseload.few.none')}</p>`;
  }
  if (line.state === 'not-enough' || line.values.length === 0) {
    return html`<p class="few">${words.say('caseload.few', {have: line.have, needed: line.needed})}</p>`;
  }
  return html`<div class="spark">${drawn(line)}<p><span class="of">${line.name}</span> ${said(words, line)}</p></div>`;
}

function said(words, {values, band, max}) {
  const value = values.at(-1);
  if (band === null) {
    return words.say('caseload.spark.plain', {value, max});
  }
  return words.say(`caseload.spark.${band.kind}.${place(value, band)}`, {value, low: band.low, high: band.high});
}

/** What there is, with some room around it, and never so near that a small change looks large. */
function window({values, band, min, max}) {
  const all = band === null ? values : [...values, band.low, band.high];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(high - low, (max - min) / 4) - (high - low);
  return [Math.max(min, low - room / 2), Math.min(max, high + room / 2)];
}

/** The words beside it say all of it. */
function drawn(line) {
  const {values, band} = line;
  const [min, max] = window(line);
  const x = scale([0, Math.max(1, values.length - 1)], [EDGE, WIDTH - EDGE]);
  const y = scale([min, max], [HEIGHT - EDGE, EDGE]);
  const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  return html`
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} aria-hidden="true" focusable="false">
      ${band === null
        ? nothing
        : svg`<rect class=${band.kind} x="0" y=${y(Math.min(band.high, max))} width=${WIDTH} height=${Math.max(1, y(Math.max(band.low, min)) - y(Math.min(band.high, max)))}></rect>`}
      ${svg`<polyline points=${points.join(' ')}></polyline><circle cx=${x(values.length - 1)} cy=${y(values.at(-1))} r="2.6"></circle>`}
    </svg>
  `;
}
