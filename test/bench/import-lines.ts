/**
 * How many of the import lines that are offered at seeded places would not compile: each is put into its file under
 * another name, and what the type engine says of its module or its name counts.
 * `npm run bench:imports -- [--places N] [--seed S] DIR...`
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createEngine, type Engine } from '../../server/host/host.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';
import { languageOf } from '../../server/text/text.ts';
import { sourcesOf } from './context-cases.ts';
import { random } from './cursors.ts';
import { repositories } from './repositories.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    places: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
  },
  allowPositionals: true,
});

/** What the checker says of a module that it does not find, and of a name that a module does not export. */
const ofImports = new Set([
  1192, 1259, 2305, 2306, 2307, 2459, 2460, 2497, 2595, 2613, 2614, 2724, 2792, 2834, 2835, 5097,
]);

for (const { name, root } of repositories(positionals)) {
  const patient = { typeDeadline: 60_000, sourceDeadline: 20_000, checkDeadline: 60_000 };
  const engine = createEngine({ root, settings: { ...defaultSettings, ...patient } });
  await engine.indexed;
  const { typed } = await sourcesOf(root);
  const next = random(Number(values.seed));
  let [offered, named, wrong] = [0, 0, 0];
  for (let place = 0; place < Number(values.places); place++) {
    const path = typed[Math.floor(next() * typed.length)] ?? '';
    const lines = await linesAt(engine, path, next());
    const errors = await errorsOf(engine, path, lines);
    offered += lines.length;
    named += lines.filter((line) => !/['"]\./.test(line)).length;
    wrong += new Set(errors.map(({ line }) => line)).size;
    for (const { line, why } of errors) console.log(`  ${path}: ${line} ${why}`);
  }
  console.log(
    `${name}: ${offered} import lines at ${values.places} places (seed ${values.seed}), ${named} of them by a package's name or an alias; ${wrong} would not compile`,
  );
  await engine.dispose();
}

/** The import lines of a hole at the start of some indented line. */
async function linesAt(engine: Engine, path: string, where: number): Promise<string[]> {
  const document = { path, text: readFileSync(path, 'utf8'), language: languageOf(path) };
  const starts = Array.from(
    document.text.matchAll(/\n[ \t]+(?=\S)/g),
    (found) => found.index + found[0].length,
  );
  const offset = starts[Math.floor(where * starts.length)] ?? document.text.length;
  const hole = await engine.inspect({ id: 'hole', document, offset }, AbortSignal.timeout(120_000));
  const all = [...hole.relevantHeaders, ...hole.relevantTypes].flatMap(({ importLine }) => importLine ?? []);
  return [...new Set(all)];
}

async function errorsOf(engine: Engine, path: string, lines: readonly string[]) {
  const document = { path, text: readFileSync(path, 'utf8'), language: languageOf(path) };
  const text = lines.map((line, at) => `${renamed(line, `__${at}`).replace(/;?$/, ';')}\n`).join('');
  const request = { id: 'check', document, offset: 0 };
  const { errors } = await engine.check(request, text, AbortSignal.timeout(120_000));
  return errors
    .filter(({ code }) => ofImports.has(code))
    .map(({ line, code, message }) => ({ line: lines[line - 1] ?? '', why: `TS${code}: ${message}` }));
}

/** The same import under a name that nothing else has. */
function renamed(line: string, name: string): string {
  return line
    .replace(/\{ (?:type )?([\w$]+) \}/, (_, imported: string) => `{ ${imported} as ${name} }`)
    .replace(/^import (type )?(?!type\b)[\w$]+ from/, (_, type = '') => `import ${type}${name} from`);
}
