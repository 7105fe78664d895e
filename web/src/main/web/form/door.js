/**
 * The one door to the server. The token opens this one form and nothing else; it lives in this module alone and is gone when the page is.
 */

/** Why something could not be done: the name of the problem, as the server or this page has it. */
export class Problem extends Error {
  /** @param {string} name such as form-closed */
  constructor(name) {
    super(name);
    this.name = name;
  }
}

const API = new URL('../api/', document.baseURI);
const PATIENCE = 20_000;

/** @type {string | null} */
let token = null;

/**
 * The word that the address carried, read once; it is taken out of the address, and so out of the history, before anything else happens.
 *
 * @returns {string | null}
 */
export function takeWord() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (location.hash !== '') {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return given.get('word');
}

/**
 * Swaps the word for the form.
 *
 * @param {string} word
 * @returns {Promise<{language: string, onTheSpot: boolean, lasts: number}>} for how many milliseconds it is open, by the server's clock
 */
export async function open(word) {
  const answer = await reach('POST', 'form-session', {word});
  const opened = await answer.json();
  token = opened.token;
  const now = Date.parse(answer.headers.get('Date') ?? '') || Date.now();
  return {...opened, lasts: Math.max(0, Date.parse(opened.ends) - now)};
}

/** @param {string} language */
export async function sheet(language) {
  return (await reach('GET', `form?lang=${language}`)).json();
}

/**
 * Hands the form in.
 *
 * @param {string} language in which it was read
 * @param {Record<string, string[]>} answers
 * @returns {Promise<boolean>} whether there was anything to be kept
 */
export async function handIn(language, answers) {
  const answer = await reach('POST', `form/answer?lang=${language}`, {answers});
  return answer.status !== 204;
}

export function forget() {
  token = null;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function reach(method, path, body) {
  const answer = await ask(method, path, body);
  if (!answer.ok) {
    throw new Problem(await nameOf(answer));
  }
  return answer;
}

async function ask(method, path, body) {
  try {
    return await fetch(new URL(path, API), {
      method,
      headers: {
        ...(token === null ? {} : {Authorization: `Bearer ${token}`}),
        ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Problem('out-of-reach');
  }
}

/** @param {Response} answer */
async function nameOf(answer) {
  if (answer.status === 401) {
    return 'form-closed';
  }
  try {
    return (await answer.json()).title ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
