import { afterEach, expect, test } from 'vitest';
import { createEmbeddedModel, type EmbeddedModel } from '../../server/host/embedded-model.ts';
import type { GenerateRequest, Piece, TokenGuard } from '../../server/models/models.ts';

const tokenizer = { name: 'words', exact: true, count: (text: string) => text.split(/\s+/).length };
const language = 'typescript';
const ledger = { path: 'a.ts', language, text: 'const sum = ledger.entries(year).total();\n'.repeat(5) };
const never = new AbortController().signal;

let model: EmbeddedModel;
afterEach(() => model.dispose());

function request(prefix: string, options: Partial<GenerateRequest> = {}): GenerateRequest {
  const fixed = {
    format: 'plain',
    kind: 'completion',
    segments: [],
    stop: [],
    path: 'b.ts',
    language,
  } as const;
  const prompt = { ...fixed, prefix, suffix: '\n' };
  return { prompt, likely: [], maxTokens: 96, rejected: [], ...options };
}

async function pieces(asked: GenerateRequest, signal: AbortSignal = never): Promise<Piece[]> {
  const found: Piece[] = [];
  for await (const piece of model.generate(asked, signal)) found.push(piece);
  return found;
}

test('a learned line is completed with one piece that carries its confidence', async () => {
  model = createEmbeddedModel(tokenizer);
  await model.learn([ledger]);
  const [piece, ...more] = await pieces(request('const sum = ledger.'));
  expect(piece?.text).toBe('entries(year).total();');
  expect(piece?.confidence).toBeGreaterThan(0.5);
  expect(more).toEqual([]);
});

test('names further on are those that the guard says are legal, and what else is learned waits meanwhile', async () => {
  model = createEmbeddedModel(tokenizer);
  await model.learn([ledger]);
  const asked: string[] = [];
  let learned: Promise<void> | undefined;
  const rule = {
    names: ['sum'],
    typed: '',
    doubt: Infinity,
    unnamed: false,
    blanks: false,
    end: 'identifier' as const,
    language,
  };
  const guard: TokenGuard = {
    mask: () => [],
    advance: () => true,
    legalPart: () => '',
    async after(text) {
      asked.push(text);
      learned ??= model.learn([{ path: 'c.ts', language, text: 'ledger.other();\n' }]);
      return text.endsWith('entries(year).') ? [rule] : [];
    },
  };
  const [piece] = await pieces(request('const sum = ledger.', { guard }));
  await learned;
  expect(asked).toContain('entries(year).');
  expect(piece?.text).toMatch(/^entries(?!\(year\)\.total)/);
});

test('a rejected completion is followed by the next best, until there is none', async () => {
  model = createEmbeddedModel(tokenizer);
  await model.learn([ledger]);
  const rejected: string[] = [];
  for (let attempt = 0; attempt < model.attempts; attempt++) {
    const [piece] = await pieces(request('const sum = ledger.', { rejected: [...rejected] }));
    if (!piece) break;
    expect(rejected).not.toContain(piece.text);
    rejected.push(piece.text);
  }
  expect(rejected).toContain('entries');
  expect(await pieces(request('const sum = ledger.', { rejected }))).toEqual([]);
});

test('context segments of the prompt are learned for their request', async () => {
  model = createEmbeddedModel(tokenizer);
  const asked = request('ledger.');
  const segments = [{ kind: 'context' as const, origin: 'x', text: ledger.text }];
  expect((await pieces({ ...asked, prompt: { ...asked.prompt, segments } }))[0]?.text).toMatch(/^entries/);
  expect((await pieces(asked))[0]?.text ?? '').not.toMatch(/^entries/);
});

test('a forgotten file is not completed from', async () => {
  model = createEmbeddedModel(tokenizer);
  await model.learn([ledger]);
  model.forget(ledger.path);
  expect((await pieces(request('const sum = ledger.')))[0]?.text ?? '').not.toMatch(/^entries/);
});

test('an aborted request ends at once and without a piece', async () => {
  model = createEmbeddedModel(tokenizer);
  expect(await pieces(request('const sum = '), AbortSignal.abort())).toEqual([]);
  const controller = new AbortController();
  const waiting = pieces(request('const sum = ledger.'), controller.signal);
  controller.abort();
  expect(await waiting).toEqual([]);
});

test('a request is answered while many files are being learned', async () => {
  model = createEmbeddedModel(tokenizer);
  await model.learn([ledger]);
  const many = Array.from({ length: 60 }, (_, i) => {
    const lines = Array.from({ length: 900 }, (_, j) => `const a${i}_${j} = f${j % 97}(b${(i * j) % 89});`);
    return { path: `m${i}.ts`, language, text: lines.join('\n') };
  });
  let learned = false;
  const learning = model.learn(many).then(() => {
    learned = true;
  });
  expect((await pieces(request('const sum = ledger.')))[0]?.text).toBe('entries(year).total();');
  expect(learned).toBe(false);
  await learning;
});

test('a disposed model refuses in words', async () => {
  model = createEmbeddedModel(tokenizer);
  await model.dispose();
  await expect(model.learn([ledger])).rejects.toThrow('The embedded model has stopped.');
});
