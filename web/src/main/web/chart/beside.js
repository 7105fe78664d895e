/**
 * Opens a chart in a window of its own; one that is open before the answer is there is not blocked.
 *
 * @param {() => Promise<{to: string}>} ask where it opens
 * @returns {Promise<string>} what is to be said of it
 */
export async function openBeside(ask) {
  const beside = open('about:blank', '_blank');
  if (beside === null) {
    return 'caseload.blocked';
  }
  beside.opener = null;
  try {
    const {to} = await ask();
    beside.location.replace(to);
    return 'caseload.opened';
  } catch (problem) {
    beside.close();
    throw problem;
  }
}
