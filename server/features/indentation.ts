/** Indents what a model wrote as its place and the file are indented. */

/** UTF-16 units before the cursor that show how a file is indented. */
const looked = 10_000;

/** The text, to stand after `prefix`, with the file's unit of indentation, and nothing of the cursor's line repeated. */
export function indented(text: string, prefix: string): string {
  const near = prefix.slice(-looked).split(/\r\n?|\n/);
  const line = near.at(-1) ?? '';
  const own = inUnitsOf(text, near);
  return deepened(line.trim() === '' ? withoutDouble(own, line, near) : own, line);
}

/** Blanks that a model writes after the cursor's own indentation, beyond what is due there, are left out. */
function withoutDouble(text: string, line: string, near: readonly string[]): string {
  const leading = /^[ \t]*/.exec(text)?.[0] ?? '';
  if (leading === '' || line === '') return text;
  const previous = near.slice(0, -1).findLast((one) => one.trim() !== '') ?? '';
  const step = /[{([:]\s*$/.test(previous) ? unitOf(near) : '';
  const due = indentOf(previous).length + step.length;
  return leading.slice(0, Math.max(0, due - line.length)) + text.slice(leading.length);
}

/** Tabs in a file of tabs, blanks in a file of blanks. */
function inUnitsOf(text: string, near: readonly string[]): string {
  const unit = unitOf(near);
  const lines = text.split('\n');
  if (unit === '\t') {
    const widths = lines.slice(1).flatMap((line) => /^ +(?=\S)/.exec(line)?.[0].length ?? []);
    const width = widths.length === 0 ? 0 : Math.min(...widths) % 4 === 0 ? 4 : 2;
    if (width === 0) return text;
    return lines.map((line, at) => (at === 0 ? line : tabbed(line, width))).join('\n');
  }
  if (unit === '' || !/\n\t/.test(text)) return text;
  const spaced = (line: string) => line.replace(/^\t+/, (tabs) => unit.repeat(tabs.length));
  return lines.map((line, at) => (at === 0 ? line : spaced(line))).join('\n');
}

function tabbed(line: string, width: number): string {
  return line.replace(/^ +/, (blanks) => '\t'.repeat(Math.round(blanks.length / width)));
}

/** Further lines that begin left of the cursor's line although they stand within it are moved to the right. */
function deepened(text: string, line: string): string {
  const [first = '', ...rest] = text.split('\n');
  const written = rest.filter((one) => one.trim() !== '');
  const missing = indentOf(line).length - Math.min(...written.map((one) => indentOf(one).length));
  const isWithin = /[{([]\s*$/.test(line + first);
  if (written.length === 0 || missing <= 0 || !isWithin) return text;
  const added = indentOf(line).slice(0, missing);
  return [first, ...rest.map((one) => (one.trim() === '' ? one : added + one))].join('\n');
}

/** One step of indentation in these lines: a tab, some blanks, or nothing where nothing is indented. */
function unitOf(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map(indentOf);
  if (indents.some((indent) => indent.startsWith('\t'))) return '\t';
  const widths = indents.map((indent) => indent.length).filter((width) => width > 1);
  return widths.length === 0 ? '' : ' '.repeat(Math.min(4, ...widths));
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
