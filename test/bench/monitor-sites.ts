/** Seeded places of real code where the types list what may stand: the rest of the line is taken away there. */

import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { languageOf, lex } from '../../server/text/text.ts';
import { random } from './cursors.ts';

export const siteKinds = ['member', 'call', 'construction', 'object literal'] as const;
export type SiteKind = (typeof siteKinds)[number];

export interface MonitorSite {
  readonly kind: SiteKind;
  readonly path: string;
  readonly language: string;
  readonly original: string;
  /** Without the rest of the line. */
  readonly text: string;
  readonly offset: number;
  readonly tail: string;
}

/** So many sites of each kind, every one as likely as any other of its kind. */
export function monitorSites(paths: readonly string[], count: number, seed: number): MonitorSite[] {
  const next = random(seed);
  const shuffled = paths.map((path) => ({ path, order: next() })).toSorted((a, b) => a.order - b.order);
  const found: MonitorSite[] = [];
  for (const kind of siteKinds) {
    const own: MonitorSite[] = [];
    for (const { path } of shuffled) {
      if (own.length >= count) break;
      const text = readFileSync(path, 'utf8');
      if (text.length > 60_000) continue;
      const sites = sitesIn(path, text, kind);
      const site = sites[Math.floor(next() * sites.length)];
      if (site) own.push(site);
    }
    found.push(...own);
  }
  return found;
}

function sitesIn(path: string, text: string, kind: SiteKind): MonitorSite[] {
  const script = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, script);
  const offsets: number[] = [];
  const visit = (node: ts.Node): void => {
    const start = startOf(node, kind, source);
    if (start !== undefined) offsets.push(start);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return offsets.flatMap((offset) => siteAt(path, text, offset, kind) ?? []);
}

function startOf(node: ts.Node, kind: SiteKind, source: ts.SourceFile): number | undefined {
  switch (kind) {
    case 'member':
      return ts.isPropertyAccessExpression(node) ? node.name.getStart(source) : undefined;
    case 'call':
      return ts.isCallExpression(node) ? node.arguments[0]?.getStart(source) : undefined;
    case 'construction':
      return ts.isNewExpression(node) ? node.expression.getStart(source) : undefined;
    case 'object literal':
      return ts.isObjectLiteralElementLike(node) && node.name && ts.isIdentifier(node.name)
        ? node.name.getStart(source)
        : undefined;
  }
}

/** Only where what is taken away opens no bracket that a later line closes. */
function siteAt(path: string, text: string, offset: number, kind: SiteKind): MonitorSite | undefined {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  const tail = text.slice(offset, end).trimEnd();
  const language = languageOf(path);
  const tokens = lex(tail, language);
  if (tokens.some((token) => token.kind === 'comment' || token.text.includes('`')) || tail.length > 120)
    return undefined;
  let depth = 0;
  for (const { text: token } of tokens) {
    if (/^[([{]$/.test(token)) depth++;
    if (/^[)\]}]$/.test(token)) depth = Math.max(0, depth - 1);
  }
  if (depth > 0 || /(?:=>|[=+\-*/&|?:<(])$/.test(tail)) return undefined;
  return {
    kind,
    path,
    language,
    original: text,
    text: text.slice(0, offset) + text.slice(end),
    offset,
    tail,
  };
}
