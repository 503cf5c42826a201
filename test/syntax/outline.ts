/** Prints facts as an outline, for inline snapshots. */

import { loadGrammars } from '../../server/host/parsing/grammars.ts';
import { loadScriptParsers } from '../../server/host/parsing/script-parsers.ts';
import {
  type FileFacts,
  factsOfText,
  foldBodies,
  type Grammars,
  type SymbolFact,
} from '../../server/syntax/syntax.ts';

export const grammarOf: Grammars = loadGrammars(
  new URL('../../server/host/parsing/grammars.ts', import.meta.url).href,
);

export const scriptParserOf = loadScriptParsers(
  new URL('../../server/host/parsing/grammars.ts', import.meta.url).href,
);

/** As the parse workers read it. */
export async function factsIn(text: string, language: string): Promise<FileFacts> {
  const script = await scriptParserOf(language, text);
  const facts = script && factsOfText(text, language, script);
  return facts && !facts.unread ? facts : factsOfText(text, language, await grammarOf(language, text));
}

/** One line for each symbol and import: `kind name`, its first line, and what is known beside. */
export function outline(text: string, facts: FileFacts): string {
  const depth = ({ container }: SymbolFact): number =>
    container === undefined ? 0 : 1 + depth(facts.symbols[container]!);
  const symbols = facts.symbols.map((symbol) => {
    const marks = `${symbol.exported ? ' exported' : ''}${symbol.isDefault ? ' by default' : ''}${symbol.doc ? ' documented' : ''}${symbol.body ? ' body' : ''}`;
    const first = text.slice(symbol.range.start, symbol.range.end).split('\n')[0];
    return `${'  '.repeat(depth(symbol))}${symbol.kind} ${symbol.name}${marks}: ${first}`;
  });
  const imports = facts.imports.map(
    ({ module, names }) =>
      `import ${module}: ${names.map((name) => `${name.imported} as ${name.local}`).join(', ')}`,
  );
  return [...imports, ...symbols].join('\n');
}

/** Everything that is known of a file: its outline, what each symbol uses, and the text with bodies folded. */
export function fullOutline(text: string, facts: FileFacts): string {
  const uses = Map.groupBy(facts.references, ({ from }) => from);
  const lines = [...uses].map(([from, references]) => {
    const used = references.map(({ kind, name, count }) => `${kind} ${name}${count > 1 ? ` x${count}` : ''}`);
    return `${from === undefined ? 'the file' : facts.symbols[from]!.name} uses: ${used.join(', ')}`;
  });
  const folded = foldBodies(text, facts, { start: 0, end: text.length });
  return [outline(text, facts), ...lines, '', folded].join('\n');
}
