/**
 * What the language server and an editor say to each other beyond the standard protocol: method names,
 * and the types of what goes with them.
 */

import type { WireRange } from './chatlsp.ts';
import type { LineColumn } from './position.ts';
import type { Completeness, Trace } from './trace.ts';

/** Server to client, whenever it changes: what the server is doing. Params: `StatusParams`. */
export const statusMethod = 'keyhole/status';

/** Client to server, to explain an answer: the last trace. `LastTraceParams` -> `Trace | null`. */
export const lastTraceMethod = 'keyhole/lastTrace';

/** Client to server, when a person asks why: the last trace in words. `LastTraceParams` -> `string | null`. */
export const explainLastMethod = 'keyhole/explainLast';

/** Client to server, when a person asks to index everything anew. No params -> `null`, once it has begun. */
export const rebuildIndexMethod = 'keyhole/rebuildIndex';

/** Client to server, when a person asks for a completion and waits for it. `CompleteParams` -> `Trace | null`. */
export const completeMethod = 'keyhole/complete';

/** Client to server, at start and when the key changes. Params: `SetApiKeyParams`. */
export const setApiKeyMethod = 'keyhole/setApiKey';

/** Client to server, to stop asking models and to go on. Params: `PauseParams`. */
export const pauseMethod = 'keyhole/pause';

/** Client to server, when a person looks at a hole: all of it in words. `CompleteParams` -> `string | null`. */
export const inspectHoleMethod = 'keyhole/inspectHole';

/** The command on a completion, run by the client once it was inserted. Argument: `Offered`. */
export const acceptedCommand = 'keyhole.accepted';

/** Client to server, when a completion was accepted: what comes after it is thought of at once. Params: `AcceptedParams`. */
export const acceptedMethod = 'keyhole/accepted';

/** Server to client: the model has another completion than the one that is offered; asked anew, it is given. Params: `ImprovedParams`. */
export const improvedMethod = 'keyhole/improved';

/** Server to client, to ask one of the editor's own models. `AskEditorModelParams` -> `null`, once all of it was told. */
export const askEditorModelMethod = 'keyhole/askEditorModel';

/** Client to server: the next piece of an answer of the editor's model. Params: `EditorModelTextParams`. */
export const editorModelTextMethod = 'keyhole/editorModelText';

/** What a completion's command is given. */
export interface Offered {
  /** The trace's. */
  readonly id: string;
  /** Whether a type checker has looked at it and found that it adds no error. */
  readonly checked: boolean;
  /** What belongs to the completion besides its text. */
  readonly change?: DocumentChange;
}

export interface AcceptedParams {
  /** The trace's. */
  readonly id: string;
}

export interface ImprovedParams {
  readonly uri: string;
}

export interface AskEditorModelParams {
  readonly id: number;
  /** The family that is wanted; without it any model of the editor. */
  readonly family?: string;
  readonly messages: readonly { readonly role: 'system' | 'user'; readonly content: string }[];
}

export interface EditorModelTextParams {
  readonly id: number;
  readonly text: string;
}

/** The same for clients without that command: the server makes the `DocumentChange` by `workspace/applyEdit`. */
export const acceptCommand = 'keyhole.accept';

/** What a completion changes besides its own place, for example an import; places of when it is in. */
export interface DocumentChange {
  readonly uri: string;
  readonly edits: readonly { readonly range: WireRange; readonly newText: string }[];
}

/** `initializationOptions` of the `initialize` request; all may be left out. */
export interface InitializationOptions {
  /** Whether the client has the command `keyhole.accepted`; only then completions carry it. */
  readonly acceptedCommand?: boolean;
  /** Whether the client answers `keyhole/askEditorModel`. */
  readonly editorModels?: boolean;
  /** The kind of remote machine that the server runs on, seen from the person: for example `wsl`. */
  readonly remote?: string;
  /** Folder in which the server may keep what it can make again; without it, the user's cache folder. */
  readonly storage?: string;
  /** Settings for clients that cannot be asked for them by `workspace/configuration`. */
  readonly settings?: unknown;
}

export type ServerState =
  | { readonly state: 'ready' | 'thinking' | 'paused' }
  | { readonly state: 'indexing'; readonly done: number; readonly total: number }
  | { readonly state: 'error'; readonly message: string };

/** What is known of one open document. */
export interface DocumentStatus {
  readonly uri: string;
  /** The type engine that reads it, for example `TypeScript 6.0.3`; `null` where there is none for it. */
  readonly engine: string | null;
  /** Path of the nearest configuration file of its project, or `null`. */
  readonly project: string | null;
  /** Whether everything that can be known of it is, and if not, why. */
  readonly completeness: Completeness;
}

export interface StatusParams {
  readonly status: ServerState;
  /** The documents whose status is new since the last notification. */
  readonly documents: readonly DocumentStatus[];
}

export interface LastTraceParams {
  /** The document whose last trace is wanted; without it, the last one of all. */
  readonly uri?: string;
}

export interface CompleteParams {
  readonly uri: string;
  /** 1-based line and column in UTF-16 units. */
  readonly position: LineColumn;
}

export interface SetApiKeyParams {
  /** Kept in memory only and never logged; `null` forgets it. */
  readonly key: string | null;
}

export interface PauseParams {
  readonly paused: boolean;
}

/** The answer to `keyhole/lastTrace` and `keyhole/complete`; `null` when there is none. */
export type TraceAnswer = Trace | null;
