import { describe, expect, test } from 'vitest';
import {
  formatFor,
  formatNamed,
  formatNames,
  messagesOf,
  type PromptParts,
  templateFormat,
} from '../../../server/layout/formats/formats.ts';
import { allControlTokens, hasControlToken, type Segment } from '../../../server/models/models.ts';

const segment = (kind: Segment['kind'], origin: string, text: string): Segment => ({ kind, origin, text });
const parts: PromptParts = {
  repository: 'shop',
  path: 'src/invoice.ts',
  language: 'typescript',
  context: [
    segment('context', 'money', '// src/money.ts\nexport type Money = number;\n\n'),
    segment('context', 'format', '// src/format.ts\nexport function format(m: Money): string\n\n'),
  ],
  prefix: segment('prefix', 'src/invoice.ts', 'return format('),
  suffix: segment('suffix', 'src/invoice.ts', ');\n'),
  hole: 'The hole is an argument of type Money.',
};

function joined(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join('');
}

function printed(name: string, given: PromptParts = parts): string {
  return joined(formatNamed(name)!.lay(given));
}

const context = joined(parts.context);
const completions = formatNames.filter((name) => name !== 'chat');

describe('each family', () => {
  test.each([
    ['qwen2.5-coder', '<|fim_prefix|>CONTEXTreturn format(<|fim_suffix|>);\n<|fim_middle|>'],
    ['codegemma', '<|fim_prefix|>CONTEXTreturn format(<|fim_suffix|>);\n<|fim_middle|>'],
    ['granite-4', '<|fim_prefix|>CONTEXTreturn format(<|fim_suffix|>);\n<|fim_middle|>'],
    ['granite', '<fim_prefix>CONTEXTreturn format(<fim_suffix>);\n<fim_middle>'],
    [
      'starcoder2',
      '<repo_name>shop<file_sep><fim_prefix>src/invoice.ts\nCONTEXTreturn format(<fim_suffix>);\n<fim_middle>',
    ],
    ['codellama', '<PRE> <SUF>);\n <MID> CONTEXTreturn format('],
    ['deepseek-coder', '<｜fim▁begin｜>CONTEXTreturn format(<｜fim▁hole｜>);\n<｜fim▁end｜>'],
    ['codestral', '[SUFFIX]);\n[PREFIX]CONTEXTreturn format('],
    ['plain', 'CONTEXTreturn format();\n'],
    ['native', 'CONTEXTreturn format();\n'],
  ])('%s', (name, expected) => {
    expect(printed(name).replace(context, 'CONTEXT')).toBe(expected);
  });

  test.each([
    ['<P>{prefix}<S>{suffix}<M>', '<P>CONTEXTreturn format(<S>);\n<M>'],
    ['{context}[{path} of {repository}]\n{prefix}', 'CONTEXT[src/invoice.ts of shop]\nreturn format('],
  ])('%s, as a person has written it', (template, expected) => {
    const format = templateFormat(template);
    expect(joined(format.lay(parts)).replace(context, 'CONTEXT')).toBe(expected);
  });

  test('code that spells a token of a template is kept apart from it, and the token ends the answer', () => {
    const format = templateFormat('<hole:before>{prefix}<hole:after>{suffix}<hole:fill>');
    const suffix = segment('suffix', 'src/invoice.ts', '"<hole:fill>"');
    expect(joined(format.lay({ ...parts, context: [], suffix }))).toBe(
      '<hole:before>return format(<hole:after>"< hole:fill>"<hole:fill>',
    );
    expect(format.stop).toEqual(['<hole:before>', '<hole:after>', '<hole:fill>']);
  });

  test('chat', () => {
    const [system, user] = messagesOf(formatNamed('chat')!.lay(parts));
    expect(system?.role).toBe('system');
    expect(system?.content).toContain('<HOLE/>');
    expect(user?.content).toMatchInlineSnapshot(`
      "Code from elsewhere in the repository:

      // src/money.ts
      export type Money = number;

      // src/format.ts
      export function format(m: Money): string


      The file src/invoice.ts (typescript):

      return format(<HOLE/>);


      The hole is an argument of type Money.

      Reply with the text that replaces <HOLE/>.
      "
    `);
    const [, bare] = messagesOf(formatNamed('chat')!.lay({ ...parts, context: [], hole: '' }));
    expect(bare?.content).toMatch(/^The file src\/invoice.ts \(typescript\):/);
  });
});

describe('all formats', () => {
  test.each(formatNames)('%s keeps every part whole and once, under its own kind', (name) => {
    const laid = formatNamed(name)!.lay(parts);
    for (const part of [...parts.context, parts.prefix, parts.suffix]) {
      expect(laid.filter((each) => each === part)).toHaveLength(1);
    }
    expect(joined(laid.filter(({ kind }) => kind === 'context'))).toBe(context);
    const own = laid.filter(({ kind }) => kind === 'control' || kind === 'instructions');
    expect(own.every(({ origin }) => origin === name)).toBe(true);
  });

  test.each(completions)('%s puts the context block right before the file', (name) => {
    expect(printed(name)).toContain(context + parts.prefix.text);
  });

  test.each(formatNames)('%s has no control token outside its control segments', (name) => {
    const hostile = allControlTokens.join('');
    const laid = formatNamed(name)!.lay({ ...parts, repository: hostile, path: hostile, hole: hostile });
    const words = laid
      .filter(({ kind }) => kind !== 'control')
      .map(({ text }) => text.replaceAll('<HOLE/>', ''));
    expect(words.filter(hasControlToken)).toEqual([]);
  });

  test.each(formatNames)('%s: every control token it writes or stops at is in the table', (name) => {
    const format = formatNamed(name)!;
    const written = format.lay(parts).filter(({ kind }) => kind === 'control');
    for (const text of [...written.map((each) => each.text.trim()), ...format.stop]) {
      expect(allControlTokens).toContain(text);
    }
  });
});

describe('formatFor', () => {
  test.each([
    ['embedded', 'plain'],
    ['Qwen/Qwen2.5-Coder-7B', 'qwen2.5-coder'],
    ['qwen3-coder:30b', 'qwen2.5-coder'],
    ['qwen2.5-coder:7b-instruct', 'qwen2.5-coder'],
    ['qwen3:8b', 'chat'],
    ['codegemma:2b', 'codegemma'],
    ['bigcode/starcoder2-3b', 'starcoder2'],
    ['starcoderbase-1b', 'granite'],
    ['codellama:7b-code', 'codellama'],
    ['CodeLlama-13b-hf', 'codellama'],
    ['deepseek-coder:6.7b-base', 'deepseek-coder'],
    ['deepseek-chat', 'chat'],
    ['codestral-22b-v0.1', 'codestral'],
    ['codestral-latest', 'native'],
    ['codestral-2508', 'native'],
    ['granite-code:3b', 'granite'],
    ['granite-4.0-h-micro', 'granite-4'],
    ['gpt-3.5-turbo-instruct', 'native'],
    ['gpt-4o', 'chat'],
    ['Meta-Llama-3.1-8B-Instruct', 'chat'],
    ['who-knows', 'chat'],
  ])('%s is given %s', (model, format) => {
    expect(formatFor(model).name).toBe(format);
  });

  test('names are unique and found again; an unknown one is not', () => {
    expect(new Set(formatNames).size).toBe(formatNames.length);
    for (const name of formatNames) expect(formatNamed(name)?.name).toBe(name);
    expect(formatNamed('no-such')).toBeUndefined();
  });
});
