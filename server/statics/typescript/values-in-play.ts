/**
 * The values that the code around the hole works with, likeliest first: the receiver, what is named
 * just above, parameters and imports that wait to be used.
 */

import ts from 'typescript';
import type { CheckerType } from './checker.ts';
import type { ScopedName } from './scope.ts';
import { ancestors, receiverOf, type Site } from './site.ts';

export interface ValueInPlay {
  /** As it is written, for example `this.store`. */
  readonly text: string;
  /** Asked for only where it is needed. */
  readonly type: () => CheckerType;
  /** 0 to 1: how likely the rest of the line uses it. */
  readonly score: number;
  /** Why it is in play, to go behind its name: `, used 2 lines above`. */
  readonly why: string;
}

/** How far above the hole values count as near, and how many of them and of the names in scope are looked at. */
const nearLines = 40;
const mostNear = 24;
const mostInScope = 150;
const longestText = 60;

/** Likeliest first. */
export function valuesInPlay(site: Site, names: readonly ScopedName[]): ValueInPlay[] {
  const found = new Map<string, ValueInPlay>();
  for (const value of [...receiver(site), ...near(site), ...inScope(site, names.slice(0, mostInScope))]) {
    const known = found.get(value.text);
    if (!known || known.score < value.score) found.set(value.text, value);
  }
  return [...found.values()].toSorted((a, b) => b.score - a.score);
}

function receiver(site: Site): ValueInPlay[] {
  const node = receiverOf(site.hole);
  if (!node) return [];
  const text = node.getText(site.source).slice(-longestText);
  return [{ text, type: () => site.checker.typeAt(node), score: 1, why: ', the receiver' }];
}

/** With a receiver there is one thing to look at, then what its arguments may use. */
function share({ hole }: Site): number {
  return receiverOf(hole) ? 0.25 : 1;
}

/** Expressions above the hole, nearest first. */
function near(site: Site): ValueInPlay[] {
  const { source, probe, checker } = site;
  const here = source.getLineAndCharacterOfPosition(probe.start).line;
  const first = source.getPositionOfLineAndCharacter(Math.max(0, here - nearLines), 0);
  const nodes = new Map<string, ts.Node>();
  for (const node of valuesBetween(source, first, probe.start)) {
    const text = node.getText(source);
    if (text.length > longestText) continue;
    nodes.delete(text);
    nodes.set(text, node);
  }
  const nearest = [...nodes].toReversed().slice(0, mostNear);
  checker.expectTypesAt(nearest.map(([, node]) => node));
  return nearest.map(([text, node]) => {
    const distance = here - source.getLineAndCharacterOfPosition(node.getStart(source)).line;
    const lines = distance === 1 ? 'one line' : `${distance} lines`;
    const why = distance === 0 ? ', used on this line' : `, used ${lines} above`;
    const score = share(site) * (0.9 - (0.5 * distance) / nearLines);
    return { text, type: () => checker.typeAt(node), score, why };
  });
}

/** Names, `this` and dotted names that stand for values, in the order of the text. */
function valuesBetween(source: ts.SourceFile, start: number, end: number): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.end <= start || node.pos >= end || ts.isImportDeclaration(node)) return;
    ts.forEachChild(node, visit);
    if (node.end <= end && node.getStart(source) >= start && isValue(node)) found.push(node);
  };
  visit(source);
  return found;
}

function isValue(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (ts.isPropertyAccessExpression(node)) return isDotted(node.expression);
  if (!ts.isIdentifier(node) || ts.isPartOfTypeNode(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) {
    return parent.name === node || parent.initializer === node;
  }
  return ts.isExpression(node) && !isDeclared(parent, node);
}

function isDotted(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return isDotted(node.expression);
  return ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword;
}

/** Whether a name is that of what its parent declares, or a key. */
function isDeclared(parent: ts.Node, node: ts.Node): boolean {
  return 'name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent);
}

/** Names in scope: the parameters of the function and imports that wait to be used, then the others. */
function inScope(site: Site, names: readonly ScopedName[]): ValueInPlay[] {
  const used = usedAbove(site);
  const around = [...ancestors(site.hole.node)].find(ts.isFunctionLike);
  const isParameter = (node: ts.Node) => around?.parameters.some((parameter) => parameter === node) ?? false;
  const usable = names.filter(
    ({ aroundHole, declaration }) => !aroundHole && !ts.isFunctionDeclaration(declaration),
  );
  return usable.flatMap((name): ValueInPlay[] => {
    const isOwn = name.declaration.getSourceFile() === site.source;
    if (used.has(name.name)) return [valueOf(site, name, 0.3, isOwn ? ', in scope' : ', imported')];
    if (!isOwn) return [valueOf(site, name, 0.65, ', imported and not used yet')];
    return [valueOf(site, name, isParameter(name.declaration) ? 0.8 : 0.5, ', in scope and not used yet')];
  });
}

function valueOf(site: Site, { name, symbol }: ScopedName, score: number, why: string): ValueInPlay {
  return { text: name, type: () => site.checker.typeOf(symbol), score: share(site) * score, why };
}

/** The names that code above the hole uses: neither imports nor what declares them. */
export function usedAbove({ source, probe }: Site): Set<string> {
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (node.pos >= probe.start || ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && !isDeclared(node.parent, node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return used;
}
