/** Messages between the inspector's page and the extension: what is none of them does nothing. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FromPage, fromPage, isToPage, noSteering } from '../../server/protocol/protocol.ts';
import { traceWith } from '../support/traces.ts';

const whole: readonly FromPage[] = [
  { kind: 'ready' },
  { kind: 'ready', selected: '7' },
  { kind: 'show', id: '7' },
  { kind: 'preview', id: '7', budget: 64 },
  { kind: 'item', id: '7', item: '/r/a.ts#3', source: 'types' },
  { kind: 'export', id: '7', format: 'markdown' },
  { kind: 'steer', id: '7', steered: { steering: { ...noSteering, bans: ['a.ts'] }, budget: 9 } },
  { kind: 'command', command: 'keyhole.chooseModel' },
];

describe('a message from the page', () => {
  test.each(whole)('%j is understood', (message) => {
    expect(fromPage(structuredClone(message))).toEqual(message);
  });

  test.each([
    [{ kind: 'command', command: 'workbench.action.terminal.new' }],
    [{ kind: 'export', id: '7', format: '../etc' }],
    [{ kind: 'preview', id: '7', budget: -1 }],
    [{ kind: 'run', id: '7', budget: 1e12 }],
    [{ kind: 'item', id: '7', item: 3, source: 'types' }],
    [{ kind: 'show', id: 7 }],
    [{ kind: 'steer', id: '7', steered: 'all' }],
  ])('%j is none', (message) => {
    expect(fromPage(message)).toBeUndefined();
  });

  test('brings in only what is right of the rules', () => {
    const steering = { pins: ['', 'a.ts', 3], bans: 'x', levels: [{ rule: 'b.ts', level: 'huge' }] };
    expect(fromPage({ kind: 'steer', id: '7', steered: { steering, budget: 'x' } })).toEqual({
      kind: 'steer',
      id: '7',
      steered: { steering: { ...noSteering, pins: ['a.ts'] } },
    });
  });

  test('may be anything at all, and nothing breaks', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        fromPage(message);
        isToPage(message);
      }),
    );
  });
});

describe('a message to the page', () => {
  const summary = { id: '1', file: 'a.ts' };

  test('is taken with all that the page would break without', () => {
    expect(isToPage({ kind: 'request', request: { summary, trace: traceWith({}) } })).toBe(true);
    expect(isToPage({ kind: 'requests', requests: [summary] })).toBe(true);
  });

  test.each([
    [{ kind: 'request', request: { summary, trace: { ...traceWith({}), kept: undefined } } }],
    [{ kind: 'requests', requests: [{}] }],
    [{ kind: 'steered', steered: { steering: noSteering }, budget: 0 }],
    [{ kind: 'other' }],
  ])('%j is passed over', (message) => {
    expect(isToPage(message)).toBe(false);
  });
});
