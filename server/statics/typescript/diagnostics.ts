/** The errors of one text, as plain data. */

import ts from 'typescript';
import type { Diagnostic } from '../type-engine.ts';

/** Unused names: true of any half-written text, and no sign of a wrong one. */
const unusedNames = [6133, 6138, 6192, 6196, 6198, 6199, 6205];

/** How files would be written to another folder, which they are not. */
const output = [6059, 6305, 6307];

const unsaid: ReadonlySet<number> = new Set([...unusedNames, ...output]);

/** Syntactic and semantic errors of a file of the program, in the order of the text. */
export function errorsOf(program: ts.Program, path: string): Diagnostic[] {
  const source = program.getSourceFile(path);
  if (!source) return [];
  const syntactic = program.getSyntacticDiagnostics(source).map((one) => plain(one, true));
  const semantic = program
    .getSemanticDiagnostics(source)
    .filter(({ category, code }) => isReported(category, code))
    .map((one) => plain(one, false));
  return [...syntactic, ...semantic].toSorted((a, b) => a.range.start - b.range.start);
}

/** Whether a semantic diagnostic is an error to report; both compilers number them alike. */
export function isReported(category: number, code: number): boolean {
  return category === ts.DiagnosticCategory.Error && !unsaid.has(code);
}

function plain(diagnostic: ts.Diagnostic, syntactic: boolean): Diagnostic {
  const start = diagnostic.start ?? 0;
  return {
    range: { start, end: start + (diagnostic.length ?? 0) },
    code: diagnostic.code,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'),
    syntactic,
  };
}
