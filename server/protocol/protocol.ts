/**
 * The vocabulary that every layer shares: positions, completeness, and the `Trace` of one request.
 * Types and plain constants only, so that the editor's client and web views can import it.
 */

export {
  checkSettings,
  isFields,
  modelProblem,
  type CheckedSettings,
  type GivenSettings,
  type SettingProblem,
} from './check-settings.ts';
export {
  chatLspMethods,
  type Answered,
  type ChatLspParams,
  type DeclarationsResult,
  type ErrorReportParams,
  type ErrorReportResult,
  type ExpectedTypeResult,
  type Provenance,
  type TutorialParams,
  type TutorialResult,
  type WireContent,
  type WireError,
  type WireLocation,
  type WirePosition,
  type WireRange,
} from './chatlsp.ts';
export type { Evidence, EvidenceName } from './evidence.ts';
export {
  acceptCommand,
  acceptedCommand,
  completeMethod,
  explainLastMethod,
  inspectHoleMethod,
  lastTraceMethod,
  pauseMethod,
  rebuildIndexMethod,
  setApiKeyMethod,
  statusMethod,
  type CompleteParams,
  type DocumentChange,
  type DocumentStatus,
  type InitializationOptions,
  type LastTraceParams,
  type PauseParams,
  type ServerState,
  type SetApiKeyParams,
  type StatusParams,
  type TraceAnswer,
} from './lsp.ts';
export {
  defaultSettings,
  type ModelSettings,
  type Settings,
  type TypeEngineChoice,
  typeEngineChoices,
} from './settings.ts';
export type { LineColumn, Range } from './position.ts';
export {
  type CheckedSteering,
  checkSteering,
  type LevelRule,
  levelRule,
  noSteering,
  type Rule,
  type RuleParts,
  ruleParts,
  ruleProblem,
  type Steering,
} from './steering.ts';
export {
  levels,
  type AdditionalEdit,
  type CheckVerdict,
  type Completeness,
  type DroppedItem,
  type ErrorDefinition,
  type KeptItem,
  type Level,
  type MonitorStep,
  type NoCompletionReason,
  type Outcome,
  type PromptCache,
  type ReportedError,
  type SafeFix,
  type StageName,
  type StageTime,
  type Trace,
  type TracedHole,
  type TracedItem,
  type TracedSegment,
} from './trace.ts';
