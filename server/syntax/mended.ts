/**
 * A broken text with what is open closed, as its indentation says, so that what one open bracket swallows is found.
 * Invariant: the text stays as long as it is, so that every offset does; only brackets, what opens a block, and space
 * are replaced.
 */

import { bracketOf, lex, type Token } from '../text/text.ts';

/** A bracket, or a word that begins a block, that nothing has closed yet. */
interface Open {
  readonly token: Token;
  readonly closer: string;
  /** Columns before the line that it stands on. */
  readonly indent: number;
}

/** Languages whose blocks end with a word. */
interface Blocks {
  readonly openers: RegExp;
  /** First words of lines that go on with an open block. */
  readonly goOn: RegExp;
}

const end = 'end';
const blocks: ReadonlyMap<string, Blocks> = new Map([
  [
    'ruby',
    {
      openers: /^(class|module|def|if|unless|while|until|case|for|begin)$/,
      goOn: /^(end|else|elsif|when|in|rescue|ensure|then)$/,
    },
  ],
  ['lua', { openers: /^(function|if|while|for|do)$/, goOn: /^(end|else|elseif|until)$/ }],
]);

/** Words that begin a declaration: at the indentation of an open bracket they tell that it should be closed. */
const beginners =
  /^(abstract|async|class|const|def|defp|enum|export|extends|extern|final|fn|from|fun|func|function|impl|import|inline|interface|internal|let|local|mod|module|namespace|object|open|override|package|private|protected|pub|public|sealed|static|struct|template|trait|type|typedef|union|use|using|val|var|void|@)$/;
/** As in `public:` of C++. */
const labels = /^(public|private|protected)$/;

/** With more than this open at one place nobody wrote the text, and each line would be held against all of them. */
const mostOpen = 200;

/** The same text where nothing is open; unchanged where its brackets make no sense. */
export function mended(text: string, language: string): string {
  const mender = new Mender(text, blocks.get(language));
  const tokens = lex(text, language);
  for (const [at, token] of tokens.entries()) {
    mender.take(token, tokens[at + 1]);
    if (mender.depth > mostOpen) return text;
  }
  return mender.mended();
}

const directive =
  /^#(?:if|ifdef|ifndef|elif|elifdef|elifndef|else|endif|define|undef|include|pragma|error|warning|line|region|endregion|nullable)?$/;
