/** The members that the native compiler offers after the hole's dot. */

import ts from 'typescript';
import type { CompletionEntry } from 'typescript7/unstable/sync';
import type { Checker, OfferedMembers } from '../checker.ts';
import type { Asked } from './native-asked.ts';

/** Its kinds of completions by the names that the `typescript` package has for them. */
const kinds: ReadonlyMap<number, string> = new Map([
  [2, 'method'],
  [3, 'function'],
  [5, 'property'],
  [6, 'var'],
  [7, 'class'],
  [8, 'interface'],
  [9, 'module'],
  [10, 'property'],
  [13, 'enum'],
  [20, 'enum member'],
  [21, 'const'],
]);

/** Its kind for the other words of a JavaScript file, which it offers after every dot. */
const otherWord = 1;

/** It marks what may be missing. */
const optionalMark = /\?$/;

function isOtherWord({ kind }: CompletionEntry): boolean {
  return kind === otherWord;
}

/** What is offered at an offset of a file, after this receiver. */
export function nativeMembers(
  { native, handles }: Asked,
  checker: Pick<Checker, 'typeAt' | 'nonNullable'>,
  receiver: ts.Node,
  offset: number,
): OfferedMembers | undefined {
  const path = receiver.getSourceFile().fileName;
  const offered = native.getCompletionsAtPosition(path, offset, { includeSymbol: true });
  if (!offered) return undefined;
  const isThere = () => checker.nonNullable(checker.typeAt(receiver)) === checker.typeAt(receiver);
  const entries = offered.entries
    .filter((entry) => !isOtherWord(entry) && !needsBrackets(entry))
    .toSorted(inOrder);
  const isWhole = !offered.isIncomplete && entries.length > 0;
  return {
    list: entries.map(({ name, kind, symbol }) => ({
      name: name.replace(optionalMark, ''),
      kind: kinds.get(kind ?? 0) ?? 'property',
      symbol: handles.optionalSymbol(symbol),
    })),
    closed: isWhole && !offered.entries.some(isOtherWord) && (isOptional(receiver) || isThere()),
  };
}

/** Whether `?.` follows. */
function isOptional({ parent }: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent) && parent.questionDotToken !== undefined;
}

function needsBrackets({ insertText }: CompletionEntry): boolean {
  return insertText?.includes('[') ?? false;
}

function inOrder(a: CompletionEntry, b: CompletionEntry): number {
  const first = `${a.sortText ?? ''} ${a.name}`;
  const second = `${b.sortText ?? ''} ${b.name}`;
  return first < second ? -1 : Number(first > second);
}
