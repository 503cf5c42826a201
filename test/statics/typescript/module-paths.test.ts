import { afterAll, expect, test } from 'vitest';
import type { LegalTexts } from '../../../server/statics/statics.ts';
import { fixture } from '../../support/fixture.ts';
import { never, newEngine } from './engine-fixture.ts';

const engine = newEngine();
afterAll(() => engine.dispose());

const config = (options = '', more = '') => `
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler", "types": []${options}}${more}}
`;

const files = `
//- /src/parts/button.tsx
export const Button = 1;
//- /src/parts/index.ts
export * from './button';
//- /src/money.ts
export const money = 1;
//- /src/worker.mts
export {};
//- /lib/log.ts
export {};
`;

async function legalIn(text: string): Promise<LegalTexts | undefined> {
  using made = fixture(text);
  const { document, offset } = made;
  const hole = await engine.hole({ path: document.path, text: document.text, offset }, never);
  expect(hole?.kind).toBe('module path');
  return hole?.legal;
}

/** `only` where nothing else is legal, else `or`; what continues ends in `…`. */
function shown(legal: LegalTexts | undefined, wanted = /^[.@#]/): string {
  const texts = legal?.list.map(({ text, continues }) => text + (continues ? '…' : '')) ?? [];
  return `${legal?.complete ? 'only' : 'or'} ${texts.filter((text) => wanted.test(text)).join(' ')}`;
}

test('files are named by relative paths, near ones first, each in every way that is legal', async () => {
  const legal = await legalIn(`${config()}${files}\n//- /src/main.ts\nimport { a } from '$0';`);
  expect(shown(legal)).toBe(
    'only ./money ./worker.mjs ./parts/button ./parts ../tsconfig.json ../lib/log ../../… ./money.js ./parts/button.js ./parts/button.jsx ./parts/index ./parts/index.js ../lib/log.js',
  );
});

test('a folder that is begun is looked into', async () => {
  const legal = await legalIn(`${config()}${files}\n//- /src/main.ts\nexport * from './parts/b$0';`);
  expect(shown(legal)).toBe('only ./parts/button ./parts/button.js ./parts/button.jsx');
});

test('the ways of the file come first', async () => {
  const main = "//- /src/main.ts\nimport { a } from './parts/button.js';\nimport { b } from './m$0';";
  expect(shown(await legalIn(`${config()}${files}\n${main}`))).toBe('only ./money.js ./money');
});

test('endings are demanded where the runtime demands them', async () => {
  const own = `${config(', "moduleResolution": "nodenext", "module": "nodenext"')}
//- /package.json
{"type": "module"}
${files}
//- /src/main.ts
const a = import('./m$0');`;
  expect(shown(await legalIn(own))).toBe('only ./money.js');
});

test('aliases, imports of the package, entries of packages and what may follow them', async () => {
  const project = `${config(', "paths": {"@/*": ["./src/*"], "@log": ["./lib/log.ts"]}', ', "include": ["src"]')}${files}
//- /package.json
{"name": "shop", "imports": {"#parts/*": "./src/parts/*.ts"}, "dependencies": {"@till/kit": "1", "chart": "1"}}
//- /node_modules/@till/kit/package.json
{"name": "@till/kit", "exports": {".": "./index.js", "./coins": "./coins.js", "./icons/*": "./icons/*.js"}}
//- /node_modules/chart/package.json
{"name": "chart", "main": "index.js"}
//- /node_modules/hoisted/package.json
{"name": "hoisted"}
`;
  const at = async (typed: string, wanted?: RegExp) =>
    shown(await legalIn(`${project}\n//- /src/main.ts\nimport { a } from "${typed}$0";`), wanted);
  expect(await at('@')).toBe(
    'only @till/kit @/money @/worker.mjs @log @/parts/button @/parts @till/kit/coins @till/kit/icons/… @/money.js @/parts/button.js @/parts/button.jsx @/parts/index @/parts/index.js',
  );
  expect(await at('#')).toBe('only #parts/index');
  expect(await at('', /^(?:chart|hoisted|node:fs$|fs$)/)).toBe(
    'only chart fs node:fs chart/… hoisted hoisted/…',
  );
});

test('a package that is asked for and not there leaves the list open, as do names that only a bundler knows', async () => {
  const missing = `${config()}\n//- /package.json\n{"dependencies": {"chart": "1"}}\n//- /main.ts\nimport a from '$0';`;
  expect(shown(await legalIn(missing), /^chart/)).toBe('or chart chart/…');
  const script = `${config(', "allowJs": true')}\n//- /main.js\nimport a from 'ch$0';`;
  expect(shown(await legalIn(script), /./)).toBe('or child_process');
  const made = `${config()}\n//- /env.d.ts\ndeclare module 'virtual:*' { export {} }\ndeclare module 'build-time' { export {} }\n//- /main.ts\nimport a from '$0';`;
  expect(shown(await legalIn(made), /^build/)).toBe('or build-time');
});
