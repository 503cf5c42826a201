/** Reads one line of `keyhole batch`. */

import { resolve } from 'node:path';
import { repositoryOf } from '../host/host.ts';
import type { Document } from '../text/text.ts';
import { documentAt, offsetOf } from './place.ts';
import { UsageError } from './usage-error.ts';

export const methods = ['hole', 'context', 'complete'] as const;

export interface BatchRequest {
  readonly id: string | number;
  readonly method: (typeof methods)[number];
  readonly root: string;
  readonly document: Document;
  readonly offset: number;
  /** Token budgets; with `budgets` in the line the answer has one context for each. */
  readonly budgets: readonly number[];
  readonly several: boolean;
  /** Absolute paths of files that changed on disk since the last request. */
  readonly changed: readonly string[];
}

/** The line's fields, before they are looked into. */
export type BatchLine = Readonly<Record<string, unknown>>;

/** @throws {UsageError} when the line is no JSON object. */
export function parseLine(line: string): BatchLine {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    throw new UsageError(`This line is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
  throw new UsageError('Each line must hold one JSON object.');
}

/** The id to answer with, `null` where the line has none. */
export function idOf({ id }: BatchLine): string | number | null {
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

/** @throws {UsageError} that names the field which is missing or wrong. */
export async function batchRequest(line: BatchLine, defaultBudget: number): Promise<BatchRequest> {
  const id = idOf(line);
  if (id === null) throw new UsageError('"id" must be a string or a number.');
  const method = methods.find((name) => name === line.method);
  if (!method) throw new UsageError(`"method" must be one of ${methods.join(', ')}.`);
  const repo = optionalText(line, 'repo');
  const file = optionalText(line, 'file');
  if (file === undefined) throw new UsageError('"file" must name the file.');
  const document = await documentAt(resolve(repo ?? '.', file), file);
  const root = repo === undefined ? repositoryOf(document.path) : resolve(repo);
  const several = line.budgets !== undefined;
  const budgets = several ? budgetList(line.budgets) : [budget(line.budget ?? defaultBudget, 'budget')];
  const changed = pathList(line.changed).map((path) => resolve(root, path));
  return { id, method, root, document, offset: place(line, document, file), budgets, several, changed };
}

function place(line: BatchLine, document: Document, file: string): number {
  if (line.offset === undefined) {
    const position = { line: whole(line.line, 'line'), column: whole(line.column, 'column') };
    return offsetOf(document, position, file);
  }
  const offset = whole(line.offset, 'offset');
  if (offset <= document.text.length) return offset;
  throw new UsageError(
    `"offset" ${offset} is outside "${file}": it has ${document.text.length} UTF-16 units.`,
  );
}

function whole(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new UsageError(`"${field}" must be a whole number: give "offset", or "line" and "column".`);
}

function budget(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new UsageError(`"${field}" takes whole numbers above 0, not ${JSON.stringify(value)}.`);
}

function budgetList(value: unknown): number[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new UsageError('"budgets" must be a list of numbers.');
  return value.map((one: unknown) => budget(one, 'budgets'));
}

function pathList(value: unknown): string[] {
  if (value === undefined) return [];
  const paths = Array.isArray(value) ? value.filter((path: unknown) => typeof path === 'string') : undefined;
  if (!paths || (Array.isArray(value) && paths.length !== value.length)) {
    throw new UsageError('"changed" must be a list of paths.');
  }
  return paths;
}

function optionalText(line: BatchLine, field: string): string | undefined {
  const value = line[field];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw new UsageError(`"${field}" must be a text that is not empty.`);
}
