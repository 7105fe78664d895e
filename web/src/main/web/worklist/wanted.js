/**
 * Which rows somebody wants to see, in the words of the address. What is not said is not asked for.
 *
 * @typedef {{matter?: string, level?: string, seen?: string, owner?: string, unit?: string, goal?: string, rests?: string}} Wanted
 */

const KEYS = ['matter', 'level', 'seen', 'owner', 'unit', 'goal', 'rests'];

/**
 * The same without what is empty, in one order, so that two that mean the same are the same.
 *
 * @param {Wanted} wanted
 * @returns {Wanted}
 */
export const plain = (wanted) =>
  Object.fromEntries(KEYS.map((key) => [key, sorted(wanted[key] ?? '')]).filter(([, value]) => value !== ''));

const sorted = (value) => value.toLowerCase() === value ? value.split(',').sort().join(',') : value;

/** @param {Wanted} wanted */
export const isAll = (wanted) => Object.keys(plain(wanted)).length === 0;

/**
 * @param {Wanted} one
 * @param {Wanted} other
 */
export const same = (one, other) => JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/**
 * With one thing more asked for, or no longer.
 *
 * @param {Wanted} wanted
 * @param {keyof Wanted} key
 * @param {string} value
 */
export const toggled = (wanted, key, value) => plain({...wanted, [key]: wanted[key] === value ? '' : value});

/**
 * The same for what there may be several of.
 *
 * @param {Wanted} wanted
 * @param {'matter' | 'level'} key
 * @param {string} value
 */
export function added(wanted, key, value) {
  const all = severals(wanted, key);
  return plain({...wanted, [key]: (all.includes(value) ? all.filter((one) => one !== value) : [...all, value]).join(',')});
}

/**
 * @param {Wanted} wanted
 * @param {'matter' | 'level'} key
 */
export const severals = (wanted, key) => (wanted[key] ?? '').split(',').filter((one) => one !== '');

/**
 * @param {Wanted} wanted
 * @param {Record<string, string | null>} besides
 */
export function query(wanted, besides) {
  const said = Object.entries({...plain(wanted), ...besides}).filter(([, value]) => value !== null);
  return new URLSearchParams(said).toString();
}
