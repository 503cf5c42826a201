/**
 * The type engine for TypeScript and JavaScript, over programs of either compiler. Questions are
 * answered one after the other, since each lays its own text over a file while it looks.
 */

import type {
  CheckedText,
  Diagnostic,
  HeadsQuery,
  HolePart,
  HoleQuery,
  JudgeQuery,
  TypeEngine,
} from '../type-engine.ts';
import type { Named, RelevantHeader, TypedHole } from '../hole.ts';
import { lastLine, replacedAt } from '../replaced.ts';
import { expectationAt } from './expectation.ts';
import { type FileSystemPort, slashed } from './file-system.ts';
import { describeHole } from './hole-query.ts';
import { headsAt, judgedHeaders, type Placed } from './judged-headers.ts';
import { KeptHoles } from './kept-holes.ts';
import { legalModulePaths } from './modules/module-paths.ts';
import { placeProbe } from './probe.ts';
import type { Programs } from './programs.ts';
import { Projects } from './projects.ts';
import { holeNode, type Site } from './site.ts';
import { SourceTexts } from './source-texts.ts';

const keptAnswers = 16;
/** How far behind its start a declaration's name is looked for. */
const longestHead = 2000;
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
  const world: World = {
    texts,
    programs,
    kept: new KeptHoles(),
    asked: undefined,
    printed: new Map(),
    matched: new Map(),
    judged: new Map(),
    rememberedFor: '',
  };
  const inTurn = queue();
  let answers: readonly KeptAnswer[] = [];
  return {
    name: programs.name,
    handles: (path) => handled.test(path),
    change: (path, text) => texts.change(slashed(path), text),
    changedOnDisk: (paths) => texts.changedOnDisk(paths.map(slashed)),
    hole: (query, signal, tell) => inTurn(() => holeOf(world, query, signal, tell), signal),
    judge: (query, signal) => inTurn(async () => judgedAt(world, query, signal), signal),
    heads: (query, signal) => inTurn(() => headsSeen(world, query), signal),
    diagnostics: (file, signal) =>
      inTurn(async () => {
        await yieldTo(signal);
        const changes = texts.changesBeside(slashed(file.path));
        const known = answers.find((answer) => isSame(answer, file, changes));
        if (known) return known.errors;
        const errors = await surviving(world, async () => diagnosticsOf(world, file));
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
  readonly kept: KeptHoles;
  /** The last question for a hole. */
  asked: HoleQuery | undefined;
  /** See `Site`; all that is remembered holds for the file and the state of the others in `rememberedFor`. */
  printed: Site['printed'];
  matched: Site['matched'];
  /** Headers of other files that were judged, see `judgedHeaders`. */
  judged: Map<string, RelevantHeader | undefined>;
  rememberedFor: string;
}

async function holeOf(
  world: World,
  query: HoleQuery,
  signal: AbortSignal,
  tell?: (known: HolePart) => void,
): Promise<TypedHole | undefined> {
  if (!handled.test(query.path)) return undefined;
  await yieldTo(signal);
  const changes = world.texts.changesBeside(slashed(query.path));
  const known = modulePath(world, query) ?? world.kept.find(query, changes);
  if (known) return known;
  world.asked = query;
  const pause = (part: HolePart) => {
    tell?.(part);
    return yieldTo(signal);
  };
  const ask = async () => {
    const site = siteAt(world, query);
    return site && (await describeHole(site, pause, query.only));
  };
  const hole = await surviving(world, ask);
  if (hole?.problems && !world.programs.isAlive()) return ask();
  if (hole && query.only === undefined) world.kept.keep(query, changes, hole);
  return hole;
}

const inModulePath = /(?:\bfrom|\bimport|\b(?:import|require)\s*\()\s*(?:"([^"\n]*)|'([^'\n]*))$/;

/**
 * A module's path needs no types, and each of its letters would make the compiler build the program
 * anew.
 */
function modulePath({ texts, programs }: World, query: HoleQuery): TypedHole | undefined {
  const { text, offset } = query;
  const match = inModulePath.exec(lastLine(text.slice(Math.max(0, offset - longestHead), offset)));
  if (!match) return undefined;
  const path = slashed(query.path);
  const typed = match[1] ?? match[2] ?? '';
  const legal = legalModulePaths({ texts, config: programs.configOf(path), path, text, typed });
  return {
    kind: 'module path',
    replaces: replacedAt(text, offset),
    ...(legal && { legal }),
    typingContext: [],
    relevantTypes: [],
    relevantHeaders: [],
  };
}

async function judgedAt(world: World, query: JudgeQuery, signal: AbortSignal) {
  if (!handled.test(query.path)) return query.candidates.map(() => undefined);
  await yieldTo(signal);
  return surviving(world, async () => {
    const changes = world.texts.changesBeside(slashed(query.path));
    const site = world.kept.siteOf(query, changes) ?? siteAt(world, query);
    if (!site) return query.candidates.map(() => undefined);
    return judgedHeaders(site, expectationAt(site), placed(world, query.candidates), world.judged);
  });
}

async function headsSeen(world: World, { path, names }: HeadsQuery): Promise<string[][]> {
  return surviving(world, async () => {
    const site = world.kept.last ?? (world.asked && siteAt(world, world.asked));
    if (!site) return [];
    const declared = names.map((one) => ({ ...one, path }));
    return headsAt(site, placed(world, declared));
  });
}

/** With where the names stand in the texts as they are now; `-1` for what cannot be named there. */
function placed({ texts }: World, declarations: readonly Named[]): Placed[] {
  return declarations.map((one) => {
    const head = (texts.read(slashed(one.path)) ?? '').slice(one.start, one.start + longestHead);
    const at = wordIn(head, one.name);
    const isStatic = one.container === undefined || /\bstatic\b/.test(head.slice(0, Math.max(0, at)));
    return { ...one, offset: at < 0 || !isStatic ? -1 : one.start + at };
  });
}

const ofWord = /[\p{ID_Continue}$]/u;

/** Where a word stands first in a text, or `-1`. */
function wordIn(text: string, word: string): number {
  let at = text.indexOf(word);
  while (at >= 0 && (ofWord.test(text.charAt(at - 1)) || ofWord.test(text.charAt(at + word.length))))
    at = text.indexOf(word, at + 1);
  return at;
}

/** Asks once more when what should answer was gone. */
async function surviving<T>({ programs, kept }: World, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (programs.isAlive()) throw error;
  }
  kept.leave();
  return ask();
}

/** The one part that needs the probed text in place; `undefined` when no program has the file. */
function siteAt(world: World, query: HoleQuery): Site | undefined {
  const path = slashed(query.path);
  const probe = placeProbe(path, query.text, query.offset, (file, text) => world.programs.parsed(file, text));
  forgetOthers(world, path);
  world.kept.leave();
  const laid = new Map([[path, probe.text]]);
  const look = world.texts.laidOver(laid, () => world.programs.look(path, probe));
  const { printed, matched } = world;
  const site = look && { ...look, probe, hole: holeNode(look.source, probe), printed, matched };
  if (site) world.kept.stay(query, world.texts.changesBeside(path), site);
  return site;
}

/** What is remembered of other files holds for one file, until one of the others changes. */
function forgetOthers(world: World, path: string): void {
  const now = `${world.texts.changesBeside(path)} ${path}`;
  if (world.rememberedFor === now) return;
  world.rememberedFor = now;
  world.printed = new Map();
  world.matched = new Map();
  world.judged = new Map();
}

function diagnosticsOf({ texts, programs, kept }: World, file: CheckedText): readonly Diagnostic[] {
  kept.leave();
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
