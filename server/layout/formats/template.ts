/**
 * A prompt format that a person has written: a text with `{prefix}`, `{suffix}`, `{context}`, `{path}` and
 * `{repository}` in it. Everything else of it is the model's own tokens and words, word for word.
 */

import type { Segment } from '../../models/models.ts';
import { control, named, type PromptFormat, type PromptParts, suffixBehind } from './format.ts';

const place = /\{(prefix|suffix|context|path|repository)\}/g;

/** Whether a format's name is such a text and no name. */
export function isTemplate(format: string): boolean {
  return format.includes('{prefix}');
}

let last: { readonly text: string; readonly format: PromptFormat } | undefined;

/** The format that a template makes. A template without a place for the context has it right before the prefix. */
export function templateFormat(text: string): PromptFormat {
  if (last?.text !== text) last = { text, format: made(text) };
  return last.format;
}

function made(template: string): PromptFormat {
  const text = template.includes('{context}') ? template : template.replace('{prefix}', '{context}{prefix}');
  const pieces = text.split(place);
  const marks = marksOf(pieces.filter((_, at) => at % 2 === 0));
  return {
    name: 'template',
    kind: 'completion',
    order: 'best last',
    ...(text.indexOf('{suffix}') > text.indexOf('{prefix}') && { mostSuffix: suffixBehind }),
    models: /$^/,
    stop: marks,
    lay: (parts) => pieces.flatMap((piece, at) => segmentsOf(piece, at, apart(parts, marks))),
  };
}

/** What of the template's own text looks like a control token. */
function marksOf(own: readonly string[]): string[] {
  return [...new Set(own.flatMap((text) => text.match(/<[^\s<>]+>|\[[A-Z_]+\]/g) ?? []))];
}

/** Every second piece is the name of a place. */
function segmentsOf(piece: string, at: number, parts: PromptParts): readonly Segment[] {
  if (at % 2 === 0) return piece === '' ? [] : [control('template')(piece)];
  switch (piece) {
    case 'prefix':
      return [parts.prefix];
    case 'suffix':
      return [parts.suffix];
    case 'context':
      return parts.context;
    case 'path':
      return [named('template')(parts.path)];
    default:
      return [named('template')(parts.repository)];
  }
}

/** Code that spells one of the template's tokens: those of known families are kept apart already. */
function apart(parts: PromptParts, marks: readonly string[]): PromptParts {
  const own = (segment: Segment): Segment => ({
    ...segment,
    text: marks.reduce(
      (text, mark) => text.replaceAll(mark, `${mark.slice(0, 1)} ${mark.slice(1)}`),
      segment.text,
    ),
  });
  return { ...parts, prefix: own(parts.prefix), suffix: own(parts.suffix), context: parts.context.map(own) };
}
