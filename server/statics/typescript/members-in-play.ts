/**
 * The members of the values in play, by the declaration that holds them, and the members of those
 * members' types: what the rest of a line may reach by a dot or destructure.
 */

import ts from 'typescript';
import type { MembersInPlay, NamedSignature } from '../hole.ts';
import { type Checker, type CheckerSymbol, type CheckerType, symbolFlag, typeFlag } from './checker.ts';
import { native } from './file-system.ts';
import { bodyOf, headOf, shortHeadOf } from './member-text.ts';
import { isPrivate } from './private-member.ts';
import type { ScopedName } from './scope.ts';
import { rangeOf, type Site } from './site.ts';
import { type ValueInPlay, valuesInPlay } from './values-in-play.ts';

/** How many types of this code are opened, how many members are told of all, of one declaration and of the receiver. */
const mostOpened = 90;
const mostMembers = 1500;
const mostOfOne = 160;
const mostOfReceiver = 800;
/** What a member of a member is worth beside the member itself. */
const oneStep = 0.4;
/** The same where the file goes on from the one to the other itself. */
const trodden = 0.8;
/** How much sooner a member is followed that the code nearby, or the file, names. */
const sooner = { nearby: 2, inFile: 1.5 } as const;
const mostSteps = 3;
/** How many parts of a union are looked at. */
const mostParts = 16;

interface Step {
  readonly value: ValueInPlay;
  /** The member whose type it is, where it is one. */
  readonly symbol?: CheckerSymbol;
  /** Asked for only when the step is taken: most never are. */
  readonly type: () => CheckerType;
  /** How it is reached, for example `opts.router`. */
  readonly text: string;
  readonly steps: number;
  readonly score: number;
  /** Which step is taken first: the score, and more for what this file goes through. */
  readonly order: number;
}

interface Owner {
  readonly node: ts.Node;
  readonly step: Step;
  readonly members: Map<string, NamedSignature>;
}

/** Likeliest first. What the open file declares is left out: the model sees it there. */
export function membersInPlay(site: Site, names: readonly ScopedName[]): MembersInPlay[] {
  const owners = new Map<ts.Node, Owner>();
  const opened = new Set<CheckerType>();
  const ways = waysAround(site);
  const waiting = stepQueue(valuesInPlay(site, names).map(started), site.checker);
  let told = 0;
  let left = mostOpened;
  for (let step = waiting.take(); step && left > 0 && told < mostMembers; step = waiting.take()) {
    const type = step.type();
    if (!type || opened.has(type) || (type.flags & mayHaveMembers) === 0) continue;
    opened.add(type);
    const before = told;
    const members = isOpened(step, type) ? membersOf(site.checker, type) : [];
    for (const symbol of members.filter((one) => isInReach(step, one))) {
      told += tell(site, owners, step, symbol);
      waiting.add(next(site, step, symbol, ways));
    }
    if (told > before) left--;
    waiting.add(contents(site.checker, step, type));
  }
  const list = [...owners.values()].map((owner) => described(site, owner));
  return list.toSorted((a, b) => b.score - a.score);
}

/** Known only by what it is at least. */
const open = typeFlag.typeParameter | typeFlag.deferred;
/** What is private leads nowhere from outside. */
function isInReach({ text }: Step, { declaration }: CheckerSymbol): boolean {
  return text === 'this' || !declaration || !isPrivate(declaration);
}

const mayHaveMembers = typeFlag.object | typeFlag.union | typeFlag.intersection | open;

/**
 * What the language declares is known to everyone, but code may add to the receiver's type; of what packages
 * declare, values themselves are opened.
 */
function isOpened(step: Step, type: CheckerType): boolean {
  if (isReceiver(step)) return true;
  if (type.flags & (typeFlag.union | typeFlag.intersection | open)) return true;
  return !isKnown(type) && (step.steps === 0 || !isOfOthers(type));
}

function isKnown({ symbol }: CheckerType): boolean {
  return symbol !== undefined && symbol.isBuiltIn && !isMapped(symbol);
}

function isOfOthers({ symbol }: CheckerType): boolean {
  return symbol?.path?.includes('/node_modules/') === true && !isMapped(symbol);
}

/** `Readonly<Line>` is declared where the language is, its members are not. */
function isMapped({ name }: CheckerSymbol): boolean {
  return name === '__type';
}

/** How many of the steps that wait have their types asked for in one go. */
const mostTogether = 32;

/** Steps by their order, those of one order as they came. */
function stepQueue(first: readonly Step[], checker: Checker) {
  let steps = [...first].toSorted((a, b) => b.order - a.order);
  let fresh: Step[] = [];
  let announced = 0;
  return {
    add: (more: readonly Step[]) => fresh.push(...more),
    take: (): Step | undefined => {
      if (fresh.length > 0) steps = [...steps, ...fresh].toSorted((a, b) => b.order - a.order);
      fresh = [];
      if (announced-- <= 0) {
        checker.expectTypesOf(steps.slice(0, mostTogether).flatMap(({ symbol }) => symbol ?? []));
        announced = mostTogether / 4;
      }
      return steps.shift();
    },
  };
}

