/** What a person can do in the page, as functions: each changes the state, tells the extension, or both. */

import {
  type ExportFormat,
  type FromPage,
  noSteering,
  type PageCommand,
  type Steered,
  type Steering,
  type Trace,
  type TracedItem,
} from '../../server/protocol/protocol.ts';
import { keyOf } from './item-list.ts';
import { type SetRule, toggled, withRule } from './rules.ts';
import type { Event, State, Ui } from './state.ts';

type NamedItem = Pick<TracedItem, 'id' | 'source'>;

export interface Gestures {
  choose(ui: Partial<Ui>): void;
  show(id: string): void;
  compare(id: string): void;
  /** Has the items selected anew under this budget. */
  tryBudget(budget: number): void;
  /** Keeps the budget for the workspace; without one, that of the settings counts again. */
  keepBudget(budget: number | undefined): void;
  setRules(steering: Steering): void;
  /** Takes back everything that was set, and shows the request as it was. */
  reset(): void;
  addRule(rule: SetRule): void;
  toggleRule(rule: SetRule): void;
  /** Shows the request as it was. */
  dismiss(): void;
  run(): void;
  askItem(item: NamedItem): void;
  openItem(item: NamedItem): void;
  openPlace(): void;
  openPrompt(): void;
  copy(format: ExportFormat): void;
  save(format: ExportFormat): void;
  command(command: PageCommand): void;
}

/** What every part of the page is given. */
export interface Shown {
  readonly state: State;
  readonly gestures: Gestures;
}

export function gesturesOf(
  state: State,
  change: (event: Event) => void,
  post: (message: FromPage) => void,
): Gestures {
  const id = state.request?.summary.id;
  const budget = budgetOf(state);
  const of = (message: (id: string) => FromPage) => () => id !== undefined && post(message(id));
  const preview = (tokens: number) => of((request) => ({ kind: 'preview', id: request, budget: tokens }))();
  const set = (steered: Steered) => {
    change({ kind: 'steer', steered });
    of((request) => ({ kind: 'steer', id: request, steered }))();
  };
  const steer = (steered: Steered, tokens: number) => {
    set(steered);
    preview(tokens);
  };
  const setRules = (steering: Steering) => steer({ ...state.steered, steering }, budget);
  return {
    choose: (ui) => change({ kind: 'chose', ui }),
    show: (wanted) => post({ kind: 'show', id: wanted }),
    compare: (wanted) => post({ kind: 'compare', id: wanted }),
    tryBudget(tokens) {
      change({ kind: 'budget', budget: tokens });
      preview(tokens);
    },
    keepBudget(tokens) {
      const { steering } = state.steered;
      steer(tokens === undefined ? { steering } : { steering, budget: tokens }, tokens ?? budget);
    },
    setRules,
    reset() {
      set({ steering: noSteering });
      change({ kind: 'dismiss' });
    },
    addRule: (rule) => setRules(withRule(state.steered.steering, rule)),
    toggleRule: (rule) => setRules(toggled(state.steered.steering, rule)),
    dismiss: () => change({ kind: 'dismiss' }),
    run: of((request) => ({ kind: 'run', id: request, budget })),
    askItem(item) {
      if (state.items.has(keyOf(item))) return;
      of((request) => ({ kind: 'item', id: request, item: item.id, source: item.source }))();
    },
    openItem: ({ id: item, source }) => of((request) => ({ kind: 'openItem', id: request, item, source }))(),
    openPlace: of((request) => ({ kind: 'openPlace', id: request })),
    openPrompt: of((request) => ({ kind: 'openPrompt', id: request })),
    copy: (format) => of((request) => ({ kind: 'copy', id: request, format }))(),
    save: (format) => of((request) => ({ kind: 'export', id: request, format }))(),
    command: (command) => post({ kind: 'command', command }),
  };
}

/** Tokens at which the slider stands. */
export function budgetOf({ budget, request }: State): number {
  return budget ?? request?.trace.budget ?? 1;
}

/** What is shown of the context: what was tried last, or the request as it was. */
export function shownTrace({ preview, request }: State): Trace | undefined {
  return preview ?? request?.trace;
}
