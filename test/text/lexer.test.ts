import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lex } from '../../server/text/text.ts';

/** Tokens as one line: `_` where white space stood before, kinds other than the obvious in front. */
function check(text: string, expected: string, language = 'typescript') {
  const printed = lex(text, language).map(({ text: token, spaced }) => (spaced ? '_' : '') + token);
  expect(printed.join(' ').replaceAll('\n', '↵').replaceAll('\r', '←')).toBe(expected);
}

test('words, numbers and the longest punctuation', () => {
  check('a?.b ??= c => ...d', 'a ?. b _??= _c _=> _... d');
  check('x ?.5:1_000n-0xFf', 'x _? .5 : 1_000n - 0xFf');
  check('this.#count >= $el', 'this . #count _>= _$el');
  check('Map<string, A<B>>', 'Map < string , _A < B > >');
});

test('comments and strings are one token each', () => {
  check('a // b "c"\n/* d\n */ e', 'a _// b "c" ↵ /* d↵ */ _e');
  check(String.raw`f('it\'s', "x")`, String.raw`f ( 'it\'s' , _"x" )`);
});

test('an open string ends with its line, an open template or comment with the text', () => {
  check("don't\nx", "don 't ↵ x");
  check('`a\nb', '`a↵b');
  check('/* a\nb', '/* a↵b');
});

test('a template is cut at its expressions', () => {
  check('`a`', '`a`');
  check('`a${ {b: `c${d}`} }e${f}g`;h', '`a${ _{ b : _`c${ d }` } _}e${ f }g` ; h');
});

test('a slash divides after an operand and starts a regular expression elsewhere', () => {
  check('a / b / c', 'a _/ _b _/ _c');
  check('return /[/"]/g.test(s)', 'return _/[/"]/g . test ( s )');
  check('f(x) / 2; y = />/', 'f ( x ) _/ _2 ; _y _= _/>/');
});

test('text of JSX does not swallow the file', () => {
  check("<b>don't</b>\n<i/>", "< b > don 't</b> ↵ < i />", 'typescriptreact');
  check('<A x={1}>a/b</A>', '< A x = { 1 } > a / b </ A >'.replace('A x', 'A _x'), 'typescriptreact');
});

test('Python: its comments, prefixed and triple quotes, and operators', () => {
  check('x = f"a" # it\'s\n', 'x _= _f"a" _# it\'s ↵', 'python');
  check("r'''a\n'b''' // 2 -> y", "r'''a↵'b''' _// _2 _-> _y", 'python');
  check("'a\nb", "'a ↵ b", 'python');
});

test.each([
  ['go', 'x := `a\n"b` // c\nf(\'\\n\', "d")', 'x _:= _`a↵"b` _// c ↵ f ( \'\\n\' , _"d" )'],
  ['java', 'String s = """\n  a "b" \\"""\n""";', 'String _s _= _"""↵  a "b" \\"""↵""" ;'],
  [
    'rust',
    'fn f<\'a>(c: char) { r#"a"b"# ; \'x\' }',
    'fn _f < \'a > ( c : _char ) _{ _r#"a"b"# _; _\'x\' _}',
  ],
  ['rust', '0..n 1.5f32 a::b', '0 .. n _1.5f32 _a :: b'],
  ['c', '#include <a.h>\np->x = L"w"; /* c */', '#include _< a . h > ↵ p -> x _= _L"w" ; _/* c */'],
  ['cpp', 'auto s = R"x(a)" b)x"; std::f();', 'auto _s _= _R"x(a)" b)x" ; _std :: f ( ) ;'],
  ['csharp', 'var p = @"C:\\" + $"{a}";', 'var _p _= _@"C:\\" _+ _$"{a}" ;'],
  ['ruby', '@a.empty? ? %w[x y] : :b # c', '@a . empty? _? _%w[x y] _: _: b _# c'],
  ['ruby', "s = <<~EOS\n  don't\nEOS\nx", "s _= _<<~EOS↵  don't↵EOS ↵ x"],
  [
    'php',
    '$a->b(); # c\n#[Attr]\n"x\ny" . Z::class',
    '$a -> b ( ) ; _# c ↵ # [ Attr ] ↵ "x↵y" _. _Z :: class',
  ],
  ['kotlin', 'val s = """a"b"""; x?.y ?: 1..2', 'val _s _= _"""a"b""" ; _x ?. y _?: _1 .. 2'],
  ['scala', 'val c = \'x\'; s"""a"""; \'sym', 'val _c _= _\'x\' ; _s"""a""" ; _\' sym'],
  ['lua', '--[[ a\nb ]] x = [==[ y ]] ]==] -- z', '--[[ a↵b ]] _x _= _[==[ y ]] ]==] _-- z'],
  ['shellscript', 'f() { echo "$#" $# \'a\nb\'; } # c', 'f ( ) _{ _echo _"$#" _$# _\'a↵b\' ; _} _# c'],
  ['sql', "SELECT 'it''s' -- c", "SELECT _'it' 's' _-- c"],
  ['yaml', "a: 'b' # c", "a : _'b' _# c"],
])('%s: %j', (language, text, expected) => {
  check(text, expected, language);
});

test('a run of line ends is one token', () => {
  check('a\r\n\r\n  \n  b', 'a ←↵ _b');
});

const pieces = [
  '`',
  '${',
  '}',
  '{',
  '"',
  "'",
  '/',
  '*',
  '\\',
  '\n',
  '\r\n',
  ' ',
  'a',
  '#',
  '"""',
  '1',
  '.',
  '<',
  'é',
  '😀',
  '=',
  '<<EOS',
  '\nEOS',
  'r#"',
  '--[[',
  '@',
  '$',
  '%w(',
];
const languages =
  'typescript python plaintext go java rust c cpp csharp ruby php kotlin scala lua shellscript sql yaml'.split(
    ' ',
  );
const code = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 40 });

test('tokens are in order, do not overlap and leave out nothing but white space', () => {
  fc.assert(
    fc.property(code, fc.constantFrom(...languages), (parts, language) => {
      const text = parts.join('');
      let end = 0;
      for (const token of lex(text, language)) {
        expect(text.slice(end, token.start).trim()).toBe('');
        expect(text.slice(token.start, token.start + token.text.length)).toBe(token.text);
        expect(token.text.length).toBeGreaterThan(0);
        expect(token.spaced).toBe(/[^\S\r\n]$/.test(text.slice(end, token.start)));
        end = token.start + token.text.length;
      }
      expect(text.slice(end).trim()).toBe('');
    }),
  );
});

test('a very long token is no problem', () => {
  expect(lex(`x = "${'a'.repeat(12_000_000)}"`, 'typescript')).toHaveLength(3);
});
