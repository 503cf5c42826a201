import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdit, lineAt, lineColumnAt, lineStarts, offsetAt } from '../../server/text/text.ts';

const texts = fc.string({
  unit: fc.constantFrom('a', '\n', '\r\n', '\r', '😀', '\t', 'ß', ' '),
  maxLength: 60,
});

describe('positions', () => {
  test('lines and columns count from 1, columns in UTF-16 units', () => {
    expect(lineColumnAt('a😀b\nc', 3)).toEqual({ line: 1, column: 4 });
    expect(lineColumnAt('a\r\nb', 3)).toEqual({ line: 2, column: 1 });
    expect(offsetAt('a😀b\r\nc', { line: 2, column: 2 })).toBe(7);
  });

  test.each([
    [1, 3, 'past the end of its line'],
    [1, 0, 'before its line'],
    [4, 1, 'past the last line'],
    [0, 1, 'before the first line'],
  ])('%i:%i is outside: %s', (line, column) => {
    expect(offsetAt('a\r\nb\n', { line, column })).toBeUndefined();
  });

  test('an offset that is not inside a line end comes back from its line and column', () => {
    fc.assert(
      fc.property(texts, fc.nat(70), (text, at) => {
        const offset = Math.min(at, text.length);
        fc.pre(!(text[offset] === '\n' && text[offset - 1] === '\r'));
        expect(offsetAt(text, lineColumnAt(text, offset))).toBe(offset);
      }),
    );
  });

  test('the line of an offset is the last that starts at or before it', () => {
    fc.assert(
      fc.property(texts, fc.nat(70), (text, offset) => {
        const starts = lineStarts(text);
        expect(lineAt(starts, offset)).toBe(starts.findLastIndex((start) => start <= offset));
      }),
    );
  });
});

test('an edit replaces its range', () => {
  expect(applyEdit('abcd', { range: { start: 1, end: 3 }, text: 'X' })).toBe('aXd');
});
