/**
 * The one door to the server. The token lives in this module and nowhere else: no cookie, no storage; it is gone when the page is.
 */

/** Why something could not be done: the name of the problem, as the server or this page has it. */
export class Problem extends Error {
  /**
   * @param {string} name such as chart-closed; texts stand under problem.NAME
   * @param {number} [status] the HTTP status, where there was an answer
   * @param {any} [body] what the answer says besides
   */
  constructor(name, status, body) {
    super(name);
    this.name = name;
    this.status = status ?? 0;
    this.body = body ?? {};
  }
}

/** Problems after which nothing of the chart may stay on the screen. */
const ENDINGS = new Set([
  'chart-closed',
  'launch-used',
  'launch-refused',
  'launch-expired',
  'not-this-patient',
  'not-yours',
  'closed-to-attune',
  'caseload-closed',
  'not-a-therapist',
  'worklist-closed',
  'not-a-coordinator',
]);

/** Who is told for how many milliseconds what is open stays open. @type {(lasts: number) => void} */
let stays = () => {};

const API = new URL('../api/', document.baseURI);
const PATIENCE = 20_000;

/** A timer cannot wait longer. */
const LONGEST = 2 ** 31 - 1;

/** @type {string | null} */
let token = null;

/** What is open. @type {'chart' | 'caseload' | 'worklist'} */
let opened = 'chart';

/**
 * What the address carried, read once; it is taken out of the address, and so out of the history, before anything else happens.
 *
 * @returns {{code: string | null, problem: string | null}}
 */
export function takeFragment() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (location.hash !== '') {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return {code: given.get('code'), problem: given.get('problem')};
}

/** @param {unknown} problem whether the chart ends with it */
export function ends(problem) {
  return problem instanceof Problem && (problem.status === 401 || ENDINGS.has(problem.name));
}

/**
 * Swaps the one-time code for a session.
 *
 * @param {string} code
 * @param {'chart' | 'caseload' | 'worklist'} [what] what it opens
 * @returns {Promise<{reasonNeeded: boolean, lasts: number | null, signal: string | null}>} for how many milliseconds it lasts, by the server's
 *   clock, and because of which signal the record opened it
 */
export async function open(code, what = 'chart') {
  opened = what;
  const {key, now} = await ask('POST', `${opened}-session`, {code}, async (answer) => ({key: await answer.json(), now: answer.headers.get('Date')}));
  token = key.token;
  return {reasonNeeded: key.reasonNeeded === true, lasts: lasts(key.ends, now), signal: key.signal ?? null};
}

/**
 * With each answer it is told for how long what is open stays open: longer, while somebody works with it.
 *
 * @param {(lasts: number) => void} listener
 */
export function whileOpen(listener) {
  stays = listener;
}

/** Forgets the session here and ends it there; needs no answer, so that it also works while the page goes away. */
export function close() {
  if (token !== null) {
    const last = token;
    token = null;
    fetch(new URL(`${opened}-session`, API), {...options('DELETE', last), keepalive: true}).catch(() => {});
  }
}

/** Whether a session is open. */
export function isOpen() {
  return token !== null;
}

/**
 * @param {string} path below api/
 * @returns {Promise<any>}
 */
export async function get(path) {
  return ask('GET', path, undefined, (answer) => answer.json());
}

/**
 * Asks without anybody having asked for it, so that it keeps nothing open.
 *
 * @param {string} path below api/
 * @param {object} body
 * @returns {Promise<any>}
 */
export async function look(path, body) {
  return ask('POST', path, body, told, {'Attune-Looks-By-Itself': '1'});
}

/**
 * @param {string} path below api/
 * @param {object} [body] what is wanted, where the address does not say it
 * @returns {Promise<Blob>}
 */
export async function file(path, body) {
  return ask(body === undefined ? 'GET' : 'POST', path, body, (answer) => answer.blob());
}

/**
 * @param {string} path below api/
 * @param {object} body
 * @returns {Promise<any>} the answer, or null where there is none
 */
export async function post(path, body) {
  return ask('POST', path, body, told);
}

/**
 * @param {string} path below api/
 * @param {object} body
 * @returns {Promise<any>} the answer, or null where there is none
 */
export async function put(path, body) {
  return ask('PUT', path, body, told);
}

/** @param {string} path below api/ */
export async function remove(path) {
  await ask('DELETE', path, undefined, async () => null);
}

/** @param {Response} answer */
const told = async (answer) => (answer.status === 204 || answer.status === 201 ? null : answer.json());

/**
 * Asks and reads the answer. What arrives after the session was closed is not let in any more.
 *
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {(answer: Response) => Promise<T>} read
 * @param {Record<string, string> | null} [besides] headers of what nobody asked for; its answer prolongs nothing
 * @returns {Promise<T>}
 */
async function ask(method, path, body, read, besides = null) {
  const asked = token;
  const answer = await reach(method, path, body, besides);
  const said = answer.ok ? await read(answer) : await problem(answer);
  if (asked !== null && token !== asked) {
    throw new Problem(closed(), 401);
  }
  const until = asked === null || besides !== null ? null : lasts(answer.headers.get('Attune-Open-Until'), answer.headers.get('Date'));
  if (until !== null) {
    stays(until);
  }
  if (said instanceof Problem) {
    throw said;
  }
  return said;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {Record<string, string> | null} besides
 */
async function reach(method, path, body, besides) {
  const asked = options(method, token);
  Object.assign(asked.headers, besides);
  if (body !== undefined) {
    asked.headers['Content-Type'] = 'application/json';
  }
  try {
    return await fetch(new URL(path, API), {
      ...asked,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Problem('out-of-reach');
  }
}

/**
 * @param {string} method
 * @param {string | null} bearer
 * @returns {RequestInit & {headers: Record<string, string>}}
 */
function options(method, bearer) {
  return {
    method,
    headers: bearer === null ? {} : {Authorization: `Bearer ${bearer}`},
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  };
}

const closed = () => `${opened}-closed`;

/** @param {Response} answer */
async function problem(answer) {
  if (answer.status === 401 && token !== null) {
    return new Problem(closed(), 401);
  }
  try {
    const body = await answer.json();
    return new Problem(body.title ?? 'unknown', answer.status, body);
  } catch {
    return new Problem('unknown', answer.status);
  }
}

/**
 * @param {string | null | undefined} end
 * @param {string | null} now the server's, for the clock of this machine may be wrong
 */
function lasts(end, now) {
  const until = Date.parse(end ?? '') - (Date.parse(now ?? '') || Date.now());
  return Number.isFinite(until) ? Math.min(Math.max(0, until), LONGEST) : null;
}
