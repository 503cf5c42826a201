/** The members that the language service of the `typescript` package offers after a dot. */

import ts from 'typescript';
import type { OfferedMembers } from './checker.ts';
import type { ProgramHandles } from './program-handles.ts';

const asked: ts.GetCompletionsAtPositionOptions = {
  includeSymbol: true,
  includeCompletionsForModuleExports: false,
  includeCompletionsWithSnippetText: false,
  includeCompletionsWithInsertText: true,
  includeAutomaticOptionalChainCompletions: true,
};

/** What is offered at an offset; `undefined` where no member stands. */
export function offeredMembers(
  service: ts.LanguageService,
  handles: ProgramHandles,
  path: string,
  offset: number,
): OfferedMembers | undefined {
  const offered = service.getCompletionsAtPosition(path, offset, asked);
  if (!offered?.isMemberCompletion) return undefined;
  const entries = offered.entries.filter((entry) => entry.kind !== 'warning' && !needsBrackets(entry));
  return {
    list: entries.map(({ name, kind, symbol }) => ({ name, kind, symbol: handles.optionalSymbol(symbol) })),
    closed: isClosed(offered),
  };
}

function needsBrackets(entry: ts.CompletionEntry): boolean {
  return entry.insertText?.includes('[') ?? false;
}

function isClosed({ isIncomplete, isNewIdentifierLocation, entries }: ts.CompletionInfo): boolean {
  if (isIncomplete || isNewIdentifierLocation || entries.length === 0) return false;
  return !entries.some((entry) => entry.kind === 'warning' || entry.insertText?.startsWith('?.'));
}
