/**
 * ChatLSP: what any client that has a language model of its own may ask about a hole in an open document
 * (Blinn et al., "Statically Contextualizing Large Language Models with Typed Holes", 2024). Names and
 * shapes follow the paper's methods and the later specification; what is optional there or here only adds.
 */

/** Each method by both of its names; a result is the same whichever is asked. */
export const chatLspMethods = {
  aiTutorial: ['chatlsp/aiTutorial'],
  expectedType: ['chatlsp/expectedType', 'textDocument/expectedType'],
  relevantTypes: ['chatlsp/retrieveRelevantTypes', 'textDocument/relevantTypes'],
  relevantHeaders: ['chatlsp/retrieveRelevantHeaders', 'textDocument/relevantHeaders'],
  errorReport: ['chatlsp/errorReport'],
} as const;

/** 0-based line and UTF-16 character, as everywhere in LSP. */
export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

export interface WireRange {
  readonly start: WirePosition;
  readonly end: WirePosition;
}

export interface WireLocation {
  readonly uri: string;
  readonly range: WireRange;
}

/** Source text or plain words, never with a fence around it. */
export interface WireContent {
  readonly kind: 'plaintext';
  readonly value: string;
}

/** Params of `expectedType`, `relevantTypes` and `relevantHeaders`. */
export interface ChatLspParams {
  readonly textDocument: { readonly uri: string };
  readonly position: WirePosition;
  /** Tokens that the contents may have together: the best that fit are given, in their order. */
  readonly budget?: number;
}

/** Params of `aiTutorial`: a language id, or a document that is open. */
export interface TutorialParams {
  readonly language?: string;
  readonly textDocument?: { readonly uri: string };
}

/**
 * Params of `errorReport`: a text to put at a position, or the range of the open document where it already
 * stands. The report is on what is wrong with it and was not without it.
 */
export type ErrorReportParams =
  | {
      readonly textDocument: { readonly uri: string };
      readonly position: WirePosition;
      readonly completion: string;
    }
  | { readonly textDocument: { readonly uri: string }; readonly range: WireRange };

/** Whether everything is known that there is to know, and by what. */
export interface Answered {
  readonly completeness: { readonly state: 'complete' | 'partial' | 'stale'; readonly why?: string };
  /** The type engine that answered, `null` where there is none for the document. */
  readonly engine: string | null;
  readonly ms: number;
}

export interface TutorialResult {
  readonly content: WireContent;
}

/** `content` is empty where no type is expected. */
export interface ExpectedTypeResult extends Answered {
  readonly content: WireContent;
  /** Where the type is declared, if that is in a file. */
  readonly location?: WireLocation;
  /** What stands at the cursor by syntax, for example `argument`. */
  readonly kind: string;
  /** The type spelled out, where its name hides a structure. */
  readonly expanded?: string;
  /** For an argument: the parameter and the signature that it is given to. */
  readonly argument?: { readonly parameter: string; readonly signature: string };
}

/** Why a declaration is given, and what it costs. */
export interface Provenance {
  readonly name: string;
  readonly kind: string;
  readonly container?: string;
  /** One sentence. */
  readonly reason: string;
  /** 0 to 1. */
  readonly score: number;
  readonly tokens: number;
  /** What the document would have to import to use it by its name. */
  readonly importLine?: string;
}

/** The lists are of one length and in one order: types dependencies first, headers best first. */
export interface DeclarationsResult extends Answered {
  readonly contents: readonly WireContent[];
  readonly locations: readonly WireLocation[];
  readonly provenance: readonly Provenance[];
  /** Tokens of the contents together, and how many declarations the budget left out. */
  readonly tokens: number;
  readonly dropped: number;
}

export interface WireError extends WireLocation {
  /** Within the completion, elsewhere in the document, or in an open document that imports it. */
  readonly place: 'completion' | 'file' | 'dependant';
  readonly code: number;
  readonly message: string;
  readonly term: string;
}

/** `content` is for a model to read, and empty where there is no error. Ranges are with the completion in place. */
export interface ErrorReportResult {
  readonly content: WireContent;
  readonly verdict: 'clean' | 'adds errors' | 'unchecked';
  /** Why nothing, or not everything, was checked. */
  readonly why?: string;
  readonly errors: readonly WireError[];
  /** The text with what could be put right without a model, and what else that changes in the document. */
  readonly fixed?: {
    readonly verdict: 'clean' | 'adds errors' | 'unchecked';
    readonly completion: string;
    /** What is still wrong, as in the report's own `content`. */
    readonly content: WireContent;
    readonly edits: readonly { readonly range: WireRange; readonly newText: string }[];
    readonly fixes: readonly string[];
  };
  readonly ms: number;
}
