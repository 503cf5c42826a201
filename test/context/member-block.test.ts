import { describe, expect, test } from 'vitest';
import { addedBy, memberBlock } from '../../server/context/member-block.ts';

const interfaceOf = (...signatures: string[]) =>
  memberBlock({ kind: 'interface', name: 'State' }, signatures);

describe('a block of members', () => {
  test('says a type once that several of them have, where the first of them stands', () => {
    expect(interfaceOf('loading: boolean', 'scale: number', 'rotating: boolean', 'open?: boolean')).toBe(
      'interface State { loading, rotating, open?: boolean; scale: number }',
    );
  });

  test('never joins what is called', () => {
    const text = interfaceOf('get(id: string): Invoice', 'put(id: string): Invoice');
    expect(text).toBe('interface State { get(id: string): Invoice; put(id: string): Invoice }');
  });

  test('tells the type of values that are plain literals, where several have it', () => {
    const keys = { kind: 'constant', name: 'KEYS' };
    expect(memberBlock(keys, ['A: "a"', 'B: "b"', 'N: 1', 'T: `${x}`'])).toBe(
      'const KEYS = { A, B: string; N: 1; T: `${x}` }',
    );
    expect(interfaceOf('a: "a"', 'b: "b"')).toBe('interface State { a: "a"; b: "b" }');
  });

  test('lists the names of an enum', () => {
    expect(memberBlock({ kind: 'enum', name: 'Colour' }, ['Red = 1', "Blue = 'b'"])).toBe(
      'enum Colour { Red, Blue }',
    );
  });

  test('fills lines', () => {
    const lines = interfaceOf(...Array.from({ length: 12 }, (_, at) => `member${at}: Type${at}`)).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.slice(1, -1).every((line) => line.length <= 103 && line.endsWith(';'))).toBe(true);
  });

  test('of each member it is known what it adds', () => {
    expect(addedBy({ kind: 'class', name: 'X' }, ['a: A', 'f(): A', 'b: A'])).toEqual([
      'a: A',
      'f(): A',
      'b',
    ]);
  });
});
