/**
 * Holes of real edits: a repository as it was some commits ago, at the places where later commits added code,
 * with the names that the added line uses and that nothing above it in the file names.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifiersOf, languageOf, lineStarts } from '../../server/text/text.ts';
import { random } from './cursors.ts';
import type { Hole } from './needed-symbols.ts';

export interface EditedRepository extends Disposable {
  /** A copy of the repository as it was. */
  readonly root: string;
  readonly holes: readonly Hole[];
  /** Day of the commit that it is a copy of. */
  readonly date: string;
}

export interface EditOptions {
  /** How many commits ago. */
  readonly commits: number;
  readonly count: number;
  readonly seed: number;
}

/** `undefined` where there is no such history. */
export function laterEdits(
  root: string,
  { commits, count, seed }: EditOptions,
): EditedRepository | undefined {
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', root, ...words], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    const base = git('rev-list', '--first-parent', '-n', '1', `--skip=${commits}`, 'HEAD').trim();
    const date = git('log', '-1', '--format=%cs', base).trim();
    const copy = realpathSync(mkdtempSync(join(tmpdir(), 'keyhole-edits-')));
    const files = git('ls-tree', '-r', '-z', '--name-only', base, '.').split('\0').filter(isSource);
    const archive = execFileSync('git', ['-C', root, 'archive', base, '--', ...files], {
      maxBuffer: 2 ** 31 - 1,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    execFileSync('tar', ['-x', '-C', copy], { input: archive });
    const wanted = ['--no-renames', '--diff-filter=M', '--relative', base, 'HEAD', '--', '*.ts', '*.tsx'];
    const diff = git('diff', '-U0', ...wanted);
    const all = diff.split(/^diff --git /m).flatMap((file) => holesIn(copy, file));
    return {
      root: copy,
      date,
      holes: sample(all, count, seed),
      [Symbol.dispose]: () => rmSync(copy, { recursive: true, force: true }),
    };
  } catch {
    return undefined;
  }
}

/** What holes and types are read from: large files of other kinds may not be at hand in a partial clone. */
function isSource(path: string): boolean {
  return /\.[cm]?[jt]sx?$|(?:package|[jt]sconfig[^/]*)\.json$|\.gitignore$/.test(path);
}

function sample(holes: Hole[], count: number, seed: number): Hole[] {
  const next = random(seed);
  const keyed = holes.map((hole) => ({ hole, key: next() }));
  return keyed
    .toSorted((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ hole }) => hole);
}

function holesIn(root: string, diff: string): Hole[] {
  const name = /^\+\+\+ b\/(.*)$/m.exec(diff)?.[1];
  if (!name || !/\.[cm]?tsx?$/.test(name) || /\b(tests?|spec)\b|\.d\.[cm]?ts$/.test(name)) return [];
  const path = join(root, name);
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  const hunks = diff.split(/^@@ /m).slice(1);
  return hunks.flatMap((hunk) => holeOf(path, text, hunk) ?? []);
}

/** The first line that a hunk adds, at the place where it goes; of a changed line, what is new of it. */
function holeOf(path: string, text: string, hunk: string): Hole | undefined {
  const place = /^-(\d+)(?:,(\d+))?/.exec(hunk);
  const removed = linesWith('-', hunk);
  const added = linesWith('+', hunk).find((line) => /[\p{ID_Start}_$]/u.test(line));
  if (!place || !added || /^\s*(import\b|export .* from|\/\/|\*|\/\*)/.test(added)) return undefined;
  const starts = lineStarts(text);
  const first = Number(place[1]) - (place[2] === '0' ? 0 : 1);
  const start = starts[first] ?? text.length;
  const end = starts[first + removed.length] ?? text.length;
  const same = Math.max(indentOf(added), sharedStart(removed[0] ?? '', added));
  const above = text.slice(0, start) + added.slice(0, same);
  const known = new Set(identifiersOf(withoutImports(above)));
  const names = new Set(identifiersOf(added.slice(same)).filter((name) => !known.has(name)));
  if (names.size === 0) return undefined;
  return {
    kind: "at a statement's start",
    path,
    language: languageOf(path),
    text: `${above}\n${text.slice(end)}`,
    offset: above.length,
    line: first + 1,
    column: same + 1,
    tail: added.slice(same),
    needed: [...names].map((name) => ({ name, declared: [], namedBelow: false })),
  };
}

function linesWith(mark: '+' | '-', hunk: string): string[] {
  const lines = hunk.split('\n').slice(1);
  return lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** How much two lines have in common at their start, whole words only. */
function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  while (at > 0 && /[\p{ID_Continue}$]/u.test(b[at - 1] ?? '') && /[\p{ID_Continue}$]/u.test(b[at] ?? ''))
    at--;
  return at;
}

function withoutImports(text: string): string {
  return text.replace(/^import\b[^;'"]*(?:['"][^'"]*['"])?;?/gm, '');
}
