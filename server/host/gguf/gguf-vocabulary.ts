/** The bytes of a GGUF model's tokens, exactly: a token may be a part of a character. */

import { byteCharacters, type BytePairs } from '../../models/models.ts';
import type { LlamaModel } from './llama-library.ts';

/**
 * By token number; empty for tokens that stand for no text. Source of both spellings: llama.cpp, and GPT-2's
 * byte-level encoding (https://github.com/openai/gpt-2/blob/master/src/encoder.py).
 */
export function tokenBytes(model: LlamaModel): Uint8Array[] {
  const { model: kind, tokens, token_type: types } = model.fileInfo.metadata.tokenizer?.ggml ?? {};
  if (!tokens) return [...model.iterateAllTokens()].map((token) => detokenized(model, token));
  return tokens.map((text, token) => {
    const type = types?.[token] ?? normal;
    if (type === control || type === unused || type === unknown) return none;
    if (type === userDefined) return encoder.encode(text);
    return kind === 'gpt2' ? byteLevel(text) : sentencePiece(text);
  });
}

/** What the model counts by, where its vocabulary is one of byte pairs. */
export function bytePairsOf(model: LlamaModel): BytePairs | undefined {
  const {
    model: kind,
    pre,
    merges,
    tokens,
    token_type: types,
  } = model.fileInfo.metadata.tokenizer?.ggml ?? {};
  if (kind !== 'gpt2' || pre === undefined || !merges || !tokens) return undefined;
  return { split: pre, merges, whole: tokens.filter((_, token) => types?.[token] === userDefined) };
}

const normal = 1;
const unknown = 2;
const control = 3;
const userDefined = 4;
const unused = 5;

const none = new Uint8Array();
const encoder = new TextEncoder();

/** Only as good as the text: where the file does not list its tokens. */
function detokenized(model: LlamaModel, token: number): Uint8Array {
  const text = model.isSpecialToken(token) ? '' : model.detokenize([token]);
  return text.includes('\ufffd') ? none : encoder.encode(text);
}

/** Every byte is written as a printable character. */
function byteLevel(text: string): Uint8Array {
  const bytes = [...text].map((character) => byteOf.get(character));
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : encoder.encode(text);
}

const byteOf: ReadonlyMap<string, number> = new Map(
  byteCharacters.map((character, byte) => [character, byte]),
);

/** A space is written `▁`, a byte that no character covers `<0xE2>`. */
function sentencePiece(text: string): Uint8Array {
  const byte = /^<0x([\dA-F]{2})>$/.exec(text)?.[1];
  return byte === undefined
    ? encoder.encode(text.replaceAll('\u2581', ' '))
    : Uint8Array.of(Number.parseInt(byte, 16));
}
