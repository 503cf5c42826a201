/**
 * The thread that parses. It answers one job after the other, keeps the trees of the documents it
 * works on, and holds nothing else: it may be killed at any time.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { encodeFacts } from '../../index/index.ts';
import {
  cursorWithoutTree,
  type FileFacts,
  factsOfDocument,
  factsOfText,
  locate,
  Trees,
} from '../../syntax/syntax.ts';
import { type Document, languageOf } from '../../text/text.ts';
import type { Finding } from '../catalogue/fact-store.ts';
import { loadGrammars } from './grammars.ts';
import { loadNativeParsers, type Parsers } from './native-grammars.ts';
import type { ParseAnswer, ParsedFile, ParseJob, ParseWorkerData } from './parse-pool.ts';
import { loadScriptParsers } from './script-parsers.ts';
import { buffersOf, factsOf, joinedFacts } from '../catalogue/joined-facts.ts';
import { decode, readFileNow, whyLeftOut } from '../catalogue/source-text.ts';

/** Milliseconds after which no further file of a job is begun. */
const patience = 4_000;

const told: Partial<ParseWorkerData> | null = workerData;
const grammarOf = loadGrammars(import.meta.url);
const parserOf: Parsers =
  (told?.parser === 'native' ? loadNativeParsers(import.meta.url) : undefined) ?? grammarOf;
const scriptParserOf = loadScriptParsers(import.meta.url);
const trees = new Trees();
/** Its parser has ended, so nothing more can be asked of this thread. */
let isSpent = false;

async function answer(job: ParseJob): Promise<ParseAnswer> {
  switch (job.kind) {
    case 'facts':
      return { kind: 'facts', facts: encodeFacts(await factsIn(job.text, job.language)) };
    case 'files':
      return { kind: 'files', files: await parseFiles(job.paths) };
    case 'document':
      return { kind: 'document', facts: encodeFacts(await documentFacts(job.document)) };
    case 'locate': {
      const grammar = await grammarOf(job.document.language, job.document.text);
      const { document, offset } = job;
      const cursor = grammar ? locate(trees, document, offset, grammar) : cursorWithoutTree(document, offset);
      return { kind: 'locate', cursor };
    }
  }
}

/** What the parser of scripts cannot read, a grammar may. */
async function factsIn(text: string, language: string): Promise<FileFacts> {
  const script = await scriptParserOf(language, text);
  const facts = script && factsOfText(text, language, script);
  if (facts && !facts.unread) return facts;
  const parser = await parserOf(language, text);
  return surviving({ text, language }, () => factsOfText(text, language, parser));
}

/** Some broken texts end the parser in WebAssembly for good: of those there are chunks, and this thread goes. */
function surviving(
  { text, language }: Pick<Document, 'text' | 'language'>,
  read: () => FileFacts,
): FileFacts {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'RuntimeError') throw error;
    isSpent = true;
    return { ...factsOfText(text, language, undefined), unread: true };
  }
}

async function documentFacts(document: Document): Promise<FileFacts> {
  const script = await scriptParserOf(document.language, document.text);
  const facts = script && factsOfText(document.text, document.language, script);
  if (facts && !facts.unread) return facts;
  const grammar = await grammarOf(document.language, document.text);
  return surviving(document, () => factsOfDocument(trees, document, grammar));
}

async function parseFiles(paths: readonly string[]): Promise<ParsedFile[]> {
  const end = performance.now() + patience;
  const parsed: ParsedFile[] = [];
  for (const path of paths) {
    parsed.push(await parseFile(path));
    if (performance.now() > end) break;
  }
  return joined(parsed);
}

/** The same with all facts in one buffer. */
function joined(files: readonly ParsedFile[]): ParsedFile[] {
  const facts = joinedFacts(files.flatMap(factsOfFile));
  let next = 0;
  return files.map((file) => {
    const own = factsOfFile(file).length > 0 ? facts[next++] : undefined;
    return file.read && own
      ? { ...file, read: { ...file.read, finding: { kind: 'facts', facts: own } } }
      : file;
  });
}

function factsOfFile({ read }: ParsedFile): Uint8Array<ArrayBuffer>[] {
  return factsOf(read?.finding);
}

async function parseFile(path: string): Promise<ParsedFile> {
  const file = readFileNow(path);
  if (!file) return { path };
  const { stamp, hash, settled, bytes } = file;
  return { path, read: { stamp, hash, settled, finding: await findingOf(path, decode(bytes)) } };
}

async function findingOf(path: string, text: string): Promise<Finding> {
  const why = whyLeftOut(text);
  if (why !== undefined) return { kind: 'left out', why };
  const language = languageOf(path, text);
  return { kind: 'facts', facts: encodeFacts(await factsIn(text, language)) };
}

/** Facts whose bytes go to the other thread without being copied. */
function givenAway(said: ParseAnswer): Uint8Array<ArrayBuffer>[] {
  if ('facts' in said) return [said.facts];
  return said.kind === 'files' ? said.files.flatMap(factsOfFile) : [];
}

parentPort?.on('message', async (job: ParseJob) => {
  const said = await answer(job);
  parentPort?.postMessage(said, buffersOf(givenAway(said)));
  if (isSpent) process.exit();
});
