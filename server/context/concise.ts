/** Signatures in fewer tokens: what a call of them or a look at them needs. */

/** Letters of a signature that are shown; of a longer one the last parameters are left out. */
const longest = 80;
/** Letters of what a method gives, from which on that is left out as well. */
const longestResult = 40;

/** The ways in which a list may show a signature with its types: on one line, and whole. */
export function formsOf(signature: string): readonly string[] {
  return [concise(signature), plainly(signature)];
}

/** Without what says only that others may see it, and without blanks that line ends left. */
export function plainly(signature: string): string {
  return signature
    .replace(/^public (?:override )?/, '')
    .replace(/([([<]) /g, '$1')
    .replace(/,? ([)\]>])(?!=)/g, '$1');
}

/** The same, and no longer than a line bears. */
export function concise(signature: string): string {
  const plain = plainly(signature);
  return plain.length <= longest ? plain : shortened(plain);
}

function shortened(signature: string): string {
  const open = signature.indexOf('(');
  const close = open < 0 ? -1 : closingOf(signature, open);
  const result = close < 0 ? '' : signature.slice(close);
  const after = result.length > longestResult ? ')' : result;
  if (close < 0 || open + after.length + 2 > longest) return `${signature.slice(0, longest - 1)}…`;
  const room = signature.slice(0, longest - after.length - 3);
  const comma = room.lastIndexOf(', ');
  return close < room.length
    ? `${signature.slice(0, close)}${after}`
    : `${comma > open ? room.slice(0, comma + 2) : room}…${after}`;
}

/** Letters up to which a signature is never shortened, and how much longer than its short form it has to be. */
const shortSignature = 32;
const muchLonger = 1.5;

/**
 * A function's signature with the names of its parameters alone, `function pay(invoice, by?)`; `undefined` where it has
 * none in brackets, where these are not written as names before their types, or where little would be
 * saved.
 */
export function briefly(signature: string, name: string): string | undefined {
  if (signature.length <= shortSignature) return undefined;
  const at = signature.indexOf(name) + name.length;
  const open = openOf(signature, at);
  const close = open < 0 ? -1 : closingOf(signature, open);
  if (close < 0) return undefined;
  const parameters = splitAtCommas(signature.slice(open + 1, close)).map(nameOfParameter);
  if (parameters.includes(undefined)) return undefined;
  const head = signature.slice(0, at).replace(/^(?:export |default |declare )+/, '');
  const between = /^\s*[:=]\s*/.exec(signature.slice(at))?.[0] ?? '';
  const brief = `${head}${between.replace(':', ' =')}(${parameters.join(', ')})`;
  return brief.length * muchLonger < signature.length ? brief : undefined;
}

/** Where the parameters begin behind a name, its type parameters, and the sign before a function that is a value. */
function openOf(text: string, from: number): number {
  const start = /^\s*(?:=\s*)?(?:async\s*)?/.exec(text.slice(from))?.[0].length ?? 0;
  const at = from + start;
  if (text[at] !== '<') return text[at] === '(' ? at : -1;
  let depth = 0;
  for (let end = at; end < text.length; end++) {
    if (text[end] === '<') depth++;
    if (text[end] === '>' && text[end - 1] !== '=' && --depth === 0)
      return text[end + 1] === '(' ? end + 1 : -1;
  }
  return -1;
}

function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let [from, depth] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (/[([{<]/.test(letter)) depth++;
    if (/[)\]}]/.test(letter) || (letter === '>' && text[at - 1] !== '=')) depth--;
    if (letter !== ',' || depth > 0) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

/** A pattern by what it is; a parameter whose type stands before its name by nothing. */
function nameOfParameter(parameter: string): string | undefined {
  if (/^[{[]/.test(parameter)) return '{ … }';
  return /^(?:\.{3}|\*{1,2})?[\p{ID_Start}_$][\p{ID_Continue}$]*\??(?=\s*(?:[:=]|$))/u.exec(parameter)?.[0];
}

/** Where the bracket at a place is closed; -1 where it is not. */
function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (/[([{]/.test(text.charAt(at))) depth++;
    if (/[)\]}]/.test(text.charAt(at)) && --depth === 0) return at;
  }
  return -1;
}
