/**
 * What the inspector is told of requests, and what it asks of the language server: method names, and the types of
 * what goes with them.
 */

import type { Range } from './position.ts';
import type { Steering } from './steering.ts';
import type { Level, NoCompletionReason, Trace } from './trace.ts';

/** Client to server: the requests that are kept, newest first. No params -> `RequestSummary[]`. */
export const requestsMethod = 'keyhole/requests';

/** Server to client, once it was asked for the requests: there is a new one. Params: `RequestSummary`. */
export const requestedMethod = 'keyhole/requested';

/** Client to server: one request whole. `InspectParams` -> `InspectedRequest | null`. */
export const inspectRequestMethod = 'keyhole/inspectRequest';

/** Client to server: what of its context would be shown otherwise; no model is asked. `ReselectParams` -> `Trace | null`. */
export const reselectMethod = 'keyhole/reselect';

/** Client to server: the same request once more, with the model. `ReselectParams` -> `RequestSummary | null`. */
export const runAgainMethod = 'keyhole/runAgain';

/** Client to server: an item's place and all its renderings. `InspectItemParams` -> `InspectedItem | null`. */
export const inspectItemMethod = 'keyhole/inspectItem';

/** Client to server: a request as a text to keep. `ExportParams` -> `string | null`. */
export const exportRequestMethod = 'keyhole/exportRequest';

/** Client to server: what is pinned and banned in the repository of a request, or from now on. `SteerParams` -> `Steering | null`. */
export const steerMethod = 'keyhole/steer';

/** Client to server, at start and at each change: the budget that the person has set for this window. Params: `BudgetParams`. */
export const budgetMethod = 'keyhole/budget';

/** What made somebody ask: typing, a person who waits, or the inspector. */
export type RequestedBy = 'typing' | 'person' | 'inspector';

/** A request as one line of a list. */
export interface RequestSummary {
  readonly id: string;
  readonly feature: 'completion';
  readonly by: RequestedBy;
  /** The document, and the folder that it belongs to. */
  readonly uri: string;
  readonly folder: string;
  /** Relative to the folder, forward slashes. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly model: string;
  /** Milliseconds since 1970 at which the answer was there. */
  readonly at: number;
  /** Milliseconds of all stages. */
  readonly ms: number;
  /** Absent where there was a completion. */
  readonly reason?: NoCompletionReason;
  readonly contextTokens: number;
  readonly budget: number;
  /** The first line of the completion. */
  readonly text?: string;
}

export interface InspectedRequest {
  readonly summary: RequestSummary;
  readonly trace: Trace;
}

export interface InspectParams {
  readonly id: string;
}

export interface ReselectParams {
  readonly id: string;
  readonly budget: number;
}

export interface SteerParams {
  readonly id: string;
  /** Kept in place of what was kept; absent to ask only. */
  readonly steering?: Steering;
}

export interface BudgetParams {
  /** Stands for the setting `keyhole.budget`; `null`: that counts. */
  readonly budget: number | null;
}

export interface InspectItemParams {
  readonly id: string;
  /** The item's id, and the source that found it: several may find one declaration. */
  readonly item: string;
  readonly source: string;
}

export interface Rendering {
  readonly level: Level;
  readonly text: string;
}

export interface InspectedItem {
  readonly uri: string;
  /** The whole declaration or chunk in its file, as it was for the request. */
  readonly range: Range;
  /** Least to most; only levels that differ. */
  readonly renderings: readonly Rendering[];
}

export const exportFormats = ['markdown', 'json', 'prompt'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportParams {
  readonly id: string;
  readonly format: ExportFormat;
}

/** Everything that a person has set: for the repository, kept by the server outside of it, and for the window. */
export interface Steered {
  readonly steering: Steering;
  /** Stands for the setting `keyhole.budget`; kept by the editor for its workspace. */
  readonly budget?: number;
}
