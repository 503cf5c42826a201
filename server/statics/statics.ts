/** What the types of a codebase say about a cursor. */
export { check, type AddedError, type Checked, type CheckRequest } from './check.ts';
export type {
  ArgumentPlace,
  CallArity,
  Declaration,
  ExpectedType,
  Hole,
  HoleKind,
  LegalText,
  LegalTexts,
  Member,
  Members,
  MembersInPlay,
  RelevantHeader,
  RelevantType,
  TypedHole,
  TypedName,
} from './hole.ts';
export { importEdit, importLine, type Wanted, wantedOf } from './import-line.ts';
export { type Importer, importerAt } from './importer.ts';
export { LastHoles } from './last-holes.ts';
export { openedHoleAt } from './replaced.ts';
export { typeHole } from './type-hole.ts';
export type {
  CheckedText,
  Diagnostic,
  FileText,
  HeadsQuery,
  HolePart,
  HoleQuery,
  JudgeQuery,
  TimelyTypeEngine,
  TypeEngine,
  UnfinishedHole,
} from './type-engine.ts';
export { createTypeScriptEngine } from './typescript/engine.ts';
export { createNativeEngine } from './typescript/native/native-programs.ts';
export type { NativeTypeScript } from './typescript/native/native-typescript.ts';
export type { FileSystemPort } from './typescript/file-system.ts';
