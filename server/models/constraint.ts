/**
 * What an answer has to begin with, in the languages in which servers take it: a grammar of llama.cpp (GBNF) or a
 * regular expression. After a name an identifier has to end, or `sel` would let `selX` pass; then anything may follow.
 */

/** How an answer begins: with one of these texts. */
export interface Beginning {
  readonly texts: readonly string[];
  /** `of name`: the name has to end there. `none`: the answer goes on however it likes. */
  readonly end: 'of name' | 'none';
}

/** Longer lists cost the server more than they save; nothing is held back then. */
export const mostNames = 2_000;

/** Source of the format: https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md. */
export function beginningGrammar({ texts, end }: Beginning): string {
  const names = texts.map((text) => JSON.stringify(text)).join(' | ');
  const rest = end === 'none' ? '[^\\x00]*' : '([^a-zA-Z0-9_$\\u0080-\\U0010FFFF] [^\\x00]*)?';
  return `root ::= (${names}) rest\nrest ::= ${rest}\n`;
}

/** Without look-ahead, which the servers' engines do not know. */
export function beginningRegex({ texts, end }: Beginning): string {
  const names = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  const rest = end === 'none' ? '[\\s\\S]*' : '(?:[^a-zA-Z0-9_$\\u0080-\\uFFFF][\\s\\S]*)?';
  return `(?:${names})${rest}`;
}
