/** Work that a client may cancel: it ends at once, with the error that LSP has for it. */

import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { abortable, messageOf } from '../text/text.ts';

/** @throws {ResponseError} of one sentence when the work is cancelled or fails. */
export async function cancellable<T>(
  token: CancellationToken,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cancelled = token.onCancellationRequested(() => controller.abort(new Error('cancelled')));
  if (token.isCancellationRequested) controller.abort(new Error('cancelled'));
  try {
    return await abortable(run(controller.signal), controller.signal);
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    if (controller.signal.aborted)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
    throw new ResponseError(LSPErrorCodes.RequestFailed, `Keyhole could not answer: ${messageOf(error)}.`);
  } finally {
    cancelled.dispose();
  }
}
