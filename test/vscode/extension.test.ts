/** The extension in the real extension host, from its sources: a suite for each aspect. */

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { projectRoot } from '../support/sources.ts';
import { runSuiteByExecutable } from './rig/desktop.ts';
import { inSeveralLanguages } from './languages.ts';
import { runSuite, type SuiteOptions } from './rig/host.ts';
import { patient } from './shop.ts';

const main = `import { type Invoice, makeInvoice } from './invoice';
export const first: Invoice = makeInvoice('a');
export function total(invoice: Invoice): number {
  return invoice.
}
`;
const files = `
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /.vscode/settings.json
{ "keyhole.model.endpoint": "http://127.0.0.1:9/v1", "keyhole.budget": 900 }
//- /invoice.ts
export interface Invoice { id: string; total: number }
export function makeInvoice(id: string): Invoice { return { id, total: 0 }; }
//- /main.ts
${main}`;

function pathsOf(names: readonly string[]): string[] {
  return names.map((name) => fileURLToPath(new URL(`./suite/${name}.ts`, import.meta.url)));
}

/** Runs suites with the extension, and fails with what failed in them. */
async function runSuites(names: readonly string[], { workspace }: Pick<SuiteOptions, 'workspace'>) {
  const suite = pathsOf(names);
  const run = await runSuite({ extensionPath: projectRoot, settings: patient, suite, workspace });
  const failed = run.tests.filter(({ state }) => state !== 'passed');
  expect(failed.map(({ title, error }) => `${title}: ${error}`)).toEqual([]);
  expect(run, run.log).toMatchObject({ code: 0, passed: true });
  return run;
}

test('starts, completes, obeys settings, and outlives its server', async () => {
  using shop = fixture(files);
  writeFileSync(shop.path('windows.ts'), main.replaceAll('\n', '\r\n'));
  writeFileSync(
    shop.path('large.ts'),
    main + '// A line that says nothing at all to anybody who reads it.\n'.repeat(20_000),
  );
  const run = await runSuites(['activation', 'completion', 'settings', 'server', 'documents'], {
    workspace: shop.root,
  });
  for (const line of run.log.split('\n')) if (line.startsWith('activation:')) console.log(line);
});

test('completes in a real repository', async () => {
  const stopped = `import type { Subscription } from './Subscription';

export function isStopped(subscription: Subscription): boolean {
  return subscription.
}
`;
  using rxjs = fixture(`//- /internal/stopped.ts\n${stopped}`);
  cpSync(join(projectRoot, 'node_modules/rxjs/src'), rxjs.root, { recursive: true });
  await runSuites(['repository'], { workspace: rxjs.root });
});

test('passes the same suites when an executable runs them, as on a desktop', async () => {
  using shop = fixture(files);
  const suite = pathsOf(['activation', 'completion', 'keybindings']);
  const options = { extensionPath: projectRoot, workspace: shop.root, settings: patient, suite };
  const run = await runSuiteByExecutable(options);
  expect(run, run.log).toMatchObject({ code: 0, passed: true });
});

test('asks a model behind HTTP, hangs up when nobody waits any more, and completes other languages', async () => {
  using shop = fixture(files.replace(/\/\/- \/\.vscode[^]*?(?=\/\/-)/, '') + inSeveralLanguages.trimStart());
  writeFileSync(
    shop.path('later.ts'),
    "import type { Invoice } from './invoice';\nexport const later: Invoice = \n",
  );
  writeFileSync(
    shop.path('holed.ts'),
    "import { makeInvoice } from './invoice';\nexport const holed = _();\n",
  );
  await runSuites(['model', 'hole', 'languages'], { workspace: shop.root });
});

test('keeps several folders apart', async () => {
  using folders = fixture(
    ['left', 'right']
      .map(
        (name, at) => `
//- /${name}/.vscode/settings.json
{ "keyhole.budget": ${at === 0 ? 111 : 222} }
//- /${name}/thing.ts
export interface Thing { ${name}Only: number }
//- /${name}/main.ts
import type { Thing } from './thing';
export function read(thing: Thing): number {
  return thing.
}
`,
      )
      .join('')
      .slice(1),
  );
  mkdirSync(folders.path('window'));
  const window = folders.path('window/both.code-workspace');
  writeFileSync(window, JSON.stringify({ folders: [{ path: '../left' }, { path: '../right' }] }));
  await runSuites(['folders'], { workspace: window });
});
