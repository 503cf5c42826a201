/** What a model costs, from the person's settings: none is built in, because none stays true. */

import * as vscode from 'vscode';
import { isFields, type Price } from '../server/protocol/protocol.ts';

/** The price of a model by its name, or `undefined` where nobody has said it. */
export function priceOf(model: string): Price | undefined {
  const settings = vscode.workspace.getConfiguration('keyhole');
  if (model === 'embedded' || isLocal(settings.get<unknown>('model.endpoint'))) return { kind: 'local' };
  const prices = settings.get<unknown>('prices');
  const found = isFields(prices) ? prices[model] : undefined;
  if (!isFields(found)) return undefined;
  const { input, output, cached = input } = found;
  if (typeof input !== 'number' || typeof output !== 'number' || typeof cached !== 'number') return undefined;
  return { kind: 'known', input, cached, output };
}

function isLocal(endpoint: unknown): boolean {
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return false;
  return /^(localhost|127\..*|\[::1\])$/.test(new URL(endpoint).hostname);
}
