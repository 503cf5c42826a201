/** Reads the params of ChatLSP's requests. Each reader throws a `ResponseError` that names what is missing. */

import { isFields, type WirePosition, type WireRange } from '../protocol/protocol.ts';
import { bad } from './bad-params.ts';

/** Where in a document; with a range, what stands in it counts as not there. */
export interface WirePlace {
  readonly position: WirePosition;
  readonly range?: WireRange | undefined;
}

export interface HoleParams extends WirePlace {
  readonly uri: string;
  readonly budget: number | undefined;
}

export interface ReportParams {
  readonly uri: string;
  readonly place: WirePlace;
  /** Empty where the text stands in the document already. */
  readonly completion: string;
}

export function readHoleParams(params: unknown): HoleParams {
  const { position, budget, ...fields } = fieldsOf(params);
  if (budget !== undefined && !(typeof budget === 'number' && Number.isSafeInteger(budget) && budget > 0))
    throw bad('"budget" takes a whole number of tokens above 0.');
  return { uri: uriIn(fields), position: positionIn(position, 'position'), budget };
}

export function readErrorReportParams(params: unknown): ReportParams {
  const { range, position, completion, ...fields } = fieldsOf(params);
  const uri = uriIn(fields);
  if (range !== undefined) {
    const { start, end } = isFields(range) ? range : {};
    const read = { start: positionIn(start, 'range.start'), end: positionIn(end, 'range.end') };
    return { uri, place: { position: read.start, range: read }, completion: '' };
  }
  if (typeof completion !== 'string')
    throw bad('Give the text to check as "completion" with a "position", or the "range" where it stands.');
  return { uri, place: { position: positionIn(position, 'position') }, completion };
}

export function readTutorialParams(params: unknown): { language?: string; uri: string } {
  const fields = fieldsOf(params);
  if (typeof fields.language === 'string') return { language: fields.language, uri: '' };
  return { uri: uriIn(fields) };
}

function fieldsOf(params: unknown): Readonly<Record<string, unknown>> {
  if (isFields(params)) return params;
  throw bad('Give the params as an object.');
}

function uriIn({ textDocument }: Readonly<Record<string, unknown>>): string {
  if (isFields(textDocument) && typeof textDocument.uri === 'string') return textDocument.uri;
  throw bad('Name the document as "textDocument": {"uri": "file:///..."}.');
}

function positionIn(value: unknown, name: string): WirePosition {
  const { line, character } = isFields(value) ? value : {};
  if (isCount(line) && isCount(character)) return { line, character };
  throw bad(`"${name}" takes {"line", "character"}, both counted from 0.`);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
