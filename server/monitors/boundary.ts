/**
 * Where an identifier ends, by bytes: after `abc`, a character ends it when the language's lexer still
 * gives `abc` as the first token of the two together (Agrawal et al., "Monitor-Guided Decoding of Code LMs
 * with Static Analysis of Repository Context", 2023, define it so).
 */

import { lex } from '../text/text.ts';

const encoder = new TextEncoder();

export interface Boundary {
  /** Whether a character that starts with these bytes ends a name; bytes that are a whole one included. */
  mayEndWith(bytes: Uint8Array): boolean;
}

const known = new Map<string, Boundary>();

/** The boundary of a language's identifiers. */
export function identifierBoundary(language: string): Boundary {
  const boundary = known.get(language) ?? boundaryBy((character) => endsName(character, language));
  known.set(language, boundary);
  return boundary;
}

/** A boundary that is one character. */
export function quoteBoundary(quote: string): Boundary {
  return boundaryBy((character) => character === quote);
}

function endsName(character: string, language: string): boolean {
  return lex(`abc${character}`, language)[0]?.text === 'abc';
}

function boundaryBy(ends: (character: string) => boolean): Boundary {
  const asked = new Map<string, boolean>();
  return {
    mayEndWith(bytes) {
      const key = bytes.join();
      const answer = asked.get(key) ?? charactersFrom(bytes).some((code) => ends(String.fromCodePoint(code)));
      asked.set(key, answer);
      return answer;
    },
  };
}

/** Which characters' bytes start like this, where so many are worth looking at. */
function charactersFrom(bytes: Uint8Array): Codes {
  const lead = bytes[0] ?? 0;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length === 0 || bytes.length > length) return noCodes;
  if (bytes.slice(1).some((byte) => byte < 0x80 || byte > 0xbf)) return noCodes;
  const missing = length - bytes.length;
  const bits = length === 1 ? lead : lead & (0xff >> (length + 1));
  const known = bytes.slice(1).reduce((code, byte) => code * 64 + (byte & 63), bits);
  return codesBetween(known * 64 ** missing, (known + 1) * 64 ** missing, length);
}

interface Codes {
  some(test: (code: number) => boolean): boolean;
}

const noCodes: Codes = { some: () => false };
const leastOfLength = [0, 0, 0x80, 0x800, 0x10000];

/** Code points from `low` to `high` (not included) that are written with so many bytes. */
function codesBetween(low: number, high: number, length: number): Codes {
  return {
    some(test) {
      const end = Math.min(high, 0x110000);
      for (let code = Math.max(low, leastOfLength[length] ?? 0); code < end; code++) {
        if ((code < 0xd800 || code > 0xdfff) && test(code)) return true;
      }
      return false;
    },
  };
}

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}
