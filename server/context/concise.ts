/** Signatures of members in fewer tokens: what a call of them or a look at them needs. */

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

/** Where the bracket at a place is closed; -1 where it is not. */
function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (/[([{]/.test(text.charAt(at))) depth++;
    if (/[)\]}]/.test(text.charAt(at)) && --depth === 0) return at;
  }
  return -1;
}
