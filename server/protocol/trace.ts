/** The `Trace` of one request: everything that happened to it, as data. */

import type { Evidence } from './evidence.ts';
import type { LineColumn, Range } from './position.ts';

/** Whether an answer is everything that there was to say, and if not, why. */
export type Completeness =
  | { readonly state: 'complete' }
  | { readonly state: 'partial' | 'stale'; readonly why: string };

/** How much of a symbol the model sees, least to most; `pruned` is a body without its least telling lines. */
export const levels = ['name', 'signature', 'skeleton', 'pruned', 'body'] as const;
export type Level = (typeof levels)[number];

/** The stages of one request, in order; `Trace.stages` carries the time of each that ran. */
export type StageName =
  | 'locate'
  | 'type the hole'
  | 'gather'
  | 'select'
  | 'lay out'
  | 'generate'
  | 'guard'
  | 'check'
  | 'finish';

/** Why there is no completion: an honest answer with a name, never an empty string. */
export type NoCompletionReason =
  | 'not asked'
  | 'cancelled'
  | 'in a comment'
  | 'in a string'
  | 'inside a word'
  | 'not confident'
  | 'model said nothing'
  | 'illegal member'
  | 'adds an error'
  | 'not checked in time'
  | 'repeats what follows'
  | 'model failed';

export type Outcome =
  | {
      readonly kind: 'completion';
      readonly text: string;
      /** 0 to 1, only for models that tell it. */
      readonly confidence?: number;
      /** What belongs to the completion besides its text, such as an import. */
      readonly edits?: readonly AdditionalEdit[];
      /** UTF-16 units after the cursor whose place the text takes: brackets that it writes itself. */
      readonly covers?: number;
      /** The hole that a person had written down and that the text takes the place of, such as `_()`. */
      readonly replaces?: Range;
    }
  | { readonly kind: 'none'; readonly reason: NoCompletionReason; readonly detail?: string };

export interface StageTime {
  readonly stage: StageName;
  readonly ms: number;
}

export interface TracedItem {
  readonly id: string;
  /** The context source that found it, for example `types` or `similar code`. */
  readonly source: string;
  readonly symbol: string;
  readonly kind: string;
  /** Path relative to the repository, forward slashes. */
  readonly path: string;
  /** 1-based first line in that file. */
  readonly line: number;
  /** 0 to 1: how likely the request needs it. */
  readonly score: number;
  /** What the score is made of. */
  readonly evidence: Evidence;
  /** One sentence: why this item was considered. */
  readonly reason: string;
}

export interface KeptItem extends TracedItem {
  readonly level: Level;
  readonly tokens: number;
  /** One sentence: why it is in the prompt, and at this level. */
  readonly why: string;
}

export interface DroppedItem extends TracedItem {
  /** The least that could be shown of it, where there is anything. */
  readonly level?: Level;
  /** Tokens of that. */
  readonly tokens: number;
  /** One sentence: why it is not in the prompt. */
  readonly why: string;
}

/** How much context from other files the request was granted, and why. */
export interface TracedGate {
  /** 0: none. */
  readonly tokens: number;
  /** The budget that it might have had. */
  readonly asked: number;
  /** One sentence. */
  readonly why: string;
}

/** A stretch of the prompt and where it came from: `origin` is an item's id, or the file itself. */
export interface TracedSegment {
  readonly kind: 'control' | 'instructions' | 'context' | 'prefix' | 'suffix';
  readonly origin: string;
  readonly text: string;
  readonly tokens: number;
  /** The prompt up to its end is likely to start the next one too: a server that prices what it remembers is told. */
  readonly breakpoint?: true;
}

/** How much of a prompt a server that remembers the last one need not read again. */
export interface PromptCache {
  /** Tokens of the prefix that the last prompt for this document has as well. */
  readonly reusedTokens: number;
  readonly promptTokens: number;
}

