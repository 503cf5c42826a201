/** What the types of a codebase say about a cursor. */
export type {
  Declaration,
  ExpectedType,
  Hole,
  HoleKind,
  Member,
  Members,
  RelevantHeader,
  RelevantType,
  TypedHole,
  TypedName,
} from './hole.ts';
export type { Diagnostic, FileText, HoleQuery, TypeEngine } from './type-engine.ts';
