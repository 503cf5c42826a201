/** The error for params that a request cannot work with, in one sentence that tells what to send. */

import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';

export function bad(sentence: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, sentence);
}
