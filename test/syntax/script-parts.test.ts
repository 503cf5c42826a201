import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf, hasJsx, isInCode } from '../../server/syntax/script-parts.ts';

function code(text: string, language = 'vue'): string {
  return codeOf(text, language).replace(/ +/g, ' ').trim();
}

test.each([
  ['<template><p/></template>\n<script setup lang="ts">let a;</script>', 'let a;'],
  ['<script>a</script><script lang="ts" setup>b</script>', 'a b'],
  ['<SCRIPT\n  generic="T extends A<B>">a</SCRIPT >', 'a'],
  ['<!-- <script>no</script> --><script>yes</script>', 'yes'],
  ['<style>a > b { content: "<script>" }</style><script>x</script>', 'x'],
  ['<script src="./a.ts" /><script>x</script>', 'x'],
  ['<script type="application/json">{}</script><script type="module">x</script>', 'x'],
  ['<script>open, as it is while one types', 'open, as it is while one types'],
  ['no script <b>at</b> all', ''],
])('%j', (text, expected) => {
  expect(code(text)).toBe(expected);
});

test('other languages are code as a whole', () => {
  expect(codeOf('<script>a</script>', 'html')).toBe('<script>a</script>');
  expect(isInCode('a', 'typescript', 0)).toBe(true);
});

test('an offset stands in code or beside it', () => {
  const text = '<p>{{ a }}</p><script>b</script>';
  expect(isInCode(text, 'svelte', text.indexOf('a'))).toBe(false);
  expect(isInCode(text, 'svelte', text.indexOf('b'))).toBe(true);
});

test('JSX is told by the tag', () => {
  expect(hasJsx('<script lang="tsx">', 'vue')).toBe(true);
  expect(hasJsx('<script lang="ts">', 'vue')).toBe(false);
  expect(hasJsx('<script lang="tsx">', 'typescript')).toBe(false);
});

const piece = fc.constantFrom(
  '<script',
  ' lang="ts"',
  '>',
  '</script>',
  '<!--',
  '-->',
  '<style>',
  '"',
  "'",
  '\n',
  'x',
  '😀',
  '/>',
);

test('what is code stands where it stood; the rest is as long as it was', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom('vue', 'svelte'), (pieces, language) => {
      const text = pieces.join('');
      const read = codeOf(text, language);
      expect(read).toHaveLength(text.length);
      for (let at = 0; at < text.length; at++) if (read[at] !== ' ') expect(read[at]).toBe(text[at]);
    }),
  );
});

test('many tags that are never closed take no time', () => {
  const start = performance.now();
  codeOf('<script '.repeat(100_000), 'vue');
  expect(performance.now() - start).toBeLessThan(10_000);
});
