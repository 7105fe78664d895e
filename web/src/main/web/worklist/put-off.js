/**
 * Until when somebody put a row off, as this page has it; what rests for another reason may be put off besides. It is sent with what
 * somebody wants: whoever has not read that it was put off, or until when, undoes nothing.
 *
 * @param {any} row
 * @param {any} signal null of a question
 * @returns {string | null}
 */
export function putOffUntil({rests}, signal) {
  if (rests === null || rests.because === 'put-off') {
    return rests?.until ?? null;
  }
  return signal?.stage === 'SNOOZED' ? signal.snoozedUntil : null;
}
