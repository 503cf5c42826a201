/** What closes the brackets and templates that a piece of one line leaves open. */

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}', '`': '`' };

/** The closing characters, innermost first; empty when nothing is open. */
export function closersOf(line: string): string {
  const open: string[] = [];
  for (let i = 0; i < line.length; i++) {
    const character = line.charAt(i);
    const inTemplate = open.at(-1) === '`';
    if (character === '\\') i++;
    else if (inTemplate && character === '`') open.pop();
    else if (inTemplate) i += openSubstitution(line, i, open);
    else if (character === '"' || character === "'") i = endOfString(line, i);
    else if (character === '/' && line.charAt(i + 1) === '/') break;
    else if (character in closing) open.push(character);
    else if (')]}'.includes(character)) open.pop();
  }
  return open
    .map((opener) => closing[opener] ?? '')
    .toReversed()
    .join('');
}

function openSubstitution(line: string, at: number, open: string[]): number {
  if (!line.startsWith('${', at)) return 0;
  open.push('${');
  return 1;
}

function endOfString(line: string, start: number): number {
  const quote = line.charAt(start);
  let end = start + 1;
  while (end < line.length && line.charAt(end) !== quote) end += line.charAt(end) === '\\' ? 2 : 1;
  return end;
}
