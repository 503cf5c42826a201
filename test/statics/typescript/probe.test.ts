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
  ['const a = await $0foo(1);', 'const a = await _keyhole_(); foo(1);'],
  ['take($0foo(1))', 'take(_keyhole_(), foo(1))'],
  ['const a: $0Foo = b', 'const a: _keyhole_; Foo = b'],
  ['if (a && $0b) {}', 'if (a && _keyhole_(), b) {}'],
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
  ['const a = f($0;', 'const a = f(_keyhole_());'],
  ['const { $0 } = a', 'const { _keyhole_ } = a'],
  ['const { fo$0o } = a', 'const { foo } = a'],
  ['function fo$0o() {}', 'function foo() {}'],
  ['import { $0 } from "a"', 'import { _keyhole_ } from "a"'],
  ['const a: $0', 'const a: _keyhole_'],
  ['interface A { $0 }', 'interface A { _keyhole_ }'],
  ['a = new Map<$0', 'a = new Map<_keyhole_>()'],
  ['if (a < $0) {}', 'if (a < _keyhole_()) {}'],
  ['a = /* hole */$0;', 'a = _keyhole_();'],
  ['a = _($0);', 'a = _keyhole_();'],
  ["throw new Error('TODO$0');", '_keyhole_()'],
  ['<<<<<<< a\nf($0);\n=======\ng();\n>>>>>>> b', '         \nf(_keyhole_());\n       \n    \n         '],
  ['const _keyhole_ = $0', 'const _keyhole_ = _keyhole1_()'],
])('%j', (marked, expected) => {
  expect(probed(marked)).toBe(expected);
});

test('an attribute without quotes gets braces', () => {
  const marked = 'a = <V tone=$0 />';
  const probe = placeProbe('/a.tsx', marked.replace('$0', ''), marked.indexOf('$0'));
  expect(probe.text).toBe('a = <V tone={_keyhole_()} />');
  expect(probe.text.slice(probe.start)).toMatch(/^_keyhole_\(/);
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
