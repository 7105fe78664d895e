/**
 * The words that the client has for the goal that a row puts forward, as the server tells them: where the row rests on one goal alone, or on
 * what was matched with it. Where it rests on several, nobody guesses.
 *
 * @param {{signal: {evidence: {reference: string}[]} | null} | null} view
 * @param {{goals: {goal: string, theirs: string | null}[], matches: {goal: string, planGoal: string}[]}} told
 * @returns {string | null}
 */
export function clientsWords(view, {goals, matches}) {
  const cited = new Set((view?.signal?.evidence ?? []).map(({reference}) => reference));
  const restsOn = goals.filter(({goal}) => cited.has(goal) || matches.some((one) => one.planGoal === goal && cited.has(one.goal)));
  return restsOn.length === 1 ? restsOn[0].theirs : null;
}
