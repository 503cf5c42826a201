/** How good a completion is where it stands: by the checker, and beside what a person wrote there. */

import type { Diagnostic, TypeEngine } from '../../server/statics/statics.ts';
import { lex } from '../../server/text/text.ts';
import type { MonitorSite } from './monitor-sites.ts';

export interface Judged {
  /** Errors that the original does not have. */
  readonly errors: readonly string[];
  /** How many of them are of a member that does not exist. */
  readonly illegal: number;
  /** Share of the identifiers that a person wrote that the completion has in the same order from the start. */
  readonly sequence: number;
}

const missingMember = new Set([2339, 2551, 2550, 2576]);
const never = new AbortController().signal;
const known = new Map<string, Promise<readonly Diagnostic[]>>();

export async function judge(
  { path, original, text, offset, tail }: MonitorSite,
  completion: string,
  engine: TypeEngine,
): Promise<Judged> {
  if (completion === '') return { errors: [], illegal: 0, sequence: 0 };
  const completed = text.slice(0, offset) + completion + text.slice(offset);
  const [before, after] = await Promise.all([
    errorsOf(engine, path, original),
    errorsOf(engine, path, completed),
  ]);
  const left = Map.groupBy(before, keyOf);
  const added = after.filter((error) => left.get(keyOf(error))?.pop() === undefined);
  const inCompletion = added.filter(
    ({ range }) => range.start >= offset && range.end <= offset + completion.length,
  );
  return {
    errors: added.map(({ code, message }) => `${code} ${message.split('\n')[0]?.slice(0, 100)}`),
    illegal: inCompletion.filter(({ code }) => missingMember.has(code)).length,
    sequence: sharedStart(identifiers(completion), identifiers(tail)),
  };
}

function errorsOf(engine: TypeEngine, path: string, text: string): Promise<readonly Diagnostic[]> {
  const key = `${path}\0${text}`;
  const errors = known.get(key) ?? engine.diagnostics({ path, text }, never);
  if (known.size > 50) known.clear();
  known.set(key, errors);
  return errors;
}

function keyOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}

function identifiers(text: string): string[] {
  return lex(text, 'typescript').flatMap((token) => (token.kind === 'word' ? [token.text] : []));
}

function sharedStart(written: readonly string[], meant: readonly string[]): number {
  const first = meant.findIndex((name, at) => written[at] !== name);
  return meant.length === 0 ? 0 : (first < 0 ? meant.length : first) / meant.length;
}
