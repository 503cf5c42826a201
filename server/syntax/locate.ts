/**
 * The place of a cursor: the nodes around it, what kind of text it is in, what it is a member of, and the
 * names it can see. Code at a cursor is mostly broken code, so the tree is read with a stand-in name
 * inserted there, and where that is not enough, with everything after the cursor cut off and closed.
 */

import type { Node, Tree } from 'web-tree-sitter';
import { type Document, spellingOf } from '../text/text.ts';
import type { Cursor, ScopeName } from './cursor.ts';
import { enclosingSignatures } from './enclosing.ts';
import type { Grammar } from './grammar.ts';
import { memberAt, type MemberRules } from './member.ts';
import { isBroken, type PathNode, pathTo, rangeWithout, regionOf, syntaxPath } from './path.ts';
import { pythonNames } from './scope-python.ts';
import { queriedNames } from './scope-query.ts';
import { lateNames, scriptNames } from './scope.ts';
import { codeOf, isInCode } from './script-parts.ts';
import type { Trees } from './trees.ts';
import { openAt } from './unclosed.ts';

/** A stand-in for the name that is about to be typed; no one else's name. */
const standIn = 'keyholeStandIn';

/** Where a cursor is. Without a grammar: no path, no names, and the member by its spelling. */
export function locate(
  trees: Trees,
  document: Document,
  offset: number,
  grammar: Grammar | undefined,
): Cursor {
  const at = Math.max(0, Math.min(offset, document.text.length));
  const tree = isInCode(document.text, document.language, at) && grammar && trees.tree(document, grammar);
  if (!grammar || !tree) return cursorWithoutTree(document, at);
  const code = codeOf(document.text, document.language);
  const reading = read({ trees, tree, document, code, grammar, offset: at });
  const cursor = cursorOf(reading, { document, offset: at, grammar });
  reading.discard();
  return cursor;
}

/** What can be said of a cursor by text alone. */
export function cursorWithoutTree(document: Document, offset: number): Cursor {
  const member = memberAt(document.text, offset, { path: [], rules: memberRules(document, undefined) });
  return {
    ...placeOf(document, offset),
    path: [],
    region: 'code',
    ...(member && { member }),
    enclosing: [],
    names: [],
  };
}

function placeOf(
  document: Document,
  offset: number,
): Pick<Cursor, 'document' | 'offset' | 'prefix' | 'suffix'> {
  return { document, offset, prefix: document.text.slice(0, offset), suffix: document.text.slice(offset) };
}

interface Question {
  readonly trees: Trees;
  readonly tree: Tree;
  readonly document: Document;
  /** What of the document is code; as long as its text. */
  readonly code: string;
  readonly grammar: Grammar;
  readonly offset: number;
}

/** A tree that was chosen to be read, with the path to the cursor in it. */
interface Reading {
  /** The text that the nodes of `path` are of; up to the cursor it is the document's. */
  readonly text: string;
  readonly path: readonly PathNode[];
  readonly tree: Tree;
  /** Units that were inserted at the cursor. */
  readonly inserted: number;
  /** Whether the cursor stands in a string that nothing closes. */
  readonly inOpenString: boolean;
  /** Names declared after the cursor, where the tree was cut off there. */
  readonly late: readonly ScopeName[];
  discard(): void;
}

/** The first of three readings whose path to the cursor is sound. */
function read(question: Question): Reading {
  const { tree, code, offset } = question;
  const filled = isInWord(code, offset) ? undefined : readWithStandIn(question);
  if (filled && !isBroken(filled.path)) return filled;
  filled?.discard();
  const path = pathTo(tree, code, offset);
  const plain = { text: code, path, tree, inserted: 0, inOpenString: false, late: [], discard: () => {} };
  return isBroken(path) ? (readCutOff(question) ?? plain) : plain;
}

function isInWord(text: string, offset: number): boolean {
  return /[\p{ID_Continue}$]/u.test(text.slice(Math.max(0, offset - 1), offset));
}

function readWithStandIn(question: Question): Reading | undefined {
  const { code, offset, grammar } = question;
  const inserted = standIn + grammar.rules.standInCall;
  const text = code.slice(0, offset) + inserted + code.slice(offset);
  const reading = readVariant(question, text, standIn.length);
  return reading && { ...reading, inserted: inserted.length };
}

/** Cut off at the cursor, with every bracket that is open there closed. */
function readCutOff(question: Question): Reading | undefined {
  const { tree, code, grammar, offset } = question;
  const { closers, inString } = openAt(tree, code, offset);
  const inserted = isInWord(code, offset) || inString ? '' : standIn;
  const text = code.slice(0, offset) + inserted + closers;
  const reading = readVariant(question, text, inserted.length);
  if (!reading) return undefined;
  const late = grammar.rules.scope === 'script' ? lateNames(tree.rootNode, code, offset) : [];
  return { ...reading, inserted: text.length - offset, inOpenString: inString, late };
}

function readVariant(question: Question, text: string, filledBy: number): Reading | undefined {
  const { trees, document, grammar, offset } = question;
  const tree = trees.variant(document, grammar, text);
  if (!tree) return undefined;
  const path = pathTo(tree, text, offset + filledBy);
  return {
    text,
    path,
    tree,
    inserted: filledBy,
    inOpenString: false,
    late: [],
    discard: () => tree.delete(),
  };
}

interface Place {
  readonly document: Document;
  readonly offset: number;
  readonly grammar: Grammar;
}

function cursorOf(reading: Reading, { document, offset, grammar }: Place): Cursor {
  const { path, inserted, text } = reading;
  const nodes = path.map(({ node }) => node);
  const region = reading.inOpenString ? 'string' : regionOf(path, offset);
  const rules = memberRules(document, grammar);
  const member = region === 'code' ? memberAt(document.text, offset, { path: nodes, rules }) : undefined;
  return {
    ...placeOf(document, offset),
    path: syntaxPath(path, { offset, inserted }),
    region,
    ...(member && { member }),
    enclosing: enclosingSignatures(nodes, { text, offset }, grammar.rules),
    names: namesInScope(reading, nodes, { offset, grammar }),
  };
}

function memberRules({ language }: Document, grammar: Grammar | undefined): MemberRules {
  return { language, marks: spellingOf(language).members, fields: grammar?.rules.members ?? new Map() };
}

/** Nearest first; of two names the nearer one counts. */
function namesInScope(
  reading: Reading,
  nodes: readonly Node[],
  at: { readonly offset: number; readonly grammar: Grammar },
): ScopeName[] {
  const seen = new Set<string>([standIn]);
  const early = namesOf(reading, nodes, at).map((name) => ({
    ...name,
    range: rangeWithout(name.range, { offset: at.offset, inserted: reading.inserted }),
  }));
  return [...early, ...reading.late].filter(({ name }) => !seen.has(name) && seen.add(name));
}

function namesOf(
  { text, tree }: Reading,
  nodes: readonly Node[],
  { offset, grammar }: { readonly offset: number; readonly grammar: Grammar },
): ScopeName[] {
  switch (grammar.rules.scope) {
    case 'script':
      return scriptNames(nodes, text, offset);
    case 'python':
      return pythonNames(nodes, text, offset);
    case 'query':
      return queriedNames(grammar, tree, { text, offset });
  }
}
