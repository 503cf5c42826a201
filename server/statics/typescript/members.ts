/** The members that may follow the cursor's `.`, exactly as the checker allows them there. */

import ts from 'typescript';
import type { Member, Members } from '../hole.ts';
import type { Expectation } from './expectation.ts';
import { shortTypeName, typeName } from './printing.ts';
import type { Site } from './site.ts';

/** How many members are judged, and how many of those are printed even when they do not fit. */
const judgedMembers = 300;
const printedMembers = 100;
const identifier = /^#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

const asked: ts.GetCompletionsAtPositionOptions = {
  includeSymbol: true,
  includeCompletionsForModuleExports: false,
  includeCompletionsWithSnippetText: false,
  includeCompletionsWithInsertText: true,
  includeAutomaticOptionalChainCompletions: true,
};

/** What the language service offers at the hole. Ask while the probed text is in place. */
export function askMembers(service: ts.LanguageService, site: Site): ts.CompletionInfo | undefined {
  if (!receiverOf(site)) return undefined;
  const offered = service.getCompletionsAtPosition(site.source.fileName, site.probe.start, asked);
  return offered?.isMemberCompletion ? offered : undefined;
}

/** The members of the receiver; `undefined` when the hole is not after a `.`. */
export function membersAt(
  site: Site,
  offered: ts.CompletionInfo | undefined,
  expectation: Expectation,
): Members | undefined {
  const receiver = receiverOf(site);
  if (!receiver) return undefined;
  const type = receiverType(site.checker, receiver);
  const entries = (offered?.entries ?? []).filter((entry) => entry.kind !== 'warning' && nameable(entry));
  return {
    receiverType: typeName(site.checker, type),
    list: entries.map((entry, index) => member(site, entry, index, expectation)),
    complete: offered !== undefined && isComplete(site.checker, type, offered),
  };
}

function receiverOf({ hole }: Site): ts.Node | undefined {
  if (hole.form === 'member') return hole.node.expression;
  const parent = hole.form === 'name' ? hole.node.parent : undefined;
  return parent && ts.isQualifiedName(parent) && parent.right === hole.node ? parent.left : undefined;
}

/** In a type, what stands before the dot is a namespace or an enumeration: it has a symbol, no type. */
function receiverType(checker: ts.TypeChecker, receiver: ts.Node): ts.Type {
  const symbol = ts.isEntityName(receiver) ? checker.getSymbolAtLocation(receiver) : undefined;
  const inType = symbol !== undefined && ts.isQualifiedName(receiver.parent);
  return inType ? checker.getTypeOfSymbol(symbol) : checker.getTypeAtLocation(receiver);
}

/** Names that need brackets cannot follow the `.`. */
function nameable(entry: ts.CompletionEntry): boolean {
  return identifier.test(entry.name) && !entry.insertText?.includes('[');
}

/** Sound for a hard mask: nothing outside the list can be written without an error. */
function isComplete(checker: ts.TypeChecker, receiver: ts.Type, offered: ts.CompletionInfo): boolean {
  if (offered.isIncomplete || offered.isNewIdentifierLocation || receiver.flags & ts.TypeFlags.Any)
    return false;
  if (offered.entries.some((entry) => entry.kind === 'warning' || entry.insertText?.startsWith('?.')))
    return false;
  const indexes = checker.getIndexInfosOfType(checker.getApparentType(receiver));
  return (
    offered.entries.length > 0 && !indexes.some((index) => index.keyType.flags & ts.TypeFlags.StringLike)
  );
}

function member(site: Site, entry: ts.CompletionEntry, index: number, expectation: Expectation): Member {
  const { checker } = site;
  const { name, kind } = entry;
  if (!entry.symbol || index >= judgedMembers) return { name, kind, type: '', fits: false };
  const type = checker.getTypeOfSymbolAtLocation(entry.symbol, site.hole.node);
  const fit = fits(checker, type, expectation);
  return { name, kind, type: fit || index < printedMembers ? shortTypeName(checker, type) : '', fits: fit };
}

/** Whether a value of the type, or what a call of it returns, is of an expected type. */
function fits(checker: ts.TypeChecker, type: ts.Type, expectation: Expectation): boolean {
  const returned = type.getCallSignatures().map((signature) => signature.getReturnType());
  return [type, ...returned].some((yielded) => yields(checker, yielded, expectation));
}

const fitsAnything = ts.TypeFlags.Any | ts.TypeFlags.Never;

function yields(checker: ts.TypeChecker, type: ts.Type, expectation: Expectation): boolean {
  if (type.flags & fitsAnything) return false;
  return expectation.types.some((expected) => checker.isTypeAssignableTo(type, expected));
}
