/**
 * The words that the client has for the goal that a row puts forward: where the row rests on one goal that they named themselves, or on one
 * of the plan that is the same. Where there may be several, nobody guesses.
 *
 * @param {{signal: {evidence: {reference: string}[]} | null} | null} view
 * @param {{goals: {goal: string, text: string | null, client: {expressed: boolean | null, notMine: boolean | null}}[], matches: {goal: string, planGoal: string}[]}} told
 * @returns {string | null}
 */
export function clientsWords(view, {goals, matches}) {
  const cited = (view?.signal?.evidence ?? []).map(({reference}) => reference);
  const isCited = (name) => cited.some((reference) => name === reference || name.startsWith(`${reference}#`));
  const theirs = goals.filter(({goal, text, client}) => text !== null && client.expressed === true && client.notMine !== true
    && (isCited(goal) || matches.some((one) => one.goal === goal && isCited(one.planGoal))));
  return theirs.length === 1 ? theirs[0].text : null;
}