/** Letters around the hole whose names count as nearby, and as of the file. */
const nearby = 2_500;
const inFile = 40_000;

/** What the text around the hole says of where code goes on from a member. */
interface Ways {
  /** How much sooner a member of a name is followed. */
  readonly urgency: (name: string) => number;
  /** Whether the file has `value.member`, or `value?.member`, by these two names. */
  readonly goesOn: (value: string, member: string) => boolean;
}

function waysAround({ source, probe }: Site): Ways {
  const within = (reach: number) => source.text.slice(Math.max(0, probe.start - reach), probe.start + reach);
  const near = new Set(within(nearby).match(word));
  const text = within(inFile);
  const far = new Set(text.match(word));
  const pairs = new Set(Array.from(text.matchAll(pair), ([, value, member]) => `${value}.${member}`));
  return {
    urgency: (name) => (near.has(name) ? sooner.nearby : far.has(name) ? sooner.inFile : 1),
    goesOn: (value, member) => pairs.has(`${value}.${member}`),
  };
}

const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;
/** Two names of a chain; the second may be the first of the next pair. */
const pair = /([\p{ID_Start}$_][\p{ID_Continue}$]*)(?=[?!]?\.([\p{ID_Start}$_][\p{ID_Continue}$]*))/gu;

function started(value: ValueInPlay): Step {
  const { score } = value;
  return { value, type: value.type, text: value.text, steps: 0, score, order: score };
}

/** Of a union also the members that only some of its parts have. */
function membersOf(checker: Checker, type: CheckerType): readonly CheckerSymbol[] {
  const present = type.flags & typeFlag.union ? checker.nonNullable(type) : type;
  const whole = checker.constraintOf(present) ?? present;
  if ((whole.flags & typeFlag.union) === 0) return objectMembers(checker, whole);
  const parts = checker.partsOf(whole).slice(0, mostParts);
  return [...new Set(parts.filter((part) => !isKnown(part)).flatMap((part) => objectMembers(checker, part)))];
}

function objectMembers(checker: Checker, type: CheckerType): readonly CheckerSymbol[] {
  const known = checker.constraintOf(type) ?? type;
  return known.flags & (typeFlag.object | typeFlag.intersection) ? checker.propertiesOf(known) : [];
}

/** Notes a member under what holds it; gives how many are new. */
function tell(site: Site, owners: Map<ts.Node, Owner>, step: Step, symbol: CheckerSymbol): number {
  const declaration = declarationOf(site.checker, symbol);
  if (!declaration || declaration.getSourceFile() === site.source) return 0;
  const node = ownerOf(declaration);
  const owner = owners.get(node) ?? { node, step, members: new Map() };
  if (owner.members.has(symbol.name) || owner.members.size >= mostOf(step)) return 0;
  owners.set(node, owner);
  const within = step.text.startsWith(`${owner.step.text}.`)
    ? step.text.slice(owner.step.text.length + 1)
    : '';
  owner.members.set(symbol.name, {
    name: symbol.name,
    ...said(declaration, symbol, within === '' ? '' : `${within}.`),
  });
  return 1;
}

/** Of what a module exports from another one, or under another name, the declaration itself. */
function declarationOf(checker: Checker, symbol: CheckerSymbol): ts.Declaration | undefined {
  const meant = symbol.flags & symbolFlag.alias ? checker.meantBy(symbol) : symbol;
  const { declaration } = symbol;
  const isMeant = meant.name === symbol.name || (declaration && ts.isExportSpecifier(declaration));
  return isMeant ? (meant.declaration ?? declaration) : declaration;
}

/** A member as it is declared, in full and in short, behind the path to it; by the name that its module exports it under. */
function said(
  declaration: ts.Declaration,
  { name, declaration: own }: CheckerSymbol,
  path: string,
): Pick<NamedSignature, 'signature' | 'short'> {
  const declared = own && ts.isExportSpecifier(own) ? ts.getNameOfDeclaration(declaration)?.getText() : name;
  const named = (text: string) => path + text.replace(declared ?? name, () => name);
  const head = headOf(declaration);
  const short = shortHeadOf(declaration, head);
  return { signature: named(head), ...(short === undefined ? {} : { short: named(short) }) };
}

function mostOf(step: Step): number {
  return isReceiver(step) ? mostOfReceiver : mostOfOne;
}

function isReceiver({ steps, value }: Step): boolean {
  return steps === 0 && value.score === 1;
}

