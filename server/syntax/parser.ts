/**
 * The port that facts are read through: a parser with the query and the rules of one language. Two stand
 * behind it, one in WebAssembly (`grammar.ts`) and one native (`host/native-grammars.ts`).
 */

import type { Findings } from './findings.ts';
import type { LanguageRules } from './rules.ts';

export interface Parser {
  /** Folder of `grammars/` that it came from. */
  readonly name: string;
  readonly rules: LanguageRules;
  /** `undefined` when the text takes too long. Give the tree back with `delete`. */
  parse(text: string): ParsedText | undefined;
}

export interface ParsedText {
  /** How much the parser could not make out; 0 for a text that is whole. Comparable for one parser only. */
  readonly damage: number;
  /** What is in it; less where it took too long. */
  findings(): Findings;
  delete(): void;
}

export interface Match {
  readonly patternIndex: number;
  readonly captures: readonly Capture[];
}

export interface Capture {
  readonly name: string;
  readonly node: TreeNode;
}

/** What is asked of a node of either parser. Offsets are UTF-16. */
export interface TreeNode {
  readonly type: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly childCount: number;
  readonly hasError: boolean;
  readonly namedChildren: readonly TreeNode[];
  childForFieldName(name: string): TreeNode | null;
  childrenForFieldName(name: string): readonly TreeNode[];
}

/** Milliseconds that one parse may take, and as many again the query over its tree. */
export const parseLimit = 2_000;