/** One decision of a monitor while decoding. */
export interface MonitorStep {
  readonly monitor: string;
  /** What set it off, for example the receiver `invoice.`. */
  readonly trigger: string;
  /** Where it applied: UTF-16 units from the start of the completion. */
  readonly at: number;
  /** How many names it knows here. */
  readonly legal: number;
  /** The first of them, as the types list them: what the model could choose from. */
  readonly names: readonly string[];
  /** Whether nothing else was legal; else these were only likelier. */
  readonly only: boolean;
  /** What the model wanted and may not have, if anything. */
  readonly forbidden?: string;
  /** Milliseconds until the type engine had answered; 0 for what was known with the hole. */
  readonly ms: number;
}

/** How a model was kept to what is legal, and what that took. */
export interface Decoding {
  /**
   * `exact mask`: asked before each token. `constrained request`: the request named what may stand first.
   * `allowed tokens`: what was wrong was cut, and a legal name chosen by requests for one of the tokens that may come.
   * `cut and mend`: what was wrong was cut and replaced. `free`: no rule was there to keep.
   */
  readonly strategy: 'exact mask' | 'constrained request' | 'allowed tokens' | 'cut and mend' | 'free';
  /** Requests to the model, and how often its text was cut at something illegal. */
  readonly requests: number;
  readonly cuts: number;
  /** Tokens of a model that is asked before each, and the milliseconds that their masks took together. */
  readonly tokens?: number;
  readonly maskMs?: number;
  /** Milliseconds that such a model stood still for the guard: it goes on reading while the guard asks. */
  readonly waitMs?: number;
  /** Milliseconds that the guard took, questions to the type engine included. */
  readonly guardMs: number;
  /** Places about which the type engine did not answer in time. */
  readonly unanswered: number;
}

export interface TracedHole {
  readonly kind: string;
  /** Which type engine said so; absent where syntax alone did. */
  readonly engine?: string;
  readonly expectedType?: string;
  readonly receiver?: string;
  readonly members: number;
  readonly scope: readonly string[];
  readonly relevantTypes: readonly string[];
  readonly relevantHeaders: readonly string[];
}

/** A declaration that an error is about. */
export interface ErrorDefinition {
  readonly name: string;
  readonly kind: string;
  /** Relative to the repository where it lies in it, forward slashes. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** What the source writes of it: a signature, or the whole of a type. */
  readonly text: string;
}

/** An error that is there with a completion and was not there without it. */
export interface ReportedError extends LineColumn {
  /** Relative to the repository where it lies in it, forward slashes; line and column are of its text with the completion. */
  readonly path: string;
  /** Within the completion, elsewhere in its file, or in an open file that imports it. */
  readonly place: 'completion' | 'file' | 'dependant';
  /** The checker's number, for example 2339. */
  readonly code: number;
  readonly message: string;
  /** The source text that it is about. */
  readonly term: string;
  /** What is declared behind the names that fail. */
  readonly definitions: readonly ErrorDefinition[];
}

/** What was put right without asking a model. */
export interface SafeFix {
  readonly kind: 'import' | 'spelling';
  /** One sentence, for example "imports `makeInvoice` from './invoice'". */
  readonly what: string;
}

/** A change besides the completion itself; offsets in the text that the completion was asked for. */
export interface AdditionalEdit {
  readonly range: Range;
  readonly text: string;
}

/** What one request to a model cost. */
export interface ModelUsage {
  readonly promptTokens: number;
  /** Those of them that the server had read before. */
  readonly cachedTokens: number;
  readonly completionTokens: number;
  /** Whether the server counted them; else they were counted here, and nothing is known of its cache. */
  readonly counted: 'by the server' | 'here';
  /** Milliseconds until the first piece of text; absent where none came. */
  readonly firstTokenMs?: number;
  readonly ms: number;
  /** Requests that had to be sent again before one was answered. */
  readonly retries: number;
  /** In the currency of the prices that are set; absent where none are. */
  readonly cost?: number;
}

