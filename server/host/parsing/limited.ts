/** Ends work that does not end by itself and gives nobody else a turn. */

import { createContext, Script } from 'node:vm';

const called: { work: () => void } = { work: () => {} };
const context = createContext(called);
const call = new Script('work()');

/** What `work` gives. @throws what it throws, and an error of its own once the time is over. */
export function limited<Result>(work: () => Result, milliseconds: number): Result {
  let result: { readonly value: Result } | undefined;
  called.work = () => {
    result = { value: work() };
  };
  call.runInContext(context, { timeout: milliseconds });
  if (!result) throw new Error('The work ended without a result.');
  return result.value;
}
