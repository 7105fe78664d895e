import de from './texts/de.json';
import en from './texts/en.json';

/** @type {Record<string, Record<string, string>>} */
const TEXTS = {en, de};
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur', 'yi']);

/** The languages this page is written in, each by its own name. */
export const LANGUAGES = Object.keys(TEXTS).map((code) => ({code, name: TEXTS[code]['language.name']}));

/** Texts, dates and figures in one language, and in the hospital's zone. */
export class Words {
  /**
   * @param {string} language one of {@link LANGUAGES}
   * @param {string} [zone] where the hospital is; UTC until it is known
   */
  constructor(language, zone) {
    this.language = TEXTS[language] ? language : 'en';
    this.zone = zone ?? 'UTC';
    this.texts = TEXTS[this.language];
    // English is read in many countries, and each writes its dates in its own way.
    this.locale = navigator.languages.find((tag) => tag.split('-')[0] === this.language) ?? this.language;
    this.days = this.dates({day: 'numeric', month: 'short', year: 'numeric'});
    this.moments = this.dates({day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit'});
    this.clock = this.dates({hour: 'numeric', minute: '2-digit'});
    this.plainDays = new Intl.DateTimeFormat(this.locale, {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'});
    this.birthdays = new Intl.DateTimeFormat(this.locale, {day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'});
    this.figures = new Intl.NumberFormat(this.locale, {maximumFractionDigits: 1});
    this.plurals = new Intl.PluralRules(this.language);
    this.inOrder = new Intl.Collator(this.language);
    this.lists = new Intl.ListFormat(this.language, {type: 'conjunction'});
  }

  /**
   * Takes in the texts of a page of its own, so that no other page carries them.
   *
   * @param {Record<string, Record<string, string>>} texts by language
   */
  static with(texts) {
    Object.entries(texts).forEach(([language, more]) => Object.assign(TEXTS[language], more));
  }

  /** Of the languages somebody reads, the first we are written in. */
  static preferred() {
    const read = navigator.languages.map((tag) => tag.split('-')[0]);
    return read.find((code) => TEXTS[code]) ?? 'en';
  }

  /** Whether lines run from right to left. */
  get direction() {
    return RIGHT_TO_LEFT.has(this.language) ? 'rtl' : 'ltr';
  }

  /** @param {string} zone */
  in(zone) {
    return new Words(this.language, zone);
  }

  /** @param {Intl.DateTimeFormatOptions} parts */
  dates(parts) {
    return new Intl.DateTimeFormat(this.locale, {...parts, timeZone: this.zone});
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
    const text = this.texts[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (_, name) => this.written(values[name]));
  }

  /**
   * The same with a number in it, which decides the form of the words.
   *
   * @param {string} key whose .one and .other are written
   * @param {number} count
   * @param {Record<string, string | number>} [values]
   */
  count(key, count, values = {}) {
    const form = this.plurals.select(count);
    return this.say(`${key}.${this.has(`${key}.${form}`) ? form : 'other'}`, {count, ...values});
  }

  /** @param {string | number | undefined} value */
  written(value) {
    return typeof value === 'number' ? this.figures.format(value) : (value ?? '');
  }

  /** @param {string} instant */
  day(instant) {
    return this.days.format(new Date(instant));
  }

  /** @param {string} instant */
  moment(instant) {
    return this.moments.format(new Date(instant));
  }

  /** @param {string | Date} instant */
  time(instant) {
    return this.clock.format(new Date(instant));
  }

  /** @param {string} date without a time, so without a zone */
  date(date) {
    return this.plainDays.format(new Date(`${date}T00:00:00Z`));
  }

  /** @param {string} date without a time, so without a zone */
  birthday(date) {
    return this.birthdays.format(new Date(`${date}T00:00:00Z`));
  }

  /**
   * The calendar day of an instant in the hospital, as a date field has it.
   *
   * @param {string | number} instant
   * @param {number} [plus] so many days later
   */
  dateField(instant, plus = 0) {
    const parts = new Intl.DateTimeFormat('en', {year: 'numeric', month: '2-digit', day: '2-digit', timeZone: this.zone})
      .formatToParts(new Date(instant));
    const of = Object.fromEntries(parts.map(({type, value}) => [type, value]));
    return new Date(Date.UTC(+of.year, +of.month - 1, +of.day + plus)).toISOString().slice(0, 10);
  }
}
