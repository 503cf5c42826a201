/** Merge conflicts: the side on which the cursor stands is the text, the other side is blanked out. */

const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$).*$/gm;

type Side = 'outside' | 'ours' | 'older' | 'theirs';
const sideAfter: Readonly<Record<string, Side>> = {
  '<': 'ours',
  '|': 'older',
  '=': 'theirs',
  '>': 'outside',
};

interface Section {
  readonly side: Side;
  /** From the marker's line to the next one's. */
  readonly start: number;
  readonly end: number;
  /** Where the text after the marker's line begins. */
  readonly body: number;
}

/**
 * The text without conflict markers and without the sides that the cursor is not on; outside of a
 * conflict its first side counts. Blanks stand in for what is left out, so offsets stay.
 */
export function withoutConflicts(text: string, offset: number): string {
  if (!/^<{7}(?=[ \r\n]|$)/m.test(text)) return text;
  let result = '';
  let end = 0;
  let chosen: Side = 'ours';
  const sections = sectionsOf(text);
  for (const [i, section] of sections.entries()) {
    if (section.side === 'ours') chosen = sideAt(sections.slice(i), offset);
    const keeps = section.side === 'outside' || section.side === chosen;
    const blankUntil = keeps ? section.body : section.end;
    result += text.slice(end, section.start) + blanked(text.slice(section.start, blankUntil));
    end = blankUntil;
  }
  return result + text.slice(end);
}

function sectionsOf(text: string): Section[] {
  const found: Section[] = [];
  let inside = false;
  const marks = [...text.matchAll(marker)];
  for (const [i, mark] of marks.entries()) {
    const side = sideAfter[mark[0].charAt(0)] ?? 'outside';
    if (side !== 'ours' && !inside) continue;
    inside = side !== 'outside';
    const body = mark.index + mark[0].length;
    found.push({ side, start: mark.index, end: marks[i + 1]?.index ?? text.length, body });
  }
  return found;
}

/** On which side of the conflict that comes first the offset is. */
function sideAt(sections: readonly Section[], offset: number): Side {
  const end = sections.findIndex(({ side }) => side === 'outside');
  const conflict = end === -1 ? sections : sections.slice(0, end);
  return conflict.find((section) => section.start <= offset && offset < section.end)?.side ?? 'ours';
}

function blanked(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
