/**
 * What of a file its parser should read. Of files that mix languages that is their code: the `<script>`
 * parts of Vue and Svelte. What is left out becomes white space, so that every offset stays what it is.
 */

import type { Range } from '../protocol/protocol.ts';
import { firstBranches } from './conditionals.ts';
import { withoutMacros } from './macros.ts';

const mixed: ReadonlySet<string> = new Set(['vue', 'svelte']);

/** A script's opening tag, a comment, or another part whose inside is left out as a whole. */
const opening = /<!--[^]*?(?:-->|$(?![^]))|<(script|style)\b((?:[^>"']|"[^"]*"|'[^']*'){0,500})>/giu;
const otherScript = /\btype\s*=\s*["'][^"']*(?:json|template|markdown|importmap)/i;
const jsx = /\blang\s*=\s*["']?[jt]sx\b/i;

/** The text as its parser should read it; as long as the file's own. */
export function codeOf(text: string, language: string): string {
  if (language === 'c' || language === 'cpp') return withoutMacros(text);
  if (language === 'csharp') return firstBranches(text);
  if (!mixed.has(language)) return text;
  let code = '';
  for (const { start, end } of scriptsOf(text)) {
    code += blank(text.slice(code.length, start)) + text.slice(start, end);
  }
  return code + blank(text.slice(code.length));
}

/** Whether an offset of the file stands in code. */
export function isInCode(text: string, language: string, offset: number): boolean {
  return !mixed.has(language) || scriptsOf(text).some(({ start, end }) => start <= offset && offset <= end);
}

/** Whether the scripts of a file hold JSX. */
export function hasJsx(text: string, language: string): boolean {
  return mixed.has(language) && [...text.matchAll(opening)].some(([tag]) => jsx.test(tag));
}

/** Between the tags, in order. A script that is not closed goes on to the end. */
function scriptsOf(text: string): Range[] {
  const scripts: Range[] = [];
  opening.lastIndex = 0;
  for (let tag = opening.exec(text); tag; tag = opening.exec(text)) {
    const [written, name, attributes = ''] = tag;
    if (name === undefined || written.endsWith('/>')) continue;
    const start = opening.lastIndex;
    const end = closingTag(text, name, start);
    if (name.toLowerCase() === 'script' && !otherScript.test(attributes)) scripts.push({ start, end });
    opening.lastIndex = end;
  }
  return scripts;
}

function closingTag(text: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = from;
  return closing.exec(text)?.index ?? text.length;
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
