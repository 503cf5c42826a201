/** A model whose text somebody hears while it comes, besides whoever asked for it. */

import type { Model } from '../models/models.ts';

/** `heard` gets all of an answer's text that is known by now, and of the next answer from its beginning. */
export function overheard(model: Model, heard: (text: string) => void): Model {
  return {
    ...model,
    async *generate(request, signal) {
      let text = '';
      for await (const piece of model.generate(request, signal)) {
        text += piece.text;
        heard(text);
        yield piece;
      }
    },
  };
}
