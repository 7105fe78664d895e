/**
 * The words that the client has for the goal that a row puts forward, as the server tells them. In the same words it puts the goal forward in
 * the record; which goal a row is about is said there alone.
 *
 * @param {{inQuestion: string | null, goals: {goal: string, theirs: string | null}[]}} told
 * @returns {string | null}
 */
export function clientsWords({inQuestion, goals}) {
  return goals.find(({goal}) => goal === inQuestion)?.theirs ?? null;
}