export interface CheckVerdict {
  /** `unchecked` when there is no checker for the language or it did not answer in time. */
  readonly verdict: 'clean' | 'adds errors' | 'unchecked';
  /** New errors, or why nothing was checked, one line each. */
  readonly diagnostics: readonly string[];
  readonly errors: readonly ReportedError[];
  readonly fixes: readonly SafeFix[];
  /** Why not everything that depends on the completion was looked at. */
  readonly partial?: string;
}

/** Where an identifier of the completion stood before the model wrote it; nowhere: it comes from the model alone. */
export interface AttributedName {
  readonly name: string;
  /** Offsets in the completion. */
  readonly at: readonly number[];
  /** Ids of the kept items whose rendering holds it. */
  readonly items: readonly string[];
  /** Whether the prompt's part of the open file holds it. */
  readonly inFile: boolean;
  /** Whether the type engine named it for the hole. */
  readonly inTypes: boolean;
}

/** What a schedule did since the start, in numbers. */
export interface Tally {
  /** Completions that an editor asked for. */
  readonly asks: number;
  /** Times that the chosen model was asked. */
  readonly calls: number;
  /** Asks that were answered by what was answered before. */
  readonly remembered: number;
  /** Asks that were answered by a call which an earlier ask had made. */
  readonly joined: number;
  /** Asks that the person typed past before the model was asked. */
  readonly dropped: number;
  /** Calls that were ended because the text had changed. */
  readonly superseded: number;
  /** Asks that the quick model answered. */
  readonly quick: number;
  /** Calls that were to follow the quick model's answer and were not needed. */
  readonly spared: number;
  /** Answers of the quick model that the chosen one had another for. */
  readonly improved: number;
  /** Calls that were made before anybody asked. */
  readonly speculated: number;
}

/** How an answer came about that a schedule gave. */
export interface Scheduling {
  /**
   * `asked`: the model was asked; `joined`: it had been asked already, and the person typed into its answer;
   * `remembered`: the answer was known; `quick`: the quick model was sure enough to answer first.
   */
  readonly way: 'asked' | 'joined' | 'remembered' | 'quick';
  /** Milliseconds that were waited for the person to pause. */
  readonly waited: number;
  readonly tally: Tally;
  /** Calls that were not needed, because the answer was known or on its way, or nobody waited for it any more. */
  readonly saved: number;
}

/** Everything that happened to one request, as data. Inspector, command line and tests print this. */
export interface Trace {
  readonly id: string;
  /** The request that this one is a further round of. */
  readonly parent?: string;
  /** The rounds before this one, first to last: each one's completion added errors. */
  readonly earlier?: readonly Trace[];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly model: string;
  readonly tokenizer: { readonly name: string; readonly exact: boolean };
  /** Token budget of the context block, and what it holds. */
  readonly budget: number;
  readonly contextTokens: number;
  readonly gate: TracedGate;
  readonly completeness: Completeness;
  readonly hole: TracedHole;
  readonly kept: readonly KeptItem[];
  readonly dropped: readonly DroppedItem[];
  readonly prompt: readonly TracedSegment[];
  readonly cache: PromptCache;
  readonly monitor: readonly MonitorStep[];
  /** Absent where no model was asked. */
  readonly decoding?: Decoding;
  readonly check?: CheckVerdict;
  readonly outcome: Outcome;
  /** Tokens of the completion, and where its identifiers come from; absent where there is none. */
  readonly outcomeTokens?: number;
  readonly attribution?: readonly AttributedName[];
  /** Absent where the model was asked directly, as by the command line. */
  readonly schedule?: Scheduling;
  readonly stages: readonly StageTime[];
  /** What each request to a model cost, in order. */
  readonly usage: readonly ModelUsage[];
  /** Anything else that a person should know: a late source, a failed engine, a fallback. */
  readonly notes: readonly string[];
}
