/** The extension starts without making anybody wait. */

import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { extension, ready } from './steps.ts';

suite('activation', () => {
  test('takes at most 50 ms, and the server starts after it', async () => {
    assert.equal(extension().isActive, false, 'something has activated it already');
    const start = performance.now();
    const api = await extension().activate();
    const whole = performance.now() - start;
    console.log(
      `activation: ${api.activationTime.toFixed(1)} ms in activate, ${whole.toFixed(1)} ms until the host says so`,
    );
    assert.ok(api.activationTime <= 50, `it took ${api.activationTime} ms`);
    await ready();
  });

  test('every declared command is there', async () => {
    const declared: { command: string }[] = extension().packageJSON.contributes.commands;
    const there = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter(({ command }) => !there.has(command)),
      [],
    );
  });
});
