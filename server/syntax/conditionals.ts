/**
 * Conditional compilation in C#: its grammar knows `#if` between declarations only, but it may stand in the
 * middle of one. Of each `#if` the first branch is read; the others and the directives become white space.
 */

const directive = /^[ \t]*#[ \t]*(\w+)/;

export function firstBranches(text: string): string {
  if (!/^[ \t]*#[ \t]*if\b/m.test(text)) return text;
  const hidden: boolean[] = [];
  return text
    .split('\n')
    .map((line) => {
      const word = directive.exec(line)?.[1];
      if (word === undefined) return hidden.includes(true) ? blank(line) : line;
      if (word === 'if') hidden.push(false);
      else if (word === 'endif') hidden.pop();
      else if (/^el(se|if)$/.test(word) && hidden.pop() !== undefined) hidden.push(true);
      return blank(line);
    })
    .join('\n');
}

function blank(line: string): string {
  return line.replace(/[^\r]/g, ' ');
}
