/** What doors and the host may ask for: today completion; each feature is a file of its own. */

export { type CandidateReport, checkCandidate } from './check-candidate.ts';
export { type Assembled, assemble, complete } from './completion.ts';
export { doctor, type DoctorParts } from './doctor.ts';
export { explain, explainErrors, explainOutcome } from './explain.ts';
export { compareBudgets, explainSelection } from './explain-selection.ts';
export { exportTrace } from './export-trace.ts';
export { Findings } from './findings.ts';
export { explainHole } from './explain-hole.ts';
export { type Found, find } from './find.ts';
export { type HoleDeclaration, type HoleReport, inspectHole } from './inspect-hole.ts';
export { type OutlineSymbol, outlineOf } from './outline.ts';
export { mapRepository, type RepositoryMap } from './repository-map.ts';
export type { CompletionParts, CompletionRequest, Surprise } from './request.ts';
