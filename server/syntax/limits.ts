/** Which texts are worth reading: not the huge ones, not the ones written by a machine in one line. */

/** UTF-16 units. */
const largestText = 1_000_000;
const longestLine = 5_000;

/** Whether a text is small enough to be read at all. */
export function isSmall(text: string): boolean {
  return text.length <= largestText;
}

/** Whether a text is small enough and looks written by a person, so that parsing it pays. */
export function isReadable(text: string): boolean {
  return isSmall(text) && !hasLongLine(text);
}

function hasLongLine(text: string): boolean {
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    if (end - start > longestLine) return true;
    start = end + 1;
  }
  return text.length - start > longestLine;
}
