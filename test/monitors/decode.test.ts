import { describe, expect, test } from 'vitest';
import {
  type Capabilities,
  type GenerateRequest,
  leastCapabilities,
  type Model,
  type NextToken,
  o200k,
  type Prompt,
} from '../../server/models/models.ts';
import { decode } from '../../server/monitors/monitors.ts';
import { never } from '../statics/typescript/engine-fixture.ts';
import { guarded, patient } from './guarding.ts';

const invoice = `
interface Invoice { total: number; totalTax: number; id: string }
declare const invoice: Invoice;
declare function pay(id: string): void;
`;

interface Spoken {
  readonly text: string;
  readonly requests: readonly GenerateRequest[];
  readonly cuts: number;
  readonly strategy: string;
  readonly forbidden: string | undefined;
}

/** A model that says these things, one for each request, and can do as much as it is told. */
async function said(
  place: string,
  things: readonly string[],
  can: Partial<Capabilities> & { readonly alternatives?: readonly NextToken[] } = {},
): Promise<Spoken> {
  await using open = await guarded(`${invoice}${place}\n`);
  const { guard, files } = open;
  const { document, offset } = files;
  const requests: GenerateRequest[] = [];
  const { alternatives, ...capabilities } = can;
  const model: Model = {
    name: 'scripted',
    tokenizer: o200k,
    format: 'plain',
    contextWindow: 1000,
    attempts: 1,
    prose: true,
    capabilities: { ...leastCapabilities, contextLength: 1000, ...capabilities },
    async *generate(request) {
      requests.push(request);
      if (request.topLogprobs) yield { text: '', alternatives };
      else
        for (const text of (things[requests.length - 1] ?? '').split('|')) {
          if (!request.guard || (await request.guard.advance(text))) yield { text };
        }
    },
  };
  const prompt: Prompt = {
    format: 'plain',
    kind: 'completion',
    segments: [{ kind: 'prefix', origin: 'main.ts', text: document.text.slice(0, offset) }],
    stop: [],
    path: document.path,
    language: document.language,
    prefix: document.text.slice(0, offset),
    suffix: document.text.slice(offset),
  };
  const request = { prompt, likely: [], maxTokens: 40, rejected: [] };
  const { text, forbidden, decoding } = await decode({
    model,
    request,
    guard,
    patience: patient,
    signal: never,
  });
  return { text, requests, cuts: decoding.cuts, strategy: decoding.strategy, forbidden };
}

const asked = ({ requests }: Spoken) => requests.map(({ prompt }) => prompt.prefix.split('\n').at(-1));

describe('a model that can only be cut', () => {
  test('goes on behind the legal name that is most like what it wrote', async () => {
    const spoken = await said('invoice.$0', ['totl| + 1', ' + 1;']);
    expect(spoken).toMatchObject({ text: 'total + 1;', cuts: 1, strategy: 'cut and mend' });
    expect(asked(spoken)).toEqual(['invoice.', 'invoice.total']);
  });

  test('is asked what it thinks of the place, where its server tells', async () => {
    const alternatives = [
      { text: 'amount', logprob: -0.1 },
      { text: 'id', logprob: -2 },
    ];
    const spoken = await said('invoice.$0', ['totl', '', ';'], { topLogprobs: 5, alternatives });
    expect(spoken.text).toBe('id;');
    expect(spoken.requests[1]).toMatchObject({ topLogprobs: 5, maxTokens: 1 });
  });

  test('is put right wherever it goes wrong, and read no further', async () => {
    const spoken = await said('const x = $0', ['pay(invoice.|ident|; nonsense', ');']);
    expect(spoken.text).toBe('pay(invoice.id);');
    expect(asked(spoken)[1]).toBe('const x = pay(invoice.id');
  });

  test('has a call closed that takes no more', async () => {
    expect((await said('$0', ["pay('a'|, 'b');", ';'])).text).toBe("pay('a');");
  });

  test('has a name finished that it ends within', async () => {
    const spoken = await said('invoice.$0', ['tot']);
    expect(spoken).toMatchObject({ text: 'total', cuts: 1 });
    expect(spoken.requests).toHaveLength(1);
  });

  test('is given up when it goes wrong again and again', async () => {
    const spoken = await said('const x = $0', Array(9).fill(' + invoice.nothing'));
    expect(spoken).toMatchObject({
      text: '',
      cuts: 5,
      forbidden: expect.stringContaining('invoice.nothing'),
    });
  });

  test('is left alone where no rule holds', async () => {
    expect(await said('const x = $0', ['1 + 2;'])).toMatchObject({
      text: '1 + 2;',
      cuts: 0,
      strategy: 'free',
    });
  });
});

describe('a model whose server takes grammars', () => {
  const grammar = { grammar: 'gbnf' } as const;

  test('is told of the names with the request, without what is typed', async () => {
    const spoken = await said('invoice.to$0', ['tal;'], grammar);
    expect(spoken).toMatchObject({ text: 'tal;', cuts: 0, strategy: 'constrained request' });
    expect(spoken.requests[0]?.constraint?.names).toEqual(['tal', 'talTax']);
  });

  test('is told where it went wrong further on', async () => {
    const spoken = await said('const x = $0', ['invoice.|sum', 'total;'], grammar);
    expect(spoken.text).toBe('invoice.total;');
    expect(spoken.requests.map(({ constraint }) => constraint?.names.length)).toEqual([undefined, 3]);
  });

  test('is mended when its server did not keep to them', async () => {
    expect((await said('const x = $0', ['invoice.|sum', 'sum', ';'], grammar)).text).toBe('invoice.id;');
  });
});

describe('a model that asks before each token', () => {
  const exactMask = { exactMask: true } as const;
  const place = 'const text: string = invoice.$0;';

  test('goes back where the checker finds an error', async () => {
    const spoken = await said(place, ['total', 'id'], exactMask);
    expect(spoken).toMatchObject({ text: 'id', strategy: 'exact mask', requests: { length: 2 } });
  });

  test('is given the first word where nothing that it wrote after that was right', async () => {
    expect((await said(place, ['total', 'totalTax', 'valueOf'], exactMask)).text).toBe('total');
    expect((await said(place, ['total', 'id.concat(['], exactMask)).text).toBe('total');
  });
});
