/** What the server holds of a document is what the editor shows. The prompt ends with the text before the cursor. */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Trace } from '../../server/protocol/protocol.ts';
import { applyEdit } from '../../server/text/text.ts';
import { type Editor, positionAt, startEditor, until, uriOf } from '../support/editor.ts';
import { fixture } from '../support/fixture.ts';

const notes = fixture('//- /notes.txt\nnothing\n//- /other.ts\nexport const other = 1;\n');

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor({ folders: [notes.root] });
});
afterAll(async () => {
  await editor[Symbol.asyncDispose]();
  notes[Symbol.dispose]();
});

/** The text before a place as the model was shown it. */
async function prefixAt(uri: string, text: string, offset = text.length): Promise<string> {
  const { line, character } = positionAt(text, offset);
  const position = { line: line + 1, column: character + 1 };
  const trace = await editor.request<Trace>('keyhole/complete', { uri, position });
  return trace.prompt.flatMap((segment) => (segment.kind === 'prefix' ? [segment.text] : [])).join('');
}

const piece = fc
  .array(fc.constantFrom('a', ' ', '\n', '\r\n', '\r', 'ü', '😀', '\t', 'let x = 1;'), { maxLength: 6 })
  .map((parts) => parts.join(''));
const edits = fc.array(fc.record({ from: fc.nat(), length: fc.nat(5), text: piece }), {
  minLength: 1,
  maxLength: 12,
});

/** Editors put no edit between a line's two end characters, nor between the halves of one character. */
function onBoundary(text: string, at: number): number {
  const before = text.slice(at - 1, at + 1);
  return before === '\r\n' || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(before) ? at - 1 : at;
}

test('random edits leave server and editor with the same text', { timeout: 120_000 }, async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(piece, edits, async (initial, changes) => {
      const uri = uriOf(notes.path(`random-${run++}.txt`));
      let text = initial;
      await editor.open(uri, 'plaintext', text);
      for (const { from, length, text: typed } of changes) {
        const start = onBoundary(text, from % (text.length + 1));
        const end = onBoundary(text, Math.min(text.length, start + length));
        const edit = { range: { start, end: Math.max(start, end) }, text: typed };
        await editor.edit(uri, text, { ...edit.range, text: typed });
        text = applyEdit(text, edit);
      }
      expect(await prefixAt(uri, text)).toBe(text);
      await editor.notify('textDocument/didClose', { textDocument: { uri } });
    }),
    { numRuns: 40 },
  );
});

test('an untitled document has types and a completion', async () => {
  const uri = 'untitled:Untitled-1';
  const text = "const word = 'a';\nconst size: number = word.";
  await editor.open(uri, 'typescript', text);
  await editor.ready();
  await editor.complete(uri, positionAt(text, text.length));
  const trace = await editor.lastTrace(uri);
  expect(trace).toMatchObject({
    file: 'Untitled-1.ts',
    line: 2,
    hole: { kind: 'member', expectedType: 'number' },
  });
  expect(trace?.hole.members).toBeGreaterThan(10);
});

describe('a notebook', () => {
  const notebook = uriOf(notes.path('analysis.ipynb'));
  const cell = (name: string) => `${notebook.replace('file:', 'vscode-notebook-cell:')}#${name}`;
  const text = (name: string, languageId: string, text: string) => ({
    uri: cell(name),
    languageId,
    version: 1,
    text,
  });
  const member = 'const size: number = word.';

  beforeAll(() =>
    editor.notify('notebookDocument/didOpen', {
      notebookDocument: {
        uri: notebook,
        notebookType: 'jupyter-notebook',
        version: 1,
        cells: [
          { kind: 2, document: cell('a') },
          { kind: 1, document: cell('b') },
          { kind: 2, document: cell('c') },
          { kind: 2, document: cell('d') },
        ],
      },
      cellTextDocuments: [
        text('a', 'typescript', "const word = 'a';"),
        text('b', 'markdown', '# Size'),
        text('c', 'typescript', member),
        text('d', 'typescript', 'const after = 1;'),
      ],
    }),
  );

  test('is one file: a cell sees the code cells before it', async () => {
    expect(await prefixAt(cell('c'), member)).toBe(`const word = 'a';\n${member}`);
    const trace = await editor.lastTrace(cell('c'));
    expect(trace).toMatchObject({ file: 'analysis.ipynb.ts', line: 1, column: member.length + 1 });
    expect(trace?.hole).toMatchObject({ receiver: '"a"', expectedType: 'number' });
  });

  test('follows its cells as they change and come and go', async () => {
    const params = (change: unknown) => ({ notebookDocument: { uri: notebook, version: 2 }, change });
    const range = { start: { line: 0, character: 13 }, end: { line: 0, character: 16 } };
    const content = { document: { uri: cell('a'), version: 2 }, changes: [{ range, text: '12' }] };
    await editor.notify('notebookDocument/didChange', params({ cells: { textContent: [content] } }));
    expect(await prefixAt(cell('c'), member)).toBe(`const word = 12;\n${member}`);
    const structure = {
      array: { start: 0, deleteCount: 1, cells: [] },
      didClose: [{ uri: cell('a') }],
    };
    await editor.notify('notebookDocument/didChange', params({ cells: { structure } }));
    expect(await prefixAt(cell('c'), member)).toBe(member);
  });
});

describe('a large file', () => {
  const status = (uri: string) =>
    until(() =>
      editor.heard.statuses
        .flatMap(({ documents }) => documents)
        .findLast((document) => document.uri === uri),
    );

  test.each([
    ['over a megabyte', 'export const value = 12345;\n'.repeat(40_000)],
    ['with a line of over 5,000 characters', `const data = [${'1, '.repeat(2_000)}];\n`],
  ])('%s is completed from the text before the cursor alone, and the status says so', async (what, start) => {
    const uri = uriOf(notes.path(`${what.replaceAll(/\W/g, '-')}.ts`));
    const text = `${start}const last = val`;
    await editor.open(uri, 'typescript', `${text}\nexport const after = 2;\n`);
    const prefix = await prefixAt(uri, text);
    const trace = await editor.lastTrace(uri);
    expect(prefix).not.toBe('');
    expect(text.endsWith(prefix)).toBe(true);
    expect(trace?.prompt.map((segment) => segment.text).join('')).not.toContain('after');
    expect(trace).toMatchObject({ line: positionAt(text, text.length).line + 1 });
    expect(trace?.check?.verdict ?? 'unchecked').toBe('unchecked');
    expect(trace?.completeness).toMatchObject({
      state: 'partial',
      why: expect.stringContaining('over 1 MB'),
    });
    expect(await status(uri)).toMatchObject({
      engine: null,
      completeness: { state: 'partial', why: expect.stringContaining('over 1 MB') },
    });
  });
});
