/** The messages between the type engine's process and the one that keeps it. Requests are answered in order. */

import type {
  CheckedText,
  Diagnostic,
  HeadsQuery,
  HolePart,
  HoleQuery,
  JudgeQuery,
  RelevantHeader,
  TypedHole,
} from '../../statics/statics.ts';

/** A question; it gets exactly one answer. */
export type EngineRequest =
  | { readonly kind: 'hole'; readonly id: number; readonly query: HoleQuery; readonly tells: boolean }
  | { readonly kind: 'judge'; readonly id: number; readonly query: JudgeQuery }
  | { readonly kind: 'heads'; readonly id: number; readonly query: HeadsQuery }
  | { readonly kind: 'diagnostics'; readonly id: number; readonly file: CheckedText };

/** What the keeper sends. */
export type ToEngine =
  | EngineRequest
  | { readonly kind: 'change'; readonly path: string; readonly text: string | undefined }
  | { readonly kind: 'changed on disk'; readonly paths: readonly string[] }
  | { readonly kind: 'cancel'; readonly id: number };

/** The answer to the request with that `id`. */
export type EngineAnswer =
  | { readonly kind: 'hole'; readonly id: number; readonly hole: TypedHole | undefined }
  | { readonly kind: 'judge'; readonly id: number; readonly list: readonly (RelevantHeader | undefined)[] }
  | { readonly kind: 'heads'; readonly id: number; readonly list: readonly (readonly string[])[] }
  | { readonly kind: 'diagnostics'; readonly id: number; readonly list: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/** What the engine sends: its name when it is up, then answers, some of them in parts before. */
export type FromEngine =
  | EngineAnswer
  | { readonly kind: 'ready'; readonly name: string }
  | { readonly kind: 'part'; readonly id: number; readonly known: HolePart };

/** Whether a message of the channel is of this protocol; the channel itself belongs to the two ends. */
export function isFromEngine(message: unknown): message is FromEngine {
  return message instanceof Object && 'kind' in message;
}

/** As `isFromEngine`, for the other direction. */
export function isToEngine(message: unknown): message is ToEngine {
  return message instanceof Object && 'kind' in message;
}
