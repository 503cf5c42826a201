/**
 * One ignore file as a list of rules that decide on one path by itself, after gitignore(5) and Git's
 * wildmatch. Deciding on the folders above first is the caller's work: a deeper file may have let them in.
 */

export interface IgnoreRule {
  /** A rule with `!` lets in what rules before it left out. */
  readonly ignores: boolean;
  readonly foldersOnly: boolean;
  /** Over the path relative to the ignore file's folder, forward slashes, none at the end. */
  readonly pattern: RegExp;
  /** Where the pattern is a plain name, as most are: the last name of a path is compared with it. */
  readonly name?: string;
  /** Where it is a star and a plain ending, as most others are: the last name of a path ends so. */
  readonly ending?: string;
}

/** Rules in the order of the file; blank lines, comments and patterns that cannot match are left out. */
export function parseIgnoreFile(text: string, flags: '' | 'i'): IgnoreRule[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line) => ruleOf(line, flags));
}

/** Whether the rules leave the path out, let it in, or say nothing of it; the last that matches decides. */
export function decision(
  rules: readonly IgnoreRule[],
  path: string,
  kind: 'file' | 'folder',
): boolean | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const rule = rules.findLast(
    (one) => (kind === 'folder' || !one.foldersOnly) && (plainly(one, last) ?? one.pattern.test(path)),
  );
  return rule?.ignores;
}

/** Thousands of paths are compared with hundreds of rules. */
function plainly({ name, ending }: IgnoreRule, last: string): boolean | undefined {
  if (name !== undefined) return name === last;
  return ending === undefined ? undefined : last.endsWith(ending);
}

function ruleOf(line: string, flags: string): IgnoreRule[] {
  if (line.startsWith('#')) return [];
  const trimmed = line.replace(/(?<!\\)((?:\\\\)*) +$/, '$1');
  const negated = trimmed.startsWith('!');
  const written = negated ? trimmed.slice(1) : trimmed;
  const foldersOnly = written.endsWith('/');
  const glob = foldersOnly ? written.slice(0, -1) : written;
  const source = glob.includes('/') ? anchoredSource(glob.replace(/^\//, '')) : nameSource(glob);
  if (source === undefined) return [];
  const pattern = new RegExp(`^${source}$`, `s${flags}`);
  const { star, plain } = (flags === '' && /^(?<star>\*?)(?<plain>[^/*?[\\]+)$/.exec(glob)?.groups) || {};
  const ends = plain !== undefined && (star ? { ending: plain } : { name: plain });
  return [{ ignores: !negated, foldersOnly, pattern, ...ends }];
}

/** Without a slash a pattern is about the last name of a path, and two stars are one. */
function nameSource(glob: string): string | undefined {
  const source = glob === '' ? undefined : sourceOf(glob.replace(/\*+/g, '*'));
  return source && `(?:.*/)?${source}`;
}

/** Git compares what stands before the first wildcard on its own: two stars behind it stand at a start. */
function anchoredSource(glob: string): string | undefined {
  const literal = /^[^*?[\\]*/.exec(glob)?.[0] ?? '';
  const source = glob === '' ? undefined : sourceOf(glob.slice(literal.length));
  return source === undefined ? undefined : literal.replace(/[$.+()\]{}|^]/g, '\\$&') + source;
}

/** One piece of a pattern at a time: the two stars with their slashes before the single star. */
const piece =
  /(?<leading>^\*\*\/)|(?<middle>(?<=\/)\*\*\/)|(?<trailing>(?<=\/|^)\*\*$)|(?<star>\*+)|(?<any>\?)|(?<set>\[)|\\(?<escaped>.)|(?<dangling>\\)|(?<plain>.)/suy;

/** `undefined` for a pattern that matches nothing: an open bracket, a backslash at the end. */
function sourceOf(glob: string): string | undefined {
  let source = '';
  for (let at = 0; at < glob.length; ) {
    piece.lastIndex = at;
    const groups = piece.exec(glob)?.groups;
    if (!groups || groups.dangling !== undefined) return undefined;
    const set = groups.set === undefined ? undefined : setAt(glob, at);
    if (groups.set !== undefined && !set) return undefined;
    source += set ? set.source : pieceSource(groups);
    at = set ? set.end : piece.lastIndex;
  }
  return source;
}

function pieceSource(groups: Partial<Record<string, string>>): string {
  if (groups.leading !== undefined || groups.middle !== undefined) return '(?:.*/)?';
  if (groups.trailing !== undefined) return '.*';
  if (groups.star !== undefined) return '[^/]*';
  if (groups.any !== undefined) return '[^/]';
  return (groups.escaped ?? groups.plain ?? '').replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
}

const posixClasses: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
};

const setMember = /\[:(?<name>[a-z]+):\]|\\?(?<from>.)-\\?(?<to>[^\]])|\\?(?<one>.)/suy;

/** The bracket expression that starts at `start`; a `]` right behind its start is a member. */
function setAt(glob: string, start: number): { readonly source: string; readonly end: number } | undefined {
  const negated = /[!^]/.test(glob[start + 1] ?? '');
  let members = '';
  let at = start + (negated ? 2 : 1);
  for (let first = true; first || glob[at] !== ']'; first = false) {
    setMember.lastIndex = at;
    const groups = setMember.exec(glob)?.groups;
    if (!groups) return undefined;
    members += memberSource(groups);
    at = setMember.lastIndex;
  }
  return { source: `(?!/)[${negated ? '^' : ''}${members}]`, end: at + 1 };
}

function memberSource({ name, from, to, one }: Partial<Record<string, string>>): string {
  if (name !== undefined) return posixClasses[name] ?? '';
  if (from === undefined || to === undefined) return escaped(one ?? '');
  return from <= to ? `${escaped(from)}-${escaped(to)}` : escaped(from);
}

function escaped(unit: string): string {
  return /[\\\]^[-]/.test(unit) ? `\\${unit}` : unit;
}
