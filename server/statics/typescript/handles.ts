/**
 * The handles that stand for a checker's own types, symbols and signatures. One thing has one handle for
 * as long as the handles live, and a handle leads back to its thing.
 */

import type { CheckerSignature, CheckerSymbol, CheckerType } from './checker.ts';

/** How one checker's things are described. */
export interface Description<T, S, G> {
  type(type: T): CheckerType;
  symbol(symbol: S): CheckerSymbol;
  signature(signature: G): CheckerSignature;
}

/** Both ways between handles and the things of one checker: its types, symbols and signatures. */
export class Handles<T extends object, S extends object, G extends object> {
  readonly #types: Pairs<T, CheckerType>;
  readonly #symbols: Pairs<S, CheckerSymbol>;
  readonly #signatures: Pairs<G, CheckerSignature>;
  readonly #finders = new WeakMap<CheckerSymbol, () => S>();

  constructor(describe: Description<T, S, G>) {
    this.#types = pairs(describe.type);
    this.#symbols = pairs(describe.symbol);
    this.#signatures = pairs(describe.signature);
  }

  type(type: T): CheckerType {
    return this.#types.handleOf(type);
  }

  optionalType(type: T | undefined): CheckerType | undefined {
    return type && this.type(type);
  }

  symbol(symbol: S): CheckerSymbol {
    return this.#symbols.handleOf(symbol);
  }

  optionalSymbol(symbol: S | undefined): CheckerSymbol | undefined {
    return symbol && this.symbol(symbol);
  }

  /** A handle that is described already, and whose symbol is looked for when somebody asks about it. */
  later(handle: CheckerSymbol, find: () => S): CheckerSymbol {
    this.#finders.set(handle, find);
    return handle;
  }

  signature(signature: G): CheckerSignature {
    return this.#signatures.handleOf(signature);
  }

  typeOf(handle: CheckerType): T {
    return this.#types.thingOf(handle);
  }

  symbolOf(handle: CheckerSymbol): S {
    const find = this.#finders.get(handle);
    if (!find) return this.#symbols.thingOf(handle);
    const found = find();
    this.#symbols.adopt(handle, found);
    this.#finders.delete(handle);
    return found;
  }

  signatureOf(handle: CheckerSignature): G {
    return this.#signatures.thingOf(handle);
  }
}

interface Pairs<X, H> {
  handleOf(thing: X): H;
  /** Throws for a handle that these pairs did not make. */
  thingOf(handle: H): X;
  /** From now on the handle leads to the thing. */
  adopt(handle: H, thing: X): void;
}

function pairs<X extends object, H extends object>(describe: (thing: X) => H): Pairs<X, H> {
  const handles = new Map<X, H>();
  const things = new WeakMap<H, X>();
  return {
    handleOf: (thing) => {
      const known = handles.get(thing);
      if (known) return known;
      const handle = describe(thing);
      handles.set(thing, handle);
      things.set(handle, thing);
      return handle;
    },
    adopt: (handle, thing) => things.set(handle, thing),
    thingOf: (handle) => {
      const thing = things.get(handle);
      if (thing === undefined) throw new Error('A handle of another program was asked about.');
      return thing;
    },
  };
}

/** Bits of one table as bits of another. */
export function translated(
  flags: number,
  table: readonly (readonly [theirs: number, ours: number])[],
): number {
  return table.reduce((sum, [theirs, ours]) => (flags & theirs ? sum | ours : sum), 0);
}
