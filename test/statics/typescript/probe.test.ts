import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeProbe, toOriginal } from '../../../server/statics/typescript/probe.ts';

function probed(marked: string): string {
  return placeProbe('/a.ts', marked.replace('$0', ''), marked.indexOf('$0')).text;
}

test.each([
  ['const a = $0', 'const a = _keyhole_()'],
  ['const a = fo$0', 'const a = _keyhole_()'],
  ['const a = f$0oo;', 'const a = _keyhole_();'],
  ['const a = f$0oo(1);', 'const a = _keyhole_(1);'],
  ['a.$0', 'a._keyhole_'],
  ['a.fo$0', 'a._keyhole_'],
  ['a?.$0fo', 'a?._keyhole_'],
  ['a\n  .fo$0', 'a\n  ._keyhole_'],
  ['this.#fo$0', 'this._keyhole_'],
  ['f(...$0)', 'f(..._keyhole_())'],
  ['new Map<$0>()', 'new Map<_keyhole_>()'],
  ['const a = f($0\nb();', 'const a = f(_keyhole_())\nb();'],
  ['const a = f([{ b: $0\r\nb();', 'const a = f([{ b: _keyhole_()}])\r\nb();'],
  ['const a = f(`${$0\nb();', 'const a = f(`${_keyhole_()}`)\nb();'],
  ['const a = f($0\n  b,\n);', 'const a = f(_keyhole_()\n  b,\n);'],
  ["f('(', $0\ng();", "f('(', _keyhole_())\ng();"],
  ['const _keyhole_ = $0', 'const _keyhole_ = _keyhole1_()'],
])('%j', (marked, expected) => {
  expect(probed(marked)).toBe(expected);
});

test('text before the probe keeps its offsets, text after it is mapped back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), fc.nat(200), (text, at) => {
      const offset = Math.min(at, text.length);
      const probe = placeProbe('/a.ts', text, offset);
      const end = probe.start + probe.inserted;
      expect(probe.text.slice(0, probe.start)).toBe(text.slice(0, probe.start));
      expect(probe.text.slice(end)).toBe(text.slice(toOriginal(probe, end)));
      expect(toOriginal(probe, probe.text.length)).toBe(text.length);
    }),
    { seed: 3 },
  );
});
