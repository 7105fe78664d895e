/** The arithmetic of the trend: where things lie. Nothing here knows of the page. */

export const DAY = 86_400_000;

/** The least time that is shown across the whole width. */
const CLOSEST = 21 * DAY;

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @returns {(value: number) => number}
 */
export const scale = ([a, b], [c, d]) => (value) => (b === a ? (c + d) / 2 : c + ((value - a) / (b - a)) * (d - c));

/**
 * A stretch of time nearer or farther, around its middle, never beyond all there is.
 *
 * @param {[number, number]} window
 * @param {[number, number]} all
 * @param {number} factor below 1 is nearer
 * @param {number} [around] stays where it is
 * @returns {[number, number]}
 */
export function zoom(window, all, factor, around = (window[0] + window[1]) / 2) {
  const length = Math.min(Math.max((window[1] - window[0]) * factor, CLOSEST), all[1] - all[0]);
  const share = (around - window[0]) / (window[1] - window[0] || 1);
  return within([around - length * share, around + length * (1 - share)], all);
}

/**
 * @param {[number, number]} window
 * @param {[number, number]} all
 * @param {number} part of the window, below 0 is earlier
 * @returns {[number, number]}
 */
export function move([from, to], all, part) {
  const by = (to - from) * part;
  return within([from + by, to + by], all);
}

/** @returns {[number, number]} */
function within([from, to], [first, last]) {
  const length = Math.min(to - from, last - first);
  const start = Math.min(Math.max(from, first), last - length);
  return [start, start + length];
}

/**
 * The first day of each month within a window, as the hospital's calendar has it, every so many months that they do not crowd.
 *
 * @param {[number, number]} window
 * @param {string} zone
 * @param {number} most so many at most
 */
export function months([from, to], zone, most) {
  const first = monthIn(from, zone);
  const last = monthIn(to, zone);
  const step = [1, 2, 3, 4, 6, 12, 24].find((months) => (last - first) / months <= most) ?? 48;
  const ticks = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) {
    const at = startOf(month, zone);
    if (at >= from && at <= to) {
      ticks.push({at, year: month % 12 === 0});
    }
  }
  return ticks;
}

/**
 * Where a stretch of time holds hardly a first of a month: midnights of the hospital, every so many days that they do not crowd.
 *
 * @param {[number, number]} window
 * @param {string} zone
 * @param {number} most so many at most
 */
export function days([from, to], zone, most) {
  const step = [1, 2, 7, 14].find((length) => (to - from) / (length * DAY) <= most) ?? 28;
  const [year, month, day] = calendar(from, zone);
  const ticks = [];
  for (let next = day + 1; ticks.length <= most; next += step) {
    const at = midnight(Date.UTC(year, month - 1, next), zone);
    if (at > to) {
      break;
    }
    ticks.push(at);
  }
  return ticks;
}

/** Months since the year 0. */
function monthIn(instant, zone) {
  const [year, month] = calendar(instant, zone);
  return year * 12 + month - 1;
}

function startOf(month, zone) {
  return midnight(Date.UTC(Math.floor(month / 12), month % 12, 1), zone);
}

/** When the day that begins at this instant in UTC begins in the zone. */
function midnight(utc, zone) {
  const [year, month, day, hour, minute] = calendar(utc, zone);
  return utc - (Date.UTC(year, month - 1, day, hour, minute) - utc);
}

const CALENDARS = new Map();

/** Year, month, day, hour and minute of an instant in a zone. */
function calendar(instant, zone) {
  if (!CALENDARS.has(zone)) {
    const parts = {year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23', timeZone: zone};
    CALENDARS.set(zone, new Intl.DateTimeFormat('en-US', parts));
  }
  const of = Object.fromEntries(CALENDARS.get(zone).formatToParts(instant).map(({type, value}) => [type, Number(value)]));
  return [of.year, of.month, of.day, of.hour, of.minute];
}

/**
 * The runs of points that a line may join: another form or another respondent breaks it.
 *
 * @template {{form?: string | null}} P
 * @param {P[]} points
 * @returns {P[][]}
 */
export function runs(points) {
  const all = [];
  points.forEach((point, i) => {
    if (i === 0 || (point.form ?? null) !== (points[i - 1].form ?? null)) {
      all.push([]);
    }
    all.at(-1).push(point);
  });
  return all;
}

/**
 * Where a value lies beside what is usual for this person.
 *
 * @param {number} value
 * @param {{low: number, high: number} | null | undefined} usual
 * @returns {'below' | 'within' | 'above' | null}
 */
export function place(value, usual) {
  if (!usual) {
    return null;
  }
  return value < usual.low ? 'below' : value > usual.high ? 'above' : 'within';
}
