/** The symbols of one file as a person reads them: where, what, inside of what, and the signature. */

import type { SourceFile } from '../context/context.ts';
import type { LineColumn } from '../protocol/protocol.ts';
import type { SymbolFact, SymbolKind } from '../syntax/syntax.ts';
import { lineAt, lineStarts } from '../text/text.ts';
import { oneLine, signature } from './find.ts';

export interface OutlineSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Place in the outline of what holds it. */
  readonly container?: number;
  /** How many symbols hold it, one inside the other. */
  readonly depth: number;
  readonly exported: boolean;
  readonly start: LineColumn;
  readonly end: LineColumn;
  readonly signature: string;
}

/** In the order of the text. */
export function outlineOf({ text, facts }: SourceFile): OutlineSymbol[] {
  const starts = lineStarts(text);
  const place = (offset: number): LineColumn => {
    const line = lineAt(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  return facts.symbols.map((symbol) => {
    const { name, kind, container, range, body, exported } = symbol;
    return {
      name,
      kind,
      ...(container === undefined ? {} : { container }),
      depth: depthOf(symbol, facts.symbols),
      exported,
      start: place(range.start),
      end: place(range.end),
      signature: oneLine(signature(text, range, body)),
    };
  });
}

function depthOf({ container }: SymbolFact, symbols: readonly SymbolFact[]): number {
  const holder = container === undefined ? undefined : symbols[container];
  return holder ? 1 + depthOf(holder, symbols) : 0;
}
