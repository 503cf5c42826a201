import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planLlama } from '../../../server/host/gguf/llama-install.ts';
import { findLlama, llamaVersion, startLlama } from '../../../server/host/gguf/llama-library.ts';
import { keyhole } from '../../support/keyhole.ts';
import { hasLlama, llamaEnvironment, llamaLibrary, testModel, tinyModel } from '../../support/llama.ts';

/** A folder of packages with a `node-llama-cpp` of this version and code. */
function fake(version: string, code = ''): string {
  const modules = join(mkdtempSync(join(tmpdir(), 'keyhole-test-')), 'node_modules');
  const folder = join(modules, 'node-llama-cpp');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version, type: 'module' }));
  writeFileSync(join(folder, 'dist', 'index.js'), code);
  return modules;
}

const nowhere = { KEYHOLE_CACHE_DIR: '/nowhere' };

async function reasonFor(environment: NodeJS.ProcessEnv, root?: string): Promise<string> {
  const found = await findLlama({ environment: { ...nowhere, ...environment }, ...(root ? { root } : {}) });
  return 'reason' in found ? found.reason : `found ${found.version}`;
}

const working =
  'export const getLlama = () => {}; export class LlamaGrammarEvaluationState {}; export class TokenBias {}';

describe('the library for GGUF models', () => {
  test('that is not installed is named, with the command that installs it', async () => {
    expect(await reasonFor({})).toMatch(
      /needs node-llama-cpp, which is not installed\. Run "keyhole model install"/,
    );
  });

  test('is found in an absolute folder of NODE_PATH', async () => {
    expect(await reasonFor({ NODE_PATH: fake(llamaVersion, working) })).toBe(`found ${llamaVersion}`);
  });

  test('is never taken from the workspace, nor from a relative folder', async () => {
    const modules = fake(llamaVersion, working);
    expect(await reasonFor({ NODE_PATH: modules }, join(modules, '..'))).toMatch(/not installed/);
    expect(await reasonFor({ NODE_PATH: 'node_modules' })).toMatch(/not installed/);
  });

  test.each([
    ['2.8.0', working, /node-llama-cpp 2\.8\.0 in .* is not of the versions that Keyhole knows/],
    ['4.0.0', working, /is not of the versions/],
    ['3.99.0', 'export const getLlama = 1', /is not complete/],
    ['3.99.0', 'throw new Error("no binary")', /cannot be loaded \(no binary\)/],
  ])('of version %s with %s is refused', async (version, code, reason) => {
    expect(await reasonFor({ NODE_PATH: fake(version, code) })).toMatch(reason);
  });
});

describe.runIf(hasLlama)('a real model', () => {
  test.each([
    ['random', tinyModel()],
    ['whatever is here', testModel().path],
  ])('%s loads, and every text comes back from its tokens', async (_, modelPath) => {
    const llama = await startLlama(await llamaLibrary());
    const model = await llama.loadModel({ modelPath });
    for (const text of ['const total = invoice.', 'größe 漢字 😀\r\n\t}', '']) {
      expect(model.detokenize(model.tokenize(text))).toBe(text);
    }
    expect(model.tokens.infill).toMatchObject({ prefix: expect.any(Number), middle: expect.any(Number) });
    await llama.dispose();
  });

  test('the plan names one binary, its size, and a version for each package', () => {
    const plan = planLlama();
    expect(plan?.packages).toEqual([
      `node-llama-cpp@${llamaVersion}`,
      expect.stringMatching(/^@node-llama-cpp\/[\w-]+@3/),
    ]);
    expect(plan?.disk).toBeGreaterThan(50);
  });
});

describe('keyhole model install', () => {
  test('says what it would fetch and how large it is, and without a yes does nothing', async () => {
    const { stdout, stderr, code } = await keyhole(['model', 'install']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/node-llama-cpp@[\d.]+\n[^]*MB to download, \d+ MB on disk/);
    expect(stderr).toMatch(/say --yes/);
  });

  test.runIf(hasLlama)('is what the tests themselves installed with', async () => {
    expect(await findLlama({ environment: await llamaEnvironment() })).toMatchObject({
      version: llamaVersion,
    });
  });

  test('refuses a graphics card that it does not know', async () => {
    expect((await keyhole(['model', 'install', '--gpu', 'abacus'])).stderr).toMatch(
      /cuda or vulkan, not "abacus"/,
    );
  });
});
