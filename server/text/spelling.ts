/** How a language spells what is no code: comments, and what stands for a body that is left out. */

export interface Spelling {
  /** What starts a comment that ends with its line; the usual one first. None in JSON. */
  readonly line: readonly string[];
  /** What a comment over several lines stands between. */
  readonly block?: readonly [open: string, close: string];
  /** What opens a block that documents what is below it, where not every block does. */
  readonly docBlock?: string;
  /** What fills a body that may not be empty. */
  readonly placeholder?: string;
  /** What stands between a thing and its member. */
  readonly members: readonly string[];
}

const braces: Spelling = { line: ['//'], block: ['/*', '*/'], docBlock: '/**', members: ['.', '?.'] };
const hash: Spelling = { line: ['#'], members: ['.'] };
const markup: Spelling = { line: [], block: ['<!--', '-->'], members: ['.'] };

const spellings: ReadonlyMap<string, Spelling> = new Map<string, Spelling>([
  ['python', { line: ['#'], placeholder: '...', members: ['.'] }],
  ['go', { line: ['//'], block: ['/*', '*/'], members: ['.'] }],
  ['java', { ...braces, members: ['.', '::'] }],
  ['rust', { line: ['//'], block: ['/*', '*/'], members: ['.', '::'] }],
  ['c', { line: ['//'], block: ['/*', '*/'], members: ['.', '->'] }],
  ['cpp', { line: ['//'], block: ['/*', '*/'], members: ['.', '->', '::'] }],
  ['csharp', braces],
  ['ruby', { line: ['#'], members: ['.', '&.', '::'] }],
  ['php', { ...braces, line: ['//', '#'], members: ['->', '?->', '::'] }],
  ['kotlin', { ...braces, members: ['.', '?.', '!!.', '::'] }],
  ['scala', braces],
  ['lua', { line: ['--'], block: ['--[[', ']]'], members: ['.', ':'] }],
  ['shellscript', { line: ['#'], placeholder: ':', members: [] }],
  ['yaml', hash],
  ['toml', hash],
  ['makefile', hash],
  ['dockerfile', hash],
  ['json', { line: [], members: [] }],
  ['css', { line: [], block: ['/*', '*/'], members: [] }],
  ['sql', { line: ['--'], block: ['/*', '*/'], members: ['.'] }],
  ['html', markup],
  ['xml', markup],
  ['markdown', markup],
]);

/** The spelling of a language id; that of JavaScript where a language has none of its own. */
export function spellingOf(language: string): Spelling {
  return spellings.get(language) ?? braces;
}
