import { describe, expect, test } from 'vitest';
import { checkSteering, levelRule, ruleProblem } from '../../server/protocol/protocol.ts';

describe('a rule', () => {
  test.each([['src/a.ts'], ['src/**/*.gen.ts'], ['#Invoice'], ['src/a.ts#Invoice.total'], ['[ab].ts']])(
    '%s is one',
    (rule) => {
      expect(ruleProblem(rule)).toBeUndefined();
    },
  );

  test.each([
    ['', 'A rule is empty: write a path, a glob, "path#Symbol" or "#Symbol".'],
    ['src/a.ts#', 'names no symbol after "#"'],
    ['#two words', 'has "two words" after "#", which is no symbol'],
    ['!src', 'to leave something out, ban it without "!"'],
    ['../other', 'leaves the repository'],
    ['src/[a', 'has a "[" without its "]"'],
    [7, 'A rule is a text, not 7.'],
  ])('%s is none', (rule, problem) => {
    expect(ruleProblem(rule)).toContain(problem);
  });

  test('with a level', () => {
    expect(levelRule('src/a.ts#Invoice = body')).toEqual({ rule: 'src/a.ts#Invoice', level: 'body' });
    expect(levelRule('#Invoice=all')).toContain('the levels are name, signature, skeleton, pruned, body');
    expect(levelRule('#Invoice')).toContain('is not RULE=LEVEL');
  });
});

test('what is right of a value from outside is taken over, and the rest told', () => {
  const { steering, problems } = checkSteering({
    pins: ['src', '..'],
    bans: 'src',
    levels: [{ rule: '#A', level: 'name' }, { rule: '#A', level: 'most' }, 3],
  });
  expect(steering).toEqual({ pins: ['src'], bans: [], levels: [{ rule: '#A', level: 'name' }] });
  expect(problems).toHaveLength(4);
  expect(checkSteering(undefined).problems).toHaveLength(1);
});
