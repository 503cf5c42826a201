/** What a mocha suite inside the extension host did, as it writes it to a file for the process outside. */

import { readFileSync } from 'node:fs';

/** Variable that names the file for the result. */
export const resultVariable = 'KEYHOLE_SUITE_RESULT';

export interface TestOutcome {
  /** Titles of the suites and of the test. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  /** Message and stack of a failure. */
  readonly error?: string;
}

/** The tests that were reported; none when the host ended before it could write any. */
export function readResult(path: string): readonly TestOutcome[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}
