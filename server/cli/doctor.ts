/** `keyhole doctor`: looks at the model that the settings choose, and says what is wrong with it. */

import { diagnose } from '../host/host.ts';
import type { DoctorStep } from '../protocol/protocol.ts';
import { json, write } from './commands.ts';
import { type CommonOptions, readSettings } from './settings.ts';

const marks = { ok: 'ok      ', warning: 'warning ', failed: 'failed  ', skipped: '-       ' } as const;

/** Exit code 0 where nothing failed, 1 otherwise. */
export async function doctor(options: CommonOptions): Promise<void> {
  const settings = await readSettings(options);
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  const steps: DoctorStep[] = [];
  try {
    for await (const step of diagnose(settings, controller.signal)) {
      steps.push(step);
      if (!options.json) write(`${marks[step.state]} ${step.name}: ${step.text}\n`);
    }
  } finally {
    process.off('SIGINT', interrupt);
  }
  if (options.json) write(json(steps));
  if (steps.some(({ state }) => state === 'failed')) process.exitCode = 1;
}
