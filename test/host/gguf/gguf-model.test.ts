import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGgufModel, type GgufModel } from '../../../server/host/gguf/gguf-model.ts';
import type { GenerateRequest, NextNames, Prompt, TokenGuard } from '../../../server/models/models.ts';
import { decode } from '../../../server/monitors/monitors.ts';
import { guarded, patient } from '../../monitors/guarding.ts';
import { hasLlama, llamaEnvironment, testModel } from '../../support/llama.ts';

const never = new AbortController().signal;
const invoice = `interface Invoice { amount: number; customer: string }
function sum(invoice: Invoice) {
  let total = 0;
`;

function promptOf(prefix: string, suffix = ''): Prompt {
  return {
    format: 'plain',
    kind: 'completion',
    segments: [{ kind: 'prefix', origin: 'main.ts', text: prefix }],
    stop: [],
    path: '/main.ts',
    language: 'typescript',
    prefix,
    suffix,
  };
}

const asked = (prefix: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  prompt: promptOf(prefix),
  likely: [],
  maxTokens: 24,
  rejected: [],
  ...more,
});

/** A guard that lets only these names begin the text. */
function onlyNames(names: readonly string[]): TokenGuard & { readonly refused: number } {
  let written = '';
  let refused = 0;
  const rule: NextNames = {
    names,
    typed: '',
    doubt: Infinity,
    unnamed: false,
    blanks: false,
    end: 'identifier',
    language: 'typescript',
  };
  const open = () => names.some((name) => name !== written && name.startsWith(written));
  return {
    get refused() {
      return refused;
    },
    mask: () => (open() ? [{ ...rule, typed: written }] : []),
    advance(text) {
      const next = written + text;
      const holds = names.some((name) => name.startsWith(next) || next.startsWith(name));
      if (holds) written = next;
      else refused++;
      return holds;
    },
    legalPart: () => '',
  };
}