/** Behind these a line further right is no part of the statement before it. */
const beginsAnew = /^(?:[;:({[}]|=>)$/;

class Mender {
  readonly #text: string;
  readonly #blocks: Blocks | undefined;
  readonly #units = new Map<number, string>();
  #open: Open[] = [];
  #isFirst = true;
  #indent = 0;
  /** Of the line that the statement at hand begins with, and the last token before it that is no comment. */
  #statement = 0;
  #behind: Token | undefined;
  /** The last token before this line that is no end of a line. */
  #before: Token | undefined;

  constructor(text: string, words: Blocks | undefined) {
    this.#text = text;
    this.#blocks = words;
  }

  /** How many brackets and blocks are open. */
  get depth(): number {
    return this.#open.length;
  }

  take(token: Token, next: Token | undefined): void {
    if (token.kind === 'newline') {
      this.#isFirst = true;
      return;
    }
    if (token.kind !== 'comment') this.#takeCode(token, next);
    this.#before = token;
  }

  mended(): string {
    if (this.#units.size === 0) return this.#text;
    let mended = '';
    for (const [at, unit] of [...this.#units].toSorted(([a], [b]) => a - b))
      mended += this.#text.slice(mended.length, at) + unit;
    return mended + this.#text.slice(mended.length);
  }

  #takeCode(token: Token, next: Token | undefined): void {
    const isFirst = this.#isFirst;
    if (isFirst) this.#beginLine(token, next);
    this.#isFirst = false;
    this.#behind = token;
    const { opens, closes } = bracketOf(token.text);
    const { kind, text } = token;
    if (kind === 'punctuation' && closes) this.#close(closes, token);
    if (kind === 'punctuation' && opens) this.#push(token, opens);
    if (kind !== 'word' || !this.#blocks) return;
    if (text === end && this.#open.at(-1)?.closer === end) this.#open.pop();
    // A condition may stand behind a statement, and then opens nothing.
    else if ((isFirst && this.#blocks.openers.test(text)) || (text === 'do' && next?.kind !== 'word'))
      this.#push(token, end);
  }

  #push(token: Token, closer: string): void {
    this.#open.push({ token, closer, indent: this.#indent });
  }

  #beginLine(token: Token, next: Token | undefined): void {
    // Lines of a preprocessor stand anywhere.
    if (directive.test(token.text)) return;
    this.#indent = token.start - (this.#text.lastIndexOf('\n', token.start - 1) + 1);
    const left = this.#open.findIndex((open) => this.#shouldBeClosed(open, token, next));
    if (left !== -1) this.#closeFrom(left, token);
    // What a statement opens further right, on a line that goes on with it, is opened where it begins.
    const goesOn = !this.#blocks && this.#behind && !beginsAnew.test(this.#behind.text);
    if (goesOn && this.#indent > this.#statement) this.#indent = this.#statement;
    else this.#statement = this.#indent;
  }

  #shouldBeClosed({ indent, closer }: Open, { text }: Token, next: Token | undefined): boolean {
    if (this.#indent !== indent) return this.#indent < indent;
    if (closer === end) return this.#blocks?.goOn.test(text) !== true && bracketOf(text).closes === undefined;
    return beginners.test(text) && !(labels.test(text) && next?.text === ':');
  }

  /** A closing bracket closes what was opened within its pair as well. */
  #close(closer: string, token: Token): void {
    const at = this.#open.findLastIndex((open) => open.closer === closer);
    if (at === -1) return;
    if (at + 1 < this.#open.length) this.#closeFrom(at + 1, token);
    this.#open.pop();
  }

  /** Puts closers into the space before a token, or takes away what opens where there is no room for them. */
  #closeFrom(left: number, token: Token): void {
    const unclosed = this.#open.slice(left).toReversed();
    this.#open = this.#open.slice(0, left);
    const room = this.#roomBefore(token);
    const closers = unclosed.map(({ closer }) => closer).join('');
    if (closers.length <= room.end - room.start && !closers.includes(end)) {
      for (let at = 0; at < closers.length; at++) this.#units.set(room.start + at, closers.charAt(at));
      return;
    }
    for (const { token: opener, closer } of unclosed) {
      this.#blank(opener);
      // A block without anything in it is more than none: `if (a)` alone takes what is declared behind it.
      const isBlock = opener.text === '{' && this.#text[opener.start - 1] === ' ';
      if (isBlock) this.#units.set(opener.start - 1, opener.text).set(opener.start, closer);
    }
  }

  /** What opens, and what stands behind it on its line where that is the last one. */
  #blank({ start, text }: Token): void {
    const behind = this.#endOfBefore();
    const isLast = !this.#text.slice(start, behind).includes('\n');
    const end = isLast && this.#before?.kind !== 'comment' ? behind : start + text.length;
    for (let at = start; at < end; at++) this.#units.set(at, ' ');
  }

  /** Space before the last end of a line, from the last token on; a comma there waits for what does not come. */
  #roomBefore(token: Token): { readonly start: number; readonly end: number } {
    const end = this.#text.lastIndexOf('\n', token.start - 1);
    const behind = this.#endOfBefore();
    if (this.#before?.kind === 'comment') return { start: this.#text.indexOf('\n', behind) + 1, end };
    return { start: this.#before?.text === ',' ? this.#before.start : behind, end };
  }

  #endOfBefore(): number {
    return this.#before ? this.#before.start + this.#before.text.length : 0;
  }
}
