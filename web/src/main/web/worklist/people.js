import * as session from './session.js';

const MOST = 50;

/**
 * Who is who, as the record says at this moment. It is asked for each once, and who is not told of stays without a name: none is ever
 * guessed. What the record could not say just then is asked for again.
 */
export class People {
  constructor() {
    /** @type {Map<string, {name: string | null, birthDate: string | null, recordNumber: string | null} | null>} */
    this.clients = new Map();
    /** @type {Map<string, string | null>} */
    this.staff = new Map();
    /** @type {Map<string, string | null>} */
    this.units = new Map();
    this.silent = false;
    this.asking = 0;
  }

  /** @param {string} patient */
  client(patient) {
    return this.clients.get(patient) ?? null;
  }

  /** @param {string} who */
  colleague(who) {
    return this.staff.get(who) ?? null;
  }

  /** What a unit is called; where the record does not say, it keeps its reference. @param {string} unit */
  unit(unit) {
    return this.units.get(unit) ?? unit;
  }

  /** The colleagues who are known by name. */
  colleagues() {
    return [...this.staff].filter(([, name]) => name !== null);
  }

  /**
   * @param {string[]} patients
   * @param {(string | null)[]} staff
   * @param {string[]} units
   */
  async ask(patients, staff, units) {
    const unknown = (all, known) => [...new Set(all)].filter((one) => one !== null && !known.has(one)).slice(0, MOST);
    const asked = {patients: unknown(patients, this.clients), staff: unknown(staff, this.staff), units: unknown(units, this.units)};
    if (asked.patients.length + asked.staff.length + asked.units.length === 0) {
      return;
    }
    this.asking++;
    try {
      this.take(asked, await session.post('worklist/names', asked));
    } catch (problem) {
      if (session.ends(problem)) {
        throw problem;
      }
      this.silent = true;
    } finally {
      this.asking--;
    }
  }

  take(asked, told) {
    asked.patients.forEach((patient) => this.clients.set(patient, told.names?.[patient] ?? null));
    keep(this.staff, asked.staff, told.staff);
    keep(this.units, asked.units, told.units);
    this.silent = told.staff === null;
  }
}

/** Of what could not be said nothing is kept: not that there is no name either. */
function keep(known, asked, told) {
  if (told !== null) {
    asked.forEach((one) => known.set(one, told[one] ?? null));
  }
}
