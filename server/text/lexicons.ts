/**
 * What the tokens of each language look like, as patterns that are tried in order at every position. A
 * language that is not listed reads as JavaScript does.
 */

import { type Spelling, spellingOf } from './spelling.ts';

/** What a token looks like: the whole of it, or its opening and what then ends it. */
export interface Pattern {
  readonly kind: 'word' | 'number' | 'string' | 'punctuation' | 'comment';
  /** Sticky. */
  readonly opening: RegExp;
  readonly ending?: RegExp;
}

/** One language. */
export interface Lexicon {
  readonly patterns: readonly Pattern[];
  /** Whether `/` may start a regular expression and a backtick a template with `${`. */
  readonly scripts: boolean;
}

const number: Pattern = {
  kind: 'number',
  opening: /0[xXbBoO][\da-fA-F_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[nNlLfFjJuU]*/y,
};
/** Of languages with `1..2`, `1.max` and endings such as `u8`: a dot belongs to it only before a digit. */
const strictNumber: Pattern = {
  kind: 'number',
  opening: /0[xXbBoO][\da-fA-F_]+\w*|\d[\d_']*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?\w*/y,
};

/** Ends with its line, and at a quote that no backslash precedes. */
const doubleQuote = /"|\\(?:\r\n|[^])|[\r\n]/g;
const singleQuote = /'|\\(?:\r\n|[^])|[\r\n]/g;
const string: Pattern = { kind: 'string', opening: /"/y, ending: doubleQuote };
const singleString: Pattern = { kind: 'string', opening: /'/y, ending: singleQuote };
/** Strings that go on over the end of the line. */
const longString: Pattern = { kind: 'string', opening: /"/y, ending: /"|\\[^]/g };
const longSingleString: Pattern = { kind: 'string', opening: /'/y, ending: /'|\\[^]/g };
const rawSingleString: Pattern = { kind: 'string', opening: /'/y, ending: /'/g };
const rawBackticks: Pattern = { kind: 'string', opening: /`/y, ending: /`/g };
const textBlock: Pattern = { kind: 'string', opening: /"""/y, ending: /"""|\\[^]/g };
const rawTextBlock: Pattern = { kind: 'string', opening: /"""/y, ending: /"""/g };
/** One character, so that a lifetime or a symbol (`'a`) is not taken for an open string. */
const character: Pattern = { kind: 'string', opening: /'(?:\\[^\r\n][^'\r\n]*|[^\\'\r\n])'/uy };

const plainWord: Pattern = { kind: 'word', opening: /[\p{ID_Start}_][\p{ID_Continue}]*/uy };
const dollarWord: Pattern = { kind: 'word', opening: /[\p{ID_Start}_$][\p{ID_Continue}$]*/uy };

const punctuation: Pattern = {
  kind: 'punctuation',
  opening:
    /\.\.[.=<]|\.\.|<=>|===|!==|=>|->|<-|:=|::|==|!=|=~|<=|>=|&&|\|\||\?->|\?\.|\?:|\?\?=?|&\.|!!|\+\+|--|<<|\*\*|[+\-*/%&|^.]=|[^]/uy,
};

const script: Lexicon = {
  scripts: true,
  patterns: [
    ...commentsOf(spellingOf('javascript')),
    { kind: 'word', opening: /#?[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*/uy },
    number,
    string,
    singleString,
    {
      kind: 'punctuation',
      opening:
        /\.\.\.|===|!==|\*\*=|<<=|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--|[+\-*/%&|^]=|<<|\*\*|->|::|<\/|\/>|[^]/uy,
    },
  ],
};

const python: Lexicon = {
  scripts: false,
  patterns: [
    ...commentsOf(spellingOf('python')),
    { kind: 'string', opening: /[rRbBuUfFtT]{0,2}"""/y, ending: /"""|\\[^]/g },
    { kind: 'string', opening: /[rRbBuUfFtT]{0,2}'''/y, ending: /'''|\\[^]/g },
    { kind: 'string', opening: /[rRbBuUfFtT]{0,2}"/y, ending: doubleQuote },
    { kind: 'string', opening: /[rRbBuUfFtT]{0,2}'/y, ending: singleQuote },
    plainWord,
    number,
    {
      kind: 'punctuation',
      opening: /\.\.\.|\*\*=|\/\/=|<<=|>>=|->|:=|==|!=|<=|>=|\*\*|\/\/|<<|>>|[+\-*/%&|^@]=|[^]/uy,
    },
  ],
};

const cString: Pattern = { kind: 'string', opening: /(?:L|u8|u|U)?"/y, ending: doubleQuote };
const cRawString: Pattern = {
  kind: 'string',
  opening: /(?:L|u8|u|U)?R"([^()\\\s]{0,16})\([^]{0,5000}?\)\1"/y,
};
const heredoc: Pattern = {
  kind: 'string',
  opening: /<<[~-]?(['"`]?)([A-Z_][\w]*)\1[^]{0,5000}?\n[ \t]*\2$/my,
};

/** What stands before words, numbers and punctuation, by language; then words and numbers of its own. */
const own: readonly (readonly [language: string, patterns: readonly Pattern[]])[] = [
  ['go', [rawBackticks, string, singleString, plainWord, number]],
  ['java', [textBlock, string, singleString, dollarWord, number]],
  ['kotlin', [rawTextBlock, string, singleString, rawBackticks, plainWord, strictNumber]],
  ['scala', [{ ...rawTextBlock, opening: /\w*"""/y }, string, character, dollarWord, strictNumber]],
  [
    'rust',
    [
      { kind: 'string', opening: /b?r(#{0,8})"[^]{0,5000}?"\1(?!#)/y },
      { kind: 'string', opening: /[bc]?"/y, ending: /"|\\[^]/g },
      character,
      { kind: 'word', opening: /(?:r#|')?[\p{ID_Start}_][\p{ID_Continue}]*/uy },
      strictNumber,
    ],
  ],
  [
    'c',
    [
      cString,
      singleString,
      { ...plainWord, opening: /#[ \t]*[a-z]+|[\p{ID_Start}_][\p{ID_Continue}]*/uy },
      strictNumber,
    ],
  ],
  [
    'cpp',
    [
      cRawString,
      cString,
      singleString,
      { ...plainWord, opening: /#[ \t]*[a-z]+|[\p{ID_Start}_][\p{ID_Continue}]*/uy },
      strictNumber,
    ],
  ],
  [
    'csharp',
    [
      { kind: 'string', opening: /\$*"""/y, ending: /"""/g },
      { kind: 'string', opening: /(?:@\$?|\$@)"(?:[^"]|"")*"?/y },
      { kind: 'string', opening: /\$?"/y, ending: doubleQuote },
      singleString,
      { ...plainWord, opening: /[#@]?[\p{ID_Start}_][\p{ID_Continue}]*/uy },
      strictNumber,
    ],
  ],
  [
    'ruby',
    [
      { kind: 'comment', opening: /(?<=^|\n)=begin\b[^]{0,5000}?\n=end\b/y },
      heredoc,
      longString,
      longSingleString,
      { kind: 'string', opening: /%[qQwWiI]?(?:\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|<[^>\n]*>)/y },
      { kind: 'word', opening: /(?:@{1,2}|\$)?[\p{ID_Start}_][\p{ID_Continue}]*(?:[?!](?!=))?/uy },
      strictNumber,
    ],
  ],
  [
    'php',
    [
      { kind: 'string', opening: /<<<[ \t]*(['"]?)(\w+)\1[^]{0,5000}?\n[ \t]*\2\b/y },
      longString,
      longSingleString,
      { ...dollarWord, opening: /\$*[\p{ID_Start}_][\p{ID_Continue}]*/uy },
      number,
    ],
  ],
  [
    'lua',
    [
      { kind: 'string', opening: /\[(=*)\[[^]{0,5000}?\]\1\]/y },
      string,
      singleString,
      plainWord,
      strictNumber,
    ],
  ],
  [
    'shellscript',
    [
      heredoc,
      longString,
      rawSingleString,
      {
        kind: 'word',
        opening: /\$?[\p{ID_Start}_][\p{ID_Continue}]*(?:-[\p{ID_Continue}]+)*|\$[\d#@*?!$-]/uy,
      },
      strictNumber,
    ],
  ],
  ['sql', [longString, { kind: 'string', opening: /'/y, ending: /'/g }, plainWord, strictNumber]],
  ...['yaml', 'toml', 'makefile', 'dockerfile', 'elixir', 'r', 'perl'].map(
    (language) => [language, [string, singleString, dollarWord, strictNumber]] as const,
  ),
];

/** Where the mark of a comment starts none: `$#` and `a#b` in a shell, an attribute (`#[`) in PHP. */
const noComment: ReadonlyMap<string, string> = new Map([
  ['shellscript', '(?<![\\w$&@{])'],
  ['php', '(?!#\\[)'],
]);

const lexicons: ReadonlyMap<string, Lexicon> = new Map([
  ['python', python],
  ...own.map(
    ([language, patterns]) =>
      [
        language,
        {
          scripts: false,
          patterns: [...commentsOf(spellingOf(language), noComment.get(language)), ...patterns, punctuation],
        },
      ] as const,
  ),
]);

export function lexiconOf(language: string): Lexicon {
  return lexicons.get(language) ?? script;
}

function commentsOf({ line, block }: Spelling, notStart = ''): Pattern[] {
  const lines = line.map((mark): Pattern => {
    return { kind: 'comment', opening: new RegExp(`${notStart}${escaped(mark)}[^\\r\\n]*`, 'y') };
  });
  if (!block) return lines;
  const [opening, ending] = [new RegExp(escaped(block[0]), 'y'), new RegExp(escaped(block[1]), 'g')];
  return [{ kind: 'comment', opening, ending }, ...lines];
}

function escaped(mark: string): string {
  return mark.replace(/[^\w\s]/g, '\\$&');
}
