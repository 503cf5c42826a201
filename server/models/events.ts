/**
 * The JSON values in a streamed answer: server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)
 * or one value a line. Characters that the network cut in two come whole, and no line grows without bound.
 */

export type Framing = 'events' | 'lines';

/** The answer is not what its framing says. The message continues "The model server …". */
export class BadStream extends Error {}

/** Characters that one line may have. */
const longestLine = 1_000_000;

/** One value after the other; ends at `[DONE]` too. @throws {BadStream} */
export async function* valuesIn(body: AsyncIterable<Uint8Array>, framing: Framing): AsyncGenerator<unknown> {
  for await (const text of framing === 'lines' ? linesIn(body) : eventsIn(body)) {
    if (text.trim() === '') continue;
    if (text === '[DONE]') return;
    yield parsed(text);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadStream('sent an event that is not JSON');
  }
}

/** What the `data` lines of each event say. An event that the stream's end cuts off does not count. */
async function* eventsIn(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let held: string[] = [];
  for await (const line of linesIn(body, 'whole lines')) {
    if (line.startsWith('data:')) held.push(line.slice(line.startsWith('data: ') ? 6 : 5));
    if (line !== '' || held.length === 0) continue;
    yield held.join('\n');
    held = [];
  }
}

/** Lines without their ends (LF, CRLF). The last one counts without an end unless only whole lines do. */
async function* linesIn(body: AsyncIterable<Uint8Array>, which: 'all' | 'whole lines' = 'all') {
  const decoder = new TextDecoder();
  let held = '';
  for await (const bytes of body) {
    const lines = (held + decoder.decode(bytes, { stream: true })).split('\n');
    held = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
    if (held.length > longestLine) throw new BadStream(`sent a line of more than ${longestLine} characters`);
  }
  held += decoder.decode();
  if (which === 'all' && held !== '') yield held;
}
