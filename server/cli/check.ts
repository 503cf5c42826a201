/** `keyhole check`: the error report on a text as if it stood at a position. Nothing is written. */

import { text as readAll } from 'node:stream/consumers';
import { type CandidateReport, explainErrors } from '../features/features.ts';
import { atPlace, json, write } from './commands.ts';
import { placeAt } from './place.ts';
import type { CommonOptions } from './settings.ts';
import { UsageError } from './usage-error.ts';

interface CheckOptions extends CommonOptions {
  readonly with?: string;
}

/** Exit codes besides those for bad input and failures. */
const codes = { clean: 0, 'adds errors': 1, unchecked: 3 } as const;

/** Sets the exit code by the verdict. @throws {UsageError} without a text, or where nothing can check it. */
export async function check(position: string, options: CheckOptions): Promise<void> {
  const place = await placeAt(position);
  if (options.with === undefined)
    throw new UsageError('Give the text to check: --with TEXT, or --with - to read it from standard input.');
  const candidate = options.with === '-' ? await readAll(process.stdin) : options.with;
  await atPlace(place, options, async (engine, request, signal) => {
    if (engine.typeEngineFor(place.document.path) === undefined)
      throw new UsageError(
        `Cannot check "${position}": only TypeScript and JavaScript files have a type checker here.`,
      );
    const report = await engine.check(request, candidate, signal);
    write(options.json ? json(report) : `${explainReport(report).join('\n')}\n`);
    process.exitCode = codes[report.verdict];
  });
}

function explainReport({ verdict, fixed, ms, ...report }: CandidateReport): string[] {
  const lines = explainErrors({ verdict, ...report }).map((line) => line.replace(/^ {2}/, ''));
  if (verdict === 'unchecked') return ['Not checked:', ...lines];
  if (verdict === 'clean') return [`No new errors (${ms} ms).`, ...lines];
  const count = report.errors.length;
  return [`${count} new error${count === 1 ? '' : 's'} (${ms} ms):`, ...lines, ...fixedLines(fixed)];
}

function fixedLines(fixed: CandidateReport['fixed']): string[] {
  if (!fixed) return [];
  const left = fixed.verdict === 'clean' ? 'without an error' : `${fixed.errors.length} left`;
  return [
    '',
    `Can be put right (${left}):`,
    ...fixed.fixes.map(({ what }) => `  ${what}`),
    ...fixed.text.split('\n').map((line) => `  | ${line}`),
  ];
}
