/**
 * The type engine for TypeScript and JavaScript, over programs of either compiler. Questions are
 * answered one after the other, since each lays its own text over a file while it looks.
 */

import type { CheckedText, Diagnostic, HoleQuery, TypeEngine } from '../type-engine.ts';
import type { TypedHole } from '../hole.ts';
import { type FileSystemPort, slashed } from './file-system.ts';
import { describeHole } from './hole-query.ts';
import { placeProbe } from './probe.ts';
import type { Programs } from './programs.ts';
import { Projects } from './projects.ts';
import { holeNode, type Site } from './site.ts';
import { SourceTexts } from './source-texts.ts';

const keptAnswers = 16;
const handled = /\.[cm]?[jt]sx?$/i;

interface KeptAnswer {
  readonly file: CheckedText;
  /** Changes of other files when it was given. */
  readonly changes: number;
  readonly errors: readonly Diagnostic[];
}

/**
 * An engine over the given files. It reads files lazily, remembers them until it is told of a change,
 * and never writes.
 */
export function createTypeScriptEngine(files: FileSystemPort): TypeEngine {
  const texts = new SourceTexts(files);
  return engineOver(texts, new Projects(texts));
}

/** An engine that answers from these programs over these texts. */
export function engineOver(texts: SourceTexts, programs: Programs): TypeEngine {
  const world: World = { texts, programs, printed: new Map(), printedFor: '' };
  const inTurn = queue();
  let answers: readonly KeptAnswer[] = [];
  return {
    name: programs.name,
    handles: (path) => handled.test(path),
    change: (path, text) => texts.change(slashed(path), text),
    changedOnDisk: (paths) => texts.changedOnDisk(paths.map(slashed)),
    hole: (query, signal) => inTurn(() => holeOf(world, query, signal), signal),
    diagnostics: (file, signal) =>
      inTurn(async () => {
        await yieldTo(signal);
        const changes = texts.changesBeside(slashed(file.path));
        const known = answers.find((answer) => isSame(answer, file, changes));
        if (known) return known.errors;
        const errors = await surviving(programs, async () => diagnosticsOf(world, file));
        answers = [{ file, changes, errors }, ...answers].slice(0, keptAnswers);
        return errors;
      }, signal),
    dispose: async () => programs.dispose(),
  };
}

function isSame({ file: known, ...answer }: KeptAnswer, file: CheckedText, changes: number): boolean {
  const isAlone = known.beside === undefined && file.beside === undefined;
  return isAlone && answer.changes === changes && known.path === file.path && known.text === file.text;
}

/** What the questions to one engine share. */
interface World {
  readonly texts: SourceTexts;
  readonly programs: Programs;
  /** See `Site.printed`; holds for the file and the state of the other files in `printedFor`. */
  printed: Map<string, string>;
  printedFor: string;
}

async function holeOf(world: World, query: HoleQuery, signal: AbortSignal): Promise<TypedHole | undefined> {
  if (!handled.test(query.path)) return undefined;
  await yieldTo(signal);
  const ask = async () => {
    const site = siteAt(world, query);
    return site && (await describeHole(site, () => yieldTo(signal), query.only));
  };
  const hole = await surviving(world.programs, ask);
  return hole?.problems && !world.programs.isAlive() ? ask() : hole;
}

/** Asks once more when what should answer was gone. */
async function surviving<T>(programs: Programs, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (programs.isAlive()) throw error;
  }
  return ask();
}

/** The one part that needs the probed text in place; `undefined` when no program has the file. */
function siteAt(world: World, query: HoleQuery): Site | undefined {
  const path = slashed(query.path);
  const probe = placeProbe(path, query.text, query.offset);
  const printed = printedTypes(world, path);
  const laid = new Map([[path, probe.text]]);
  const look = world.texts.laidOver(laid, () => world.programs.look(path, probe));
  return look && { ...look, probe, hole: holeNode(look.source, probe), printed };
}

function printedTypes(world: World, path: string): Map<string, string> {
  const now = `${world.texts.changesBeside(path)} ${path}`;
  if (world.printedFor !== now) world.printed = new Map();
  world.printedFor = now;
  return world.printed;
}

function diagnosticsOf({ texts, programs }: World, file: CheckedText): readonly Diagnostic[] {
  const path = slashed(file.path);
  const laid = [...(file.beside ?? []), file].map((one) => [slashed(one.path), one.text] as const);
  return texts.laidOver(new Map(laid), () => programs.errors(path));
}

/** Lets messages in that may take back the question, and rejects when one did. */
async function yieldTo(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

/** Runs tasks one after the other; a task whose signal is aborted while it waits never starts. */
function queue(): <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task, signal) => {
    const result = last.then(() => {
      signal.throwIfAborted();
      return task();
    });
    last = result.catch(() => undefined);
    return result;
  };
}