describe.skipIf(!hasLlama)('a GGUF model in a process of its own', () => {
  const { path, kind } = testModel();
  let model: GgufModel;

  beforeAll(async () => {
    const environment = await llamaEnvironment();
    const deadlines = { firstToken: 60_000, total: 60_000 };
    model = createGgufModel({
      path,
      format: 'plain',
      window: 100_000,
      gpu: false,
      environment,
      ...deadlines,
    });
  }, 400_000);
  afterAll(() => model.dispose());

  const texts = async (request: GenerateRequest, signal = never) => {
    const pieces: string[] = [];
    for await (const { text } of model.generate(request, signal)) pieces.push(text);
    return pieces;
  };

  test('says of itself, once it is loaded, what its window is and how it counts', async () => {
    const before = [model.contextWindow, model.tokenizer.name];
    await model.ready(AbortSignal.timeout(60_000));
    expect(before[0]).toBe(100_000);
    expect(model.contextWindow).toBeLessThan(100_000);
    expect(model.tokenizer.exact).toBe(true);
    const source = readFileSync(import.meta.filename, 'utf8');
    const texts = [
      `${invoice}  total += invoice.amount;\n`,
      source.slice(0, 900),
      'ß漢😀\r\n\t\t 1234\u00a0x',
      "don't",
    ];
    for (const text of texts)
      expect(model.tokenizer.count(text)).toBe((await model.surprisal(text, '', never)).tokens);
  });

  test('writes the same text again for the same prompt', async () => {
    const first = await texts(asked(`${invoice}  total += invoice.`));
    expect(first.length).toBeGreaterThan(0);
    expect(await texts(asked(`${invoice}  total += invoice.`))).toEqual(first);
    if (kind === 'trained') expect(first.join('')).toMatch(/^amount\b/);
  });

  test.each([['naïveté'], ['zażółćGęślą'], ['x'], ['中文名']])(
    'writes %s, whatever tokens it is made of, when nothing else is legal',
    async (name) => {
      const guard = onlyNames([name]);
      expect((await texts(asked(`${invoice}  total += invoice.`, { guard }))).join('')).toMatch(
        new RegExp(`^${name}`),
      );
      expect(guard.refused).toBe(0);
    },
  );

  test('goes on within a name as if it had been one text', async () => {
    const guard = onlyNames(['omer']);
    expect((await texts(asked(`${invoice}  total += invoice.cust`, { guard }))).join('')).toMatch(/^omer/);
  });

  test('writes another token where one is refused', async () => {
    const [first = ''] = await texts(asked(`${invoice}  const x = `));
    const guard: TokenGuard = { mask: () => [], advance: (text) => text !== first, legalPart: () => '' };
    const [other = ''] = await texts(asked(`${invoice}  const x = `, { guard }));
    expect(other).not.toBe(first);
    expect(other).not.toBe('');
  });

  test('is held by the monitors to members, and nothing is cut', async () => {
    await using open = await guarded(`${invoice}  total += invoice.$0\n}\n`);
    const { guard } = open;
    const request = asked(`${invoice}  total += invoice.`);
    const { text, decoding } = await decode({ model, request, guard, patience: patient, signal: never });
    const ofEveryObject =
      'constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf';
    expect(text).toMatch(new RegExp(`^(?:amount|customer|${ofEveryObject})(?![\\w$])`));
    expect(decoding).toMatchObject({ strategy: 'exact mask', cuts: 0, requests: 1 });
    expect(decoding.tokens).toBeGreaterThan(0);
  });

  test('tells how improbable a text is', async () => {
    const likely = await model.surprisal('amount;', `${invoice}  total += invoice.`, never);
    const unlikely = await model.surprisal('qqzzxx;', `${invoice}  total += invoice.`, never);
    expect(likely.tokens).toBeGreaterThan(0);
    expect(unlikely.nats).toBeGreaterThan(likely.nats);
    const halves = await model.surprisal('invoice.', `${invoice}  total += `, never);
    expect(Number.isFinite(halves.nats) && halves.nats > 0).toBe(true);
    const letters: number[] = [];
    for (const letter of 'abcdefghijkl') {
      const { nats } = await model.surprisal(letter, `${invoice}  total += invoice.`, never);
      letters.push(Math.exp(-nats));
    }
    expect(new Set(letters).size).toBeGreaterThan(6);
    expect(letters.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1);
  });

  test('tells of each line how much it surprises, later and once, and a completion comes first', async () => {
    const environment = await llamaEnvironment();
    const deadlines = { firstToken: 60_000, total: 60_000 };
    const options = { path, format: 'plain', window: 2_048, gpu: false, environment, quiet: 1, ...deadlines };
    await using own = { model: createGgufModel(options), [Symbol.asyncDispose]: () => own.model.dispose() };
    const line = '  total += invoice.amount;\n';
    const text = `${invoice}${line.repeat(40)}  zebra(9, 'qvx');\n${line.repeat(40)}`;
    const asks = [{ path: '/a.ts', language: 'typescript', text }];
    const bits = async () => (await own.model.surprise(asks, never))[0] ?? [];
    await own.model.ready(AbortSignal.timeout(60_000));
    expect(await bits()).toEqual([]);
    const pieces: string[] = [];
    for await (const piece of own.model.generate(asked('const a = ', { maxTokens: 4 }), never)) {
      pieces.push(piece.text);
      expect(await bits()).toEqual([]);
    }
    expect(pieces.length).toBeGreaterThan(0);
    await expect.poll(bits, { timeout: 20_000 }).toHaveLength(text.split('\n').length);
    const told = await bits();
    expect(told.slice(0, -1).every((one) => Number.isFinite(one) && one > 0)).toBe(true);
    expect(told.at(-1)).toBe(0);
    const strange = text.split('\n').findIndex((one) => one.includes('zebra'));
    if (kind === 'trained') expect(told[strange]).toBeGreaterThan(3 * (told[strange - 1] ?? 0));
    expect(await bits()).toBe(told);
    const alone = [{ path: '/a.ts', language: 'typescript', text: line.trim() }];
    await expect.poll(() => own.model.surprise(alone, never), { timeout: 20_000 }).not.toEqual([[]]);
    const [[mean = 0] = []] = await own.model.surprise(alone, never);
    const { nats, tokens } = await own.model.surprisal(line.trim(), '', never);
    expect((mean * tokens) / (nats / Math.LN2)).toBeCloseTo(1, 2);
  });

  test('ends within a token when nobody waits, and answers the next request', async () => {
    const controller = new AbortController();
    const pieces: string[] = [];
    const endless = asked('// ', { maxTokens: 100_000 });
    for await (const { text } of model.generate(endless, controller.signal)) {
      pieces.push(text);
      if (pieces.length === 3) controller.abort();
    }
    expect(pieces).toHaveLength(3);
    expect((await texts(asked(`${invoice}  total += `))).length).toBeGreaterThan(0);
  });

  test('is started again when its process dies', async () => {
    const dying = texts(asked('const a = ', { maxTokens: 100_000 }));
    const before = model.pid;
    process.kill(before ?? 0, 'SIGKILL');
    await expect(dying).rejects.toThrow(
      /The process of the model ended \(SIGKILL\); the next request starts a new one/,
    );
    expect((await texts(asked(`${invoice}  total += `))).length).toBeGreaterThan(0);
    expect(model.pid).not.toBe(before);
  });

  test('is gone after a while without a question, and back with the next one', async () => {
    const environment = await llamaEnvironment();
    const deadlines = { firstToken: 60_000, total: 60_000 };
    const shy = createGgufModel({
      path,
      format: 'plain',
      window: 512,
      gpu: false,
      environment,
      idle: 50,
      ...deadlines,
    });
    await shy.surprisal('one', '', never);
    const { pid } = shy;
    await expect.poll(() => shy.pid, { timeout: 20_000 }).toBeUndefined();
    expect((await shy.surprisal('one', '', never)).tokens).toBeGreaterThan(0);
    expect(shy.pid).not.toBe(pid);
    await shy.dispose();
  });

  test('that takes more memory than it may is ended, and is left alone for a while when it does so again and again', async () => {
    const environment = await llamaEnvironment();
    const deadlines = { firstToken: 60_000, total: 60_000 };
    const fat = createGgufModel({
      path,
      format: 'plain',
      window: 512,
      gpu: false,
      environment,
      memory: 10,
      pause: 3_000,
      ...deadlines,
    });
    const ask = () => fat.surprisal('one', '', never).then(({ tokens }) => tokens, String);
    for (let time = 0; time < 3; time++) {
      expect(await ask()).toBeGreaterThan(0);
      await expect.poll(() => fat.pid, { timeout: 20_000 }).toBeUndefined();
    }
    expect(await ask()).toMatch(
      /ended 3 times within a minute \(memory above 10 MB\); it is started again in \d s\. Choose a smaller model/,
    );
    await expect.poll(ask, { timeout: 20_000 }).toBeGreaterThan(0);
    await fat.dispose();
  });

  test('says in words that a file is no model', async () => {
    const environment = await llamaEnvironment();
    const deadlines = { firstToken: 60_000, total: 60_000 };
    const none = createGgufModel({
      path: import.meta.filename,
      format: 'plain',
      window: 512,
      gpu: false,
      environment,
      ...deadlines,
    });
    const read = async () => {
      for await (const _ of none.generate(asked('a'), never)) continue;
    };
    await expect(read()).rejects.toThrow(/could not be loaded as a model/);
    await none.dispose();
  });
});
