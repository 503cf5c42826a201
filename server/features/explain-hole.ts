/** Says what a hole is, for a person to read. */

import type { HoleDeclaration, HoleReport } from './inspect-hole.ts';

/** Lines of a long list that are printed, declarations of a section, and columns of a long line. */
const listed = 40;
const declared = 20;
const columns = 160;

/** Everything that is known of the hole. */
export function explainHole(report: HoleReport): string {
  const { file, line, column, kind, expectedType, completeness } = report;
  return [
    `${file}:${line}:${column}`,
    field('kind', kind),
    field('expected type', expectedType?.name ?? '(none)'),
    ...(expectedType?.expanded ? [field('', oneLine(expectedType.expanded))] : []),
    ...placeLines(report),
    ...membersLines(report),
    ...section(
      'in scope',
      report.typingContext.map(({ name, type }) => `  ${oneLine(`${name}: ${type}`)}`),
    ),
    ...section('relevant types', bestOf(report.relevantTypes)),
    ...section('relevant headers', bestOf(report.relevantHeaders)),
    '',
    timeLine(report),
    completeness.state === 'complete'
      ? 'The answer is complete.'
      : `The answer is ${completeness.state}: ${completeness.why}.`,
    '',
  ].join('\n');
}

function placeLines({ argument, enclosingSignature, replaces }: HoleReport): string[] {
  const notes = argument
    ? [...(argument.optional ? ['optional'] : []), ...(argument.rest ? ['rest'] : [])]
    : [];
  const kinds = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  return [
    ...(argument
      ? [
          field(
            'argument',
            `${argument.index + 1}, \`${argument.parameter}\`${kinds} of ${oneLine(argument.signature)}`,
          ),
        ]
      : []),
    ...(enclosingSignature ? [field('inside', oneLine(enclosingSignature))] : []),
    ...(replaces && replaces.end > replaces.start
      ? [field('replaces', `${replaces.end - replaces.start} characters`)]
      : []),
  ];
}

function membersLines({ members, legal }: HoleReport): string[] {
  const closed = (complete: boolean) => (complete ? 'nothing else is legal' : 'others may be legal');
  return [
    ...(members
      ? [
          field(
            'receiver',
            `${oneLine(members.receiverType)}: ${members.list.length} members, ${closed(members.complete)}`,
          ),
          ...shorten(
            members.list.map(
              ({ name, type, fits }) => `  ${fits ? '✓' : ' '} ${oneLine(`${name}: ${type}`)}`,
            ),
          ),
        ]
      : []),
    ...(legal
      ? [
          field('legal', `${legal.list.length}, ${closed(legal.complete)}`),
          ...shorten(
            legal.list.map(
              ({ text, kind, type }) => `    ${oneLine(`${text}${type ? `: ${type}` : ''}`)} (${kind})`,
            ),
          ),
        ]
      : []),
  ];
}

/** The best of them, in their order. */
function bestOf(declarations: readonly HoleDeclaration[]): string[] {
  const best = new Set(declarations.toSorted((a, b) => b.score - a.score).slice(0, declared));
  const left = declarations.length - best.size;
  return [
    ...declarations.filter((one) => best.has(one)).flatMap(declarationLines),
    ...(left > 0 ? [`  and ${left} more`] : []),
  ];
}

function declarationLines({ text, path, start, reason, tokens, importLine }: HoleDeclaration): string[] {
  return [
    ...shorten(text.split('\n').map((line) => `  ${line}`)),
    `    ${path}:${start.line}, ${tokens} tokens: ${reason}`,
    ...(importLine ? [`    needs ${importLine}`] : []),
  ];
}

function timeLine({ engine, stages }: HoleReport): string {
  const total = stages.reduce((sum, { ms }) => sum + ms, 0);
  const each = stages.map(({ stage, ms }) => `${stage} ${ms.toFixed(1)}`).join(', ');
  return `${engine ?? 'by syntax alone'}, ${total.toFixed(1)} ms (${each})`;
}

function field(name: string, value: string): string {
  return `${name.padEnd(15)} ${value}`;
}

function section(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${name}:`, ...lines];
}

function shorten(lines: readonly string[]): string[] {
  const more = lines.length - listed;
  return more > 0 ? [...lines.slice(0, listed), `    and ${more} more`] : [...lines];
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > columns ? `${flat.slice(0, columns - 1)}…` : flat;
}
