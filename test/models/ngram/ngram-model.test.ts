import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NextNames, NgramModel, type NgramRequest } from '../../../server/models/models.ts';

const language = 'typescript';
const invoices = {
  path: 'invoices.ts',
  language,
  text: Array.from(
    { length: 6 },
    (_, i) => `
export function total${i}(invoice: Invoice): Money {
  const lines = invoice.lines.filter((line) => line.amount > 0);
  return sum(lines.map((line) => line.amount));
}
`,
  ).join(''),
};

/** Texts that a model that knows the invoices offers at `|`. */
function offers(marked: string, options: Partial<NgramRequest> = {}): string[] {
  const model = new NgramModel();
  model.learn(invoices);
  return complete(model, marked, options).map(({ text }) => text);
}

function complete(model: NgramModel, marked: string, options: Partial<NgramRequest> = {}) {
  const [prefix = '', suffix = ''] = marked.split('|');
  const fixed = { path: 'open.ts', language, contexts: [], likely: [], maxTokens: 96, rejected: [] };
  return model.complete({ ...fixed, prefix, suffix, ...options });
}

describe('complete', () => {
  test('goes on to the end of the line as the project does', () => {
    expect(offers('  const lines = invoice.|\n')).toContain('lines.filter((line) => line.amount > 0);');
    expect(offers('  const lines = invoice.lines.filter(|\n')[0]).toBe('(line) => line.amount > 0);');
  });

  test('writes the rest of a partial word', () => {
    expect(offers('  const lines = inv|\n')).toContain('oice.lines.filter((line) => line.amount > 0);');
  });

  test('does not close what is closed after the cursor, and closes what is not', () => {
    const closed = offers('  return sum(lines.map(|));\n');
    const open = offers('function f() {\n  return sum(lines.map(|\n}\n');
    expect(closed).toContain('(line) => line.amount');
    expect(closed).not.toContain('(line) => line.amount)');
    expect(closed).not.toContain('(line) => line.amount));');
    expect(open).toContain('(line) => line.amount));');
  });

  test('opens a block only where the next line is deeper', () => {
    expect(offers('export function total1(invoice: Invoice)|\n  return 1;\n}\n')[0]).toBe(': Money {');
    expect(offers('export function total1(invoice: Invoice)|\nexport const x = 1;\n')).not.toContain(
      ': Money {',
    );
  });

  test('never offers what stands right below', () => {
    const text = 'return sum(lines.map((line) => line.amount));';
    const before = '  const lines = invoice.lines.filter((line) => line.amount > 0);\n  |\n';
    expect(offers(before)).toContain(text);
    expect(offers(`${before}  ${text}\n`)).not.toContain(text);
  });

  test('offers shorter pieces below, and leaves out what was rejected', () => {
    const all = offers('  const lines = invoice.|\n');
    expect(all).toContain('lines');
    expect(all).toContain('lines.filter((line) => line.amount > 0)');
    expect(offers('  const lines = invoice.|\n', { rejected: [all[0]!] })).not.toContain(all[0]);
  });

  test('says nothing in a comment or inside a word', () => {
    expect(offers('// const lines = inv|\n')).toEqual([]);
    expect(offers('  const lines = inv|oice;\n')).toEqual([]);
  });

  test('learns the context items of the request', () => {
    const contexts = ['declare function openLedger(year: number): Ledger;\nopenLedger(2024).entries();\n'];
    expect(offers('x = openL|\n', { contexts })).toContain('edger(2024).entries();');
    expect(offers('x = openL|\n')).toEqual([]);
  });

  test('the open file counts as it is now, not as it was learned', () => {
    const model = new NgramModel();
    model.learn({ path: 'open.ts', language, text: 'alpha.beta();\n'.repeat(9) });
    const texts = (path: string) => complete(model, 'alpha.|\n', { path }).map(({ text }) => text);
    expect(texts('open.ts').join()).not.toContain('beta');
    expect(texts('other.ts')).toContain('beta();');
    expect(texts('open.ts').join()).not.toContain('beta');
  });
});

describe('legal names', () => {
  const names = ['lines', 'customerAddress', 'dueDate'];
  const legal = { names, complete: true };

  test('are all that is offered when they are complete', () => {
    const first = offers('  f(invoice.|);\n', { legal }).map((text) => /^\w+/.exec(text)?.[0]);
    expect(first[0]).toBe('lines');
    expect(names).toEqual(expect.arrayContaining([...new Set(first)]));
    expect(offers('  f(invoice.nothing|);\n', { legal })).toEqual([]);
  });

  test('that were never seen are ranked by names near the cursor, then by the order of the likely', () => {
    const options = { legal: { names: ['dueDate', 'customerAddress'], complete: true } };
    expect(offers('  const address = invoice.|;\n', options)[0]).toBe('customerAddress');
    expect(offers('  f(invoice.|);\n', { ...options, likely: ['dueDate'] })[0]).toBe('dueDate');
    expect(offers('  f(invoice.|);\n', { ...options, likely: ['customerAddress'] })[0]).toBe(
      'customerAddress',
    );
  });
});

