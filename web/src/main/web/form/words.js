import de from './texts/de.json';
import en from './texts/en.json';

/** @type {Record<string, Record<string, string>>} */
const TEXTS = {en, de};
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur', 'yi']);

/** The languages this page is written in, each by its own name. */
export const LANGUAGES = Object.keys(TEXTS).map((code) => ({code, name: TEXTS[code]['language.name']}));

/** What the page itself says, in one language; the questions come from the server. */
export class Words {
  /** @param {string} language one of {@link LANGUAGES} */
  constructor(language) {
    this.language = TEXTS[language] ? language : 'en';
    this.texts = TEXTS[this.language];
  }

  /** Of the languages somebody reads, the first we are written in. */
  static preferred() {
    return navigator.languages.map((tag) => tag.split('-')[0]).find((code) => TEXTS[code]) ?? 'en';
  }

  /** Whether lines run from right to left. */
  get direction() {
    return RIGHT_TO_LEFT.has(this.language) ? 'rtl' : 'ltr';
  }

  /** @param {string} key */
  has(key) {
    return key in this.texts;
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values] for the names in braces
   */
  say(key, values = {}) {
    return (this.texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
  }
}
