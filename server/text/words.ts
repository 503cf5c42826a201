/** Where the identifiers of a text are. It is the hot loop of indexing: nearly every text is ASCII. */

/** Start and end of each word, one after the other: `[start, end, start, end, ...]`. */
export type Words = Uint32Array;

/** By code unit below 128: 1 may start a word, 2 may only go on with one, 0 neither. */
const classes = Uint8Array.from({ length: 128 }, (_, code) => {
  const unit = String.fromCharCode(code);
  return /[A-Za-z_$]/.test(unit) ? 1 : /\d/.test(unit) ? 2 : 0;
});

const word = /[\p{ID_Start}_$][\p{ID_Continue}$]*/uy;

/** The identifiers of a text in order, repeats included. */
export function wordsOf(text: string): Words {
  let words: Words = new Uint32Array(Math.max(16, text.length >> 2));
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const end = endOfWord(text, at);
    if (end === at) {
      at++;
      continue;
    }
    if (count + 2 > words.length) words = grown(words);
    words[count++] = at;
    words[count++] = end;
    at = end;
  }
  return words.subarray(0, count);
}

/** End of the identifier that starts at `start`; `start` itself where none does. */
export function endOfWord(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first < 128 && classes[first] !== 1) return start;
  let end = start;
  if (first < 128) {
    for (end = start + 1; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code >= 128) break;
      if (classes[code] === 0) return end;
    }
    if (end === text.length) return end;
  }
  word.lastIndex = start;
  return word.test(text) ? word.lastIndex : start;
}

function grown(words: Words): Words {
  const larger = new Uint32Array(words.length * 2);
  larger.set(words);
  return larger;
}