test('likely names are offered at the start of an expression', () => {
  const offered = offers('  const ledger = |;\n', { likely: ['openLedger'] });
  expect(offered.some((text) => text.startsWith('openLedger'))).toBe(true);
  expect(offers('  ledger.|;\n', { likely: ['openLedger'] }).join()).not.toContain('openLedger');
});

test('beyond its cap the model refuses files and says so', () => {
  const model = new NgramModel({ maxTokens: 10 });
  model.learn({ path: 'a.ts', language, text: 'a b c d' });
  model.learn({ path: 'b.ts', language, text: 'a b c d e f g' });
  expect(model.statistics()).toMatchObject({ files: 1, tokens: 5, refused: 1 });
  model.forget('a.ts');
  model.learn({ path: 'b.ts', language, text: 'a b c d e f g' });
  expect(model.statistics()).toMatchObject({ files: 1, tokens: 8, refused: 0 });
});

test('a text is less surprising where the project holds its like, its own file left out', () => {
  const model = new NgramModel();
  model.learn(invoices);
  model.learn({ ...invoices, path: 'copy.ts' });
  const known = model.measure(invoices);
  expect(known.bits).toBeLessThan(1);
  model.forget('copy.ts');
  expect(model.measure(invoices).bits).toBeGreaterThan(5);
  expect(model.measure({ path: 'x.ts', language, text: '' })).toEqual({ bits: 0, tokens: 0 });
});

const plain = ['}', '{', '(', ')', '[', ']', '\n', ' ', 'line', '.', '=>', ';', ','];
const code = fc.array(fc.constantFrom(...plain), { maxLength: 30 }).map((parts) => parts.join(''));
const pieces = fc.oneof(fc.constantFrom(...plain, '`', '${', '"', '//', 'é'), fc.string({ maxLength: 2 }));
const anything = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));
const asked = { path: 'open.ts', language, likely: ['line'], maxTokens: 96, rejected: [] };

test('completing never throws, and gives one line with a confidence between 0 and 1', () => {
  const model = new NgramModel();
  model.learn(invoices);
  fc.assert(
    fc.property(anything, anything, fc.nat(invoices.text.length), (before, after, offset) => {
      const prefix = invoices.text.slice(0, offset) + before;
      const suffix = after + invoices.text.slice(offset);
      for (const { text, confidence, probability } of model.complete({
        ...asked,
        contexts: [before],
        prefix,
        suffix,
      })) {
        expect(text.trim()).not.toBe('');
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(probability).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
    { numRuns: 150 },
  );
});

test('a completion closes what it opens, but for one bracket at its end', () => {
  const model = new NgramModel();
  model.learn(invoices);
  fc.assert(
    fc.property(code, code, fc.nat(invoices.text.length), (before, after, offset) => {
      const prefix = invoices.text.slice(0, offset) + before;
      const suffix = after + invoices.text.slice(offset);
      for (const { text } of model.complete({ ...asked, contexts: [], prefix, suffix })) {
        expect(opened(text)).toBe(/[({[]$/.test(text) ? 1 : 0);
      }
    }),
    { numRuns: 150 },
  );
});

/** How many brackets a line of plain code leaves open. */
function opened(text: string): number {
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
  }
  return depth;
}

describe('names further on', () => {
  const only = (names: readonly string[], unnamed = false): NextNames => ({
    names,
    unnamed,
    typed: '',
    doubt: Infinity,
    blanks: unnamed,
    end: 'identifier',
    language,
  });

  /** What is offered where names are legal behind texts that match, and what was asked. */
  function held(marked: string, behind: RegExp, rule: NextNames) {
    const model = new NgramModel();
    model.learn(invoices);
    const [prefix = '', suffix = ''] = marked.split('|');
    const asked: string[] = [];
    const completing = model.completing({
      path: 'open.ts',
      language,
      contexts: [],
      likely: [],
      maxTokens: 96,
      rejected: [],
      prefix,
      suffix,
    });
    let step = completing.next([]);
    while (!step.done) {
      asked.push(...step.value);
      step = completing.next(step.value.map((text) => (behind.test(text) ? [rule] : [])));
    }
    return { texts: step.value.map(({ text }) => text), asked };
  }

  test('are those that are legal, whatever was learned', () => {
    const place = '  const lines = |\n';
    const learned = 'invoice.lines.filter((line) => line.amount > 0);';
    const { texts, asked } = held(place, /\bline\.$/, only(['amount', 'price']));
    expect(texts).toContain(learned);
    expect(asked).toEqual(expect.arrayContaining(['invoice.', 'invoice.lines.filter((line) => line.']));
    expect(held(place, /\bline\.$/, only(['price'])).texts.join()).not.toMatch(/line\.amount/);
    expect(held(place, /invoice\.$/, only(['lines'])).texts).toContain(learned);
  });

  test('leave room for what is no name only where that may stand', () => {
    const place = '  return sum(|);\n';
    for (const unnamed of [true, false])
      expect(held(place, /lines\.$/, only(['each'], unnamed)).texts.join()).not.toMatch(/lines\.map/);
  });
});
