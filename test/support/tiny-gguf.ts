/**
 * Writes a tiny GGUF model: llama architecture, random weights from a fixed seed, a byte-level vocabulary with a few
 * hundred merges and the tokens of fill-in-the-middle. What it writes means nothing, but it is a real model.
 *
 * Format: GGUF version 3, https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
 */

import { existsSync, renameSync, writeFileSync } from 'node:fs';

const embedding = 64;
const heads = 4;
const feedForward = 128;
const blocks = 2;
const contextLength = 2048;
const mergeCount = 240;

/** What the merges are learned from. */
const sample = `export interface Invoice { readonly id: string; readonly total: number; customer: Customer }
export function total(invoices: readonly Invoice[]): number {
  return invoices.reduce((sum, invoice) => sum + invoice.total, 0);
}
export class Store { private readonly items = new Map<string, Invoice>();
  get(id: string): Invoice | undefined { return this.items.get(id); }
  set(invoice: Invoice): void { this.items.set(invoice.id, invoice); } }
for (const invoice of store.values()) { if (invoice.total > 0) console.log(invoice.customer.name); }
import { readFile } from 'node:fs/promises'; const text = await readFile(path, 'utf8');
`;

const specials = ['<|endoftext|>', '<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>', '<|file_sep|>'];

/** Writes the model unless the file is there, and gives its path back. */
export function writeTinyModel(path: string): string {
  if (existsSync(path)) return path;
  const aside = `${path}.${process.pid}.partial`;
  writeFileSync(aside, tinyModelBytes());
  renameSync(aside, path);
  return path;
}

function tinyModelBytes(): Buffer {
  const { tokens, merges } = vocabulary();
  const tensors = tensorsOf(tokens.length);
  const metadata = metadataOf(tokens, merges);
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    u64(metadata.length),
    ...metadata,
  ]);
  let offset = 0;
  const listed = tensors.map(({ name, shape, values }) => {
    const entry = Buffer.concat([text(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset)]);
    offset += padded(values.byteLength);
    return entry;
  });
  const directory = Buffer.concat([head, ...listed]);
  const contents = tensors.map(({ values }) => pad(Buffer.from(values.buffer)));
  return Buffer.concat([pad(directory), ...contents]);
}

/** Every byte as GPT-2 writes it, then merges in the order in which they are learned, then the special tokens. */
function vocabulary() {
  const letters = byteLetters();
  const tokens = [...letters];
  const merges: string[] = [];
  const words = (sample.match(/ ?[A-Za-z]+| ?[^\sA-Za-z]+|\s+/g) ?? []).map((word) =>
    [...Buffer.from(word)].map((byte) => letters[byte] ?? ''),
  );
  while (merges.length < mergeCount) {
    const best = mostFrequentPair(words);
    if (!best) break;
    const [left, right] = best;
    merges.push(`${left} ${right}`);
    if (!tokens.includes(left + right)) tokens.push(left + right);
    for (const word of words) mergeIn(word, left, right);
  }
  return { tokens: [...tokens, ...specials], merges };
}

function mostFrequentPair(words: readonly (readonly string[])[]): readonly [string, string] | undefined {
  const counts = new Map<string, number>();
  for (const word of words) {
    for (let i = 0; i + 1 < word.length; i++) {
      const pair = `${word[i]} ${word[i + 1]}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const [left, right] = best?.[0].split(' ') ?? [];
  return left === undefined || right === undefined ? undefined : [left, right];
}

function mergeIn(word: string[], left: string, right: string): void {
  for (let i = 0; i + 1 < word.length; i++) {
    if (word[i] === left && word[i + 1] === right) word.splice(i, 2, left + right);
  }
}

/** GPT-2's letter for each byte: printable ones stand for themselves, the others come after U+0100 in order. */
function byteLetters(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    return String.fromCodePoint(printable ? byte : next++);
  });
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

function tensorsOf(vocabularySize: number): Tensor[] {
  const random = normal(1);
  const matrix = (name: string, rows: number, columns: number): Tensor => ({
    name,
    shape: [rows, columns],
    values: Float32Array.from({ length: rows * columns }, () => random() / Math.sqrt(rows)),
  });
  const ones = (name: string): Tensor => ({
    name,
    shape: [embedding],
    values: new Float32Array(embedding).fill(1),
  });
  const block = (i: number) => [
    ones(`blk.${i}.attn_norm.weight`),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) =>
      matrix(`blk.${i}.${name}.weight`, embedding, embedding),
    ),
    ones(`blk.${i}.ffn_norm.weight`),
    matrix(`blk.${i}.ffn_gate.weight`, embedding, feedForward),
    matrix(`blk.${i}.ffn_up.weight`, embedding, feedForward),
    matrix(`blk.${i}.ffn_down.weight`, feedForward, embedding),
  ];
  return [
    matrix('token_embd.weight', embedding, vocabularySize),
    ...Array.from({ length: blocks }, (_, i) => block(i)).flat(),
    ones('output_norm.weight'),
    matrix('output.weight', embedding, vocabularySize),
  ];
}

/** Normally distributed numbers: mulberry32, then Box and Muller. */
function normal(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 1) / 4294967297;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function metadataOf(tokens: readonly string[], merges: readonly string[]): Buffer[] {
  const first = tokens.length - specials.length;
  const string = (key: string, value: string) => Buffer.concat([text(key), u32(8), text(value)]);
  const number = (key: string, value: number) => Buffer.concat([text(key), u32(4), u32(value)]);
  const real = (key: string, value: number) => Buffer.concat([text(key), u32(6), f32(value)]);
  const list = (key: string, type: number, items: readonly Buffer[]) =>
    Buffer.concat([text(key), u32(9), u32(type), u64(items.length), ...items]);
  return [
    string('general.architecture', 'llama'),
    string('general.name', 'keyhole-tiny-random'),
    number('llama.context_length', contextLength),
    number('llama.embedding_length', embedding),
    number('llama.block_count', blocks),
    number('llama.feed_forward_length', feedForward),
    number('llama.attention.head_count', heads),
    number('llama.attention.head_count_kv', heads),
    number('llama.rope.dimension_count', embedding / heads),
    real('llama.attention.layer_norm_rms_epsilon', 1e-5),
    string('tokenizer.ggml.model', 'gpt2'),
    string('tokenizer.ggml.pre', 'gpt-2'),
    list('tokenizer.ggml.tokens', 8, tokens.map(text)),
    // 1: a normal token, 3: a control token.
    list(
      'tokenizer.ggml.token_type',
      5,
      tokens.map((_, i) => u32(i < first ? 1 : 3)),
    ),
    list('tokenizer.ggml.merges', 8, merges.map(text)),
    number('tokenizer.ggml.bos_token_id', first),
    number('tokenizer.ggml.eos_token_id', first),
    number('tokenizer.ggml.fim_pre_token_id', first + 1),
    number('tokenizer.ggml.fim_suf_token_id', first + 2),
    number('tokenizer.ggml.fim_mid_token_id', first + 3),
  ];
}

const alignment = 32;

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}
