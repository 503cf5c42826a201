/** The facts of one file: what its tree and its text say, in one value. Never throws: it says less. */

import type { Tree } from 'web-tree-sitter';
import { type Document, spellingOf } from '../text/text.ts';
import { chunksOf } from './chunks.ts';
import { symbolsOf } from './definitions.ts';
import type { FileFacts } from './facts.ts';
import type { Findings } from './findings.ts';
import type { Grammar } from './grammar.ts';
import { isReadable, isSmall } from './limits.ts';
import { mended } from './mended.ts';
import { damageIn } from './nodes.ts';
import type { ParsedText, Parser } from './parser.ts';
import { referencesOf } from './references.ts';
import type { LanguageRules } from './rules.ts';
import { codeOf } from './script-parts.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Trees } from './trees.ts';
import { withHeads } from './type-heads.ts';

/** What is said of a file that cannot be read. */
export function emptyFacts(language: string): FileFacts {
  return { language, symbols: [], imports: [], references: [], chunks: [] };
}

/**
 * The facts of a text. Without a parser, or when parsing takes too long, there are chunks only; of a text
 * above a megabyte, and of code in lines above 5,000 characters, nothing is said.
 */
export function factsOfText(text: string, language: string, parser: Parser | undefined): FileFacts {
  if (!isSmall(text) || (parser && !isReadable(text))) return emptyFacts(language);
  const parsed = parser && parsedBest(codeOf(text, language), language, parser);
  const unread = parser && !parsed;
  if (!parser || !parsed)
    return { ...emptyFacts(language), chunks: chunksOf(text, [], language), ...(unread && { unread }) };
  try {
    return factsOf({ text, language, findings: parsed.findings(), rules: parser.rules });
  } finally {
    parsed.delete();
  }
}

/** A broken text also as it reads with what is open closed: what leaves less of it out counts. */
function parsedBest(code: string, language: string, parser: Parser): ParsedText | undefined {
  const parsed = parser.parse(code);
  if (!parsed || parsed.damage === 0) return parsed;
  const other = parsedMended(code, language, { parser, damage: parsed.damage });
  if (other) parsed.delete();
  return other ?? parsed;
}

/** `undefined` where that is worse: of two ways to read what is not closed, the indentation tells the better one. */
function parsedMended(
  code: string,
  language: string,
  { parser, damage }: { readonly parser: Parser; readonly damage: number },
): ParsedText | undefined {
  const whole = mended(code, language);
  const parsed = whole === code ? undefined : parser.parse(whole);
  if (parsed && parsed.damage <= damage) return parsed;
  parsed?.delete();
  return undefined;
}

/** The facts of a document that is worked on, by its kept tree: an edit costs an incremental parse. */
export function factsOfDocument(trees: Trees, document: Document, grammar: Grammar | undefined): FileFacts {
  const { text, language } = document;
  const tree = grammar && trees.tree(document, grammar);
  if (tree) {
    const other = mendedTree(trees, document, { grammar, damage: damageIn(tree.rootNode) });
    const findings = other ? grammar.findingsIn(other.tree, other.code) : grammar.findingsIn(tree, text);
    other?.tree.delete();
    return factsOf({ text, language, findings, rules: grammar.rules });
  }
  // Parsing it once more would take as long again.
  return factsOfText(text, language, isReadable(text) ? undefined : grammar);
}

/** The same for a kept tree: what is mended stands close to what is typed, so little is parsed anew. */
function mendedTree(
  trees: Trees,
  document: Document,
  { grammar, damage }: { readonly grammar: Grammar; readonly damage: number },
): { readonly tree: Tree; readonly code: string } | undefined {
  if (damage === 0) return undefined;
  const written = codeOf(document.text, document.language);
  const code = mended(written, document.language);
  const tree = code === written ? undefined : trees.variant(document, grammar, code);
  if (tree && damageIn(tree.rootNode) <= damage) return { tree, code };
  tree?.delete();
  return undefined;
}

interface ReadText {
  readonly text: string;
  readonly language: string;
  readonly findings: Findings;
  readonly rules: LanguageRules;
}

function factsOf({ text, language, findings, rules }: ReadText): FileFacts {
  const around = surroundingsOf(findings, text);
  const found = symbolsOf({ text, findings, around, rules, spelling: spellingOf(language) });
  const symbols = withHeads(found, text, language);
  const { imports } = findings;
  const references = referencesOf({ text, findings, symbols, imports, locals: around.ownNames, rules });
  return { language, symbols, imports, references, chunks: chunksOf(text, symbols, language) };
}
