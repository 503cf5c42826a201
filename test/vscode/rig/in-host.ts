/** Runs mocha inside the extension host. This file is bundled with the suites that it runs. */

import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { resultVariable, type TestOutcome } from './suite-result.ts';

const testSeconds = 60;

/**
 * Loads the suites, runs them and writes their outcomes. Throws when a test fails and when there is none: the host turns
 * that into its exit code.
 */
export async function runMocha(load: () => void): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: testSeconds * 1000, color: false, reporter: 'min' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  load();
  const outcomes: TestOutcome[] = [];
  const failures = await runRecording(mocha, outcomes);
  const path = process.env[resultVariable];
  if (path) writeFileSync(path, JSON.stringify(outcomes));
  if (failures > 0) throw new Error(`${failures} of ${outcomes.length} tests failed.`);
  if (outcomes.length === 0) throw new Error('The suite has no tests.');
}

function runRecording(mocha: Mocha, outcomes: TestOutcome[]): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const record = (test: Mocha.Runnable, state: TestOutcome['state'], error?: string): void => {
    outcomes.push({
      title: test.fullTitle(),
      state,
      milliseconds: test.duration ?? 0,
      ...(error && { error }),
    });
  };
  mocha
    .run(resolve)
    .on('pass', (test) => record(test, 'passed'))
    .on('pending', (test) => record(test, 'skipped'))
    .on('fail', (test, error) => record(test, 'failed', error.stack ?? error.message));
  return promise;
}
