/** The token budget that a person has set in the inspector: kept by the editor for its workspace. */

import type { Memento } from 'vscode';
import { type BudgetParams, budgetMethod } from '../server/protocol/protocol.ts';
import type { Server } from './server.ts';

const name = 'keyhole.budget';

export class BudgetStore {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** Tokens; `undefined`: the setting counts. */
  get budget(): number | undefined {
    const kept: unknown = this.#state.get(name);
    return typeof kept === 'number' && kept > 0 ? kept : undefined;
  }

  /** Tells the server, if it runs. */
  send(server: Server): Promise<void> {
    const params: BudgetParams = { budget: this.budget ?? null };
    return server.notify(budgetMethod, params);
  }

  async keep(budget: number | undefined, server: Server): Promise<void> {
    if (budget === this.budget) return;
    await this.#state.update(name, budget);
    await this.send(server);
  }
}