/** A property leads on to the members of its type. */
function next(site: Site, step: Step, symbol: CheckerSymbol, ways: Ways): Step[] {
  const { declaration, name } = symbol;
  if (!declaration || step.steps >= mostSteps || !leadsOn(declaration)) return [];
  const type = () => site.checker.typeOf(symbol);
  const from = step.text.slice(step.text.lastIndexOf('.') + 1);
  const further = ways.goesOn(from, name) ? trodden : oneStep;
  const way = { value: step.value, symbol, type, text: `${step.text}.${name}`, steps: step.steps + 1 };
  return [{ ...way, score: step.score * further, order: step.order * further * ways.urgency(name) }];
}

function leadsOn(node: ts.Declaration): boolean {
  const isCalled = ts.isFunctionLike(node) ? !ts.isGetAccessor(node) : bodyOf(node) !== undefined;
  if (isCalled || isInstalled(node)) return false;
  const type = 'type' in node && isNode(node.type) ? node.type : undefined;
  return type === undefined || !isPlain(type);
}

/** Whether a written type says that there is nothing further to go to in this code. */
function isPlain(type: ts.Node): boolean {
  if (ts.isUnionTypeNode(type)) return type.types.every(isPlain);
  if (ts.isArrayTypeNode(type)) return isPlain(type.elementType);
  if (ts.isParenthesizedTypeNode(type)) return isPlain(type.type);
  if (ts.isTypeLiteralNode(type)) return type.members.every(ts.isCallSignatureDeclaration);
  return ts.isFunctionTypeNode(type) || ts.isLiteralTypeNode(type) || ts.isToken(type);
}

function isInstalled(node: ts.Node): boolean {
  return node.getSourceFile().fileName.includes('/node_modules/');
}

/** The elements of a list, what a promise resolves to and what stands under any key are as near as the value itself. */
function contents(checker: Checker, step: Step, type: CheckerType): Step[] {
  const inside = type.flags & typeFlag.reference && type.symbol?.isBuiltIn ? checker.typeArguments(type) : [];
  const indexed = type.flags & typeFlag.object ? checker.indexesOf(type).map(({ value }) => value) : [];
  const held = inside.length > 0 ? inside : indexed;
  return held.map((one) => ({ ...step, type: () => one, score: step.score * 0.9, order: step.order * 0.9 }));
}

/** The declaration that holds a member, or the value that it is a part of. */
function ownerOf(member: ts.Declaration): ts.Node {
  const node = ts.isParameter(member) ? member.parent.parent : member.parent;
  const exported = ts.isVariableDeclarationList(node) ? node.parent.parent : node;
  if (ts.isSourceFile(exported) || ts.isModuleBlock(exported)) return exported;
  for (let around = node; around; around = around.parent) {
    if (ts.isFunctionLike(around) || ts.isClassStaticBlockDeclaration(around)) break;
    if (isOwner(around)) return ts.isVariableDeclaration(around) ? wholeOf(around) : around;
    if (ts.isSourceFile(around)) break;
  }
  return node;
}

function isOwner(node: ts.Node): boolean {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isClassLike(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node)
  );
}

function wholeOf(node: ts.VariableDeclaration): ts.Node {
  const list = node.parent;
  return ts.isVariableDeclarationList(list) && list.declarations.length === 1 ? list.parent : node;
}

function described(site: Site, { node, step, members }: Owner): MembersInPlay {
  const { value, text, steps, score } = step;
  const which = steps === 0 ? `\`${text}\`` : `\`${text}\`, from \`${value.text}\``;
  const source = node.getSourceFile();
  return {
    name: nameOf(node) ?? text.slice(text.lastIndexOf('.') + 1),
    kind: kindOf(node),
    path: native(source.fileName),
    range: rangeOf(site, node),
    line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
    score: Math.round(score * 1000) / 1000,
    reason: `members of ${which}${value.why}`,
    through: text,
    members: [...members.values()],
  };
}

/** A module has no name but the one that it is imported by. */
function nameOf(node: ts.Node): string | undefined {
  for (let around = node; around; around = around.parent) {
    if (ts.isVariableStatement(around)) return around.declarationList.declarations[0]?.name.getText() ?? '';
    if ('name' in around && isNode(around.name) && ts.isIdentifier(around.name)) return around.name.text;
  }
  return undefined;
}

function isNode(value: unknown): value is ts.Node {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function kindOf(node: ts.Node): string {
  if (ts.isClassLike(node)) return 'class';
  if (ts.isEnumDeclaration(node)) return 'enum';
  if (ts.isInterfaceDeclaration(node)) return 'interface';
  if (ts.isTypeAliasDeclaration(node)) return 'type';
  if (ts.isSourceFile(node) || ts.isModuleBlock(node)) return 'namespace';
  return ts.isVariableStatement(node) ? 'constant' : 'object';
}
