/**
 * Type engines that several engines of this process use: folders of one repository are one project or
 * import from one another, and a second process would load all of it again.
 */

import { join } from 'node:path';
import type { TypeEngineChoice } from '../../protocol/protocol.ts';
import { repositoryOf } from '../repository/repository.ts';
import { createTypeEnginePair, type TypeEnginePair } from './type-engine-pair.ts';

interface Shared {
  readonly pair: TypeEnginePair;
  users: number;
}

/** Owns one pair of engines for each repository that somebody has open. */
export class SharedTypeEngines {
  readonly #shared = new Map<string, Shared>();

  /** The engines for a folder. They end when all that were given them have disposed of theirs. */
  lease(root: string, choice: TypeEngineChoice): TypeEnginePair {
    const repository = repositoryOf(join(root, 'package.json'));
    const shared = this.#shared.get(repository) ?? { pair: createTypeEnginePair(choice), users: 0 };
    this.#shared.set(repository, shared);
    shared.users++;
    let isGivenBack = false;
    const dispose = async (): Promise<void> => {
      if (isGivenBack) return;
      isGivenBack = true;
      if (--shared.users > 0) return;
      this.#shared.delete(repository);
      await shared.pair.dispose();
    };
    return leased(shared.pair, dispose);
  }
}

/** The same engines with an end of their own; what changes is read when asked. */
function leased(pair: TypeEnginePair, dispose: () => Promise<void>): TypeEnginePair {
  return {
    ...pair,
    get name() {
      return pair.name;
    },
    get pids() {
      return pair.pids;
    },
    dispose,
  };
}
