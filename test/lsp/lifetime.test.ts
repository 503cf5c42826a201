/** The server's beginning and its end: it leaves no process behind, whoever goes first, and says what is wrong. */

import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import {
  childrenOf,
  exitOf,
  positionAt,
  program,
  startEditor,
  startProcess,
  until,
  uriOf,
} from '../support/editor.ts';
import { fixture } from '../support/fixture.ts';

const files = "//- /main.ts\nconst word = 'a';\nconst size: number = word.$0\n";

/** An editor that has had a completion, with the processes that its server has started. */
async function busyEditor() {
  const shop = fixture(files);
  const editor = await startEditor({ folders: [shop.root] });
  const uri = uriOf(shop.document.path);
  await editor.open(uri, 'typescript', shop.document.text);
  await editor.ready();
  await editor.complete(uri, positionAt(shop.document.text, shop.offset));
  const children = childrenOf(editor.server.pid!);
  expect(children).toHaveLength(1);
  return { shop, editor, processes: [editor.server.pid!, ...children] };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const gone = (processes: readonly number[]) => until(() => !processes.some(isAlive), 3_000);

test('shutdown and exit end the server and what it started', async () => {
  const { shop, editor, processes } = await busyEditor();
  expect(await editor.quit()).toBe(0);
  await gone(processes);
  shop[Symbol.dispose]();
});

test('the end of its input ends the server and what it started', async () => {
  const { shop, editor, processes } = await busyEditor();
  editor.server.stdin!.end();
  await gone(processes);
  shop[Symbol.dispose]();
});

test('a killed server takes what it started along', async () => {
  const { shop, editor, processes } = await busyEditor();
  editor.server.kill('SIGKILL');
  await gone(processes);
  shop[Symbol.dispose]();
});

test('the server ends with the process that it was told to watch, though its input stays open', async () => {
  const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const server = startProcess();
  send(server, {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: parent.pid, rootUri: null, capabilities: {} },
  });
  await once(server.stdout!, 'data');
  parent.kill('SIGKILL');
  await until(() => server.exitCode !== null, 5_000);
});

test('over a channel of Node it speaks the same, and ends with the channel', async () => {
  const server = fork(program, ['--node-ipc'], { stdio: 'ignore' });
  const answer = once(server, 'message');
  server.send({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: null, rootUri: null, capabilities: {} },
  });
  expect((await answer)[0]).toMatchObject({
    id: 1,
    result: { capabilities: { inlineCompletionProvider: true } },
  });
  server.disconnect();
  await exitOf(server);
});

test('garbage in is said in the log, and the server goes on or ends with its input', async () => {
  const server = startProcess();
  let out = '';
  server.stdout!.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  send(server, {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: null, rootUri: null, capabilities: {} },
  });
  await until(() => out.includes('"id":1'));
  server.stdin!.write('Content-Length: 9\r\n\r\nnot json!');
  await until(() => out.includes('What came in is no message'));
  send(server, { jsonrpc: '2.0', id: 2, method: 'keyhole/lastTrace', params: {} });
  await until(() => out.includes('"id":2'));
  server.stdin!.write('no header at all\r\n\r\n');
  await until(() => out.split('What came in is no message').length > 2);
  server.stdin!.end();
  await exitOf(server);
});

test('without a way to connect it says which there are', async () => {
  const server = startProcess([]);
  let stderr = '';
  server.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  expect(await exitOf(server)).toBe(2);
  expect(stderr).toMatch(/--stdio or --node-ipc/);
});

function send(server: ReturnType<typeof startProcess>, message: unknown): void {
  const body = JSON.stringify(message);
  server.stdin!.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
