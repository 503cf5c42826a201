/**
 * Everything about one hole, as data: for a person who looks at it, and for other tools that contextualise
 * their own models. Nothing is selected and no model is asked.
 */

import { type ContextItem, typedSources } from '../context/context.ts';
import type { Completeness, LineColumn, StageTime } from '../protocol/protocol.ts';
import {
  type Hole,
  type Importer,
  importerAt,
  importLine,
  type TypedHole,
  wantedOf,
} from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { lineColumnAt, lineColumnsIn, relativePath, remembered } from '../text/text.ts';
import type { CompletionParts, CompletionRequest } from './request.ts';
import { stopwatch } from './stopwatch.ts';
import { completenessOf } from './trace.ts';
import { understand } from './understand.ts';

/** A declaration that the hole has to do with. */
export interface HoleDeclaration {
  readonly name: string;
  readonly kind: string;
  readonly container?: string;
  /** Relative to the repository where it lies in it, forward slashes. */
  readonly path: string;
  readonly start: LineColumn;
  readonly end: LineColumn;
  /** As a model is shown it: a type with the bodies of its methods folded away, anything else by its signature. */
  readonly text: string;
  readonly tokens: number;
  /** 0 to 1. */
  readonly score: number;
  /** One sentence. */
  readonly reason: string;
  /** What would have to be added to the file to use it by its name. */
  readonly importLine?: string;
}

/** What the report has in another form, or not at all. */
type Contextual = 'relevantTypes' | 'relevantHeaders' | 'namesInScope' | 'membersInPlay';

export interface HoleReport extends LineColumn, Omit<TypedHole, Contextual | 'engine'> {
  readonly file: string;
  /** Dependencies first. */
  readonly relevantTypes: readonly HoleDeclaration[];
  /** Best first. */
  readonly relevantHeaders: readonly HoleDeclaration[];
  readonly completeness: Completeness;
  /** Name of the type engine, or `null` where there is none for the file. */
  readonly engine: string | null;
  readonly stages: readonly StageTime[];
}

/** Rejects only when the signal is aborted, with its reason. */
export async function inspectHole(
  request: CompletionRequest,
  parts: CompletionParts,
  signal: AbortSignal,
): Promise<HoleReport> {
  const watch = stopwatch();
  const asked = { ...request, sources: typedSources };
  const { cursor, hole, gathered } = await understand({ request: asked, parts, watch, signal, earlier: [] });
  const { relevantTypes, relevantHeaders, namesInScope: __, membersInPlay: ___, ...rest } = hole;
  const { path, text } = request.document;
  const imports = new Map(
    relevantHeaders.map((one) => [`${one.path}#${one.range.start} ${one.name}`, one.importLine]),
  );
  const importer = importerAt(cursor);
  const placesIn = remembered(async (file: string) =>
    lineColumnsIn((await parts.read(file, signal))?.text ?? ''),
  );
  const describe = async (item: ContextItem): Promise<HoleDeclaration> => {
    const { path: file, range, name } = item.symbol;
    const importLine =
      imports.get(`${file}#${range.start} ${name}`) ?? importFor(item, importer, { cursor, parts });
    const found = declarationOf(item, parts, await placesIn(file));
    return importLine === undefined ? found : { ...found, importLine };
  };
  const isType = ({ source }: ContextItem) => source === 'types' || source === 'members';
  const types = inOrderOf(relevantTypes, gathered.items.filter(isType));
  const headers = best(gathered.items.filter((item) => !isType(item)));
  return {
    file: relativePath(path, parts.workspace.root),
    ...lineColumnAt(text, request.offset),
    ...rest,
    relevantTypes: await Promise.all(types.map(describe)),
    relevantHeaders: await Promise.all(headers.map(describe)),
    completeness: completenessOf(hole.completeness, parts.indexed, gathered.problems),
    engine: hole.engine ?? (parts.typeEngine?.handles(path) ? parts.typeEngine.name : null),
    stages: watch.stages(),
  };
}

/** Best first, each declaration once. */
function best(items: readonly ContextItem[]): ContextItem[] {
  const worstFirst = items.toSorted((a, b) => a.score - b.score);
  const byId = new Map(worstFirst.map((item) => [item.id, item]));
  return [...byId.values()].toSorted((a, b) => b.score - a.score);
}

/** As the type engine gave them, dependencies first; then those of which only members are in play. */
function inOrderOf(order: Hole['relevantTypes'], items: readonly ContextItem[]): ContextItem[] {
  const places = new Map(order.map(({ path, range }, at) => [`${path}#${range.start}`, at]));
  const place = ({ symbol }: ContextItem) =>
    places.get(`${symbol.path}#${symbol.range.start}`) ?? order.length;
  return items.toSorted((a, b) => place(a) - place(b));
}

const shapes: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'type', 'namespace']);

/** Whether a signature says all that matters of a function or a value; of a long one it may be the name alone. */
function isHead(signature = '', kind: string): boolean {
  return !shapes.has(kind) && (kind !== 'function' || signature.includes('('));
}

function declarationOf(
  item: ContextItem,
  parts: CompletionParts,
  place: (offset: number) => LineColumn,
): HoleDeclaration {
  const { name, kind, container, path, range } = item.symbol;
  const head = item.render('signature');
  const isEnough = item.source === 'headers' || (item.source !== 'members' && isHead(head, kind));
  const text = (isEnough ? head : item.render('skeleton')) ?? name;
  return {
    name,
    kind,
    ...(container === undefined ? {} : { container }),
    path: relativePath(path, parts.workspace.root),
    start: place(range.start),
    end: place(range.end),
    text,
    tokens: parts.model.tokenizer.count(text),
    score: Math.round(item.score * 1000) / 1000,
    reason: item.reason,
  };
}

/** `undefined` where nothing has to be imported, or where that is not known. */
function importFor(
  { symbol }: ContextItem,
  importer: Importer,
  { cursor, parts: { index } }: { readonly cursor: Cursor; readonly parts: CompletionParts },
): string | undefined {
  const { name, container, path, range } = symbol;
  const isHere = path === cursor.document.path || cursor.names.some((known) => known.name === name);
  if (isHere || container !== undefined || !/\.[cm]?[jt]sx?$/.test(path)) return undefined;
  const own = index
    .symbolsNamed(name)
    .find((one) => one.path === path && one.fact.range.start === range.start);
  if (!own?.fact.exported) return undefined;
  const wanted = wantedOf(importer, own, index);
  return wanted && importLine(importer, wanted);
}
