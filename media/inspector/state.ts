/** Everything that the page shows, and how messages and gestures change it. What `Ui` holds outlives the page. */

import {
  type InspectedItem,
  type InspectedRequest,
  noSteering,
  type RequestSummary,
  type Steered,
  type ToPage,
  type Trace,
} from '../../server/protocol/protocol.ts';
import { type Grouping, groupings } from './slices.ts';
import { keyOf, shares, sortings, type View, wholeView } from './item-list.ts';

export const tabs = ['items', 'prompt', 'output', 'compare', 'rules'] as const;
export type Tab = (typeof tabs)[number];

/** What a person chose in the page: kept when it is hidden, closed with the window, and restored. */
export interface Ui {
  readonly selected?: string;
  readonly tab: Tab;
  readonly view: View;
  readonly grouping: Grouping;
  readonly compared?: string;
}

export interface State {
  readonly ui: Ui;
  /** Newest first; `undefined` until they are known. */
  readonly requests?: readonly RequestSummary[];
  readonly request?: InspectedRequest;
  /** Whether a budget or rules are being tried on the request. */
  readonly isTrying?: boolean;
  /** What `budget` and the rules of the moment would select of the request. */
  readonly preview?: Trace;
  /** Where the slider stands; `undefined`: at the request's own budget. */
  readonly budget?: number;
  readonly compared?: InspectedRequest;
  readonly steered: Steered;
  /** Budget of the settings. */
  readonly settingBudget?: number;
  /** What was asked of the items of the request, by `keyOf`. */
  readonly items: ReadonlyMap<string, InspectedItem | 'unknown'>;
  readonly failure?: string;
}

export type Event =
  | { readonly kind: 'told'; readonly message: ToPage }
  | { readonly kind: 'chose'; readonly ui: Partial<Ui> }
  | { readonly kind: 'budget'; readonly budget: number }
  | { readonly kind: 'steer'; readonly steered: Steered }
  | { readonly kind: 'dismiss' };

export function firstState(stored: unknown): State {
  return { ui: uiFrom(stored), steered: { steering: noSteering }, items: new Map() };
}

export function next(state: State, event: Event): State {
  switch (event.kind) {
    case 'told':
      return told(state, event.message);
    case 'chose':
      return { ...state, ui: { ...state.ui, ...event.ui } };
    case 'budget':
      return { ...state, budget: event.budget, isTrying: true };
    case 'steer':
      return { ...state, steered: event.steered, isTrying: true };
    case 'dismiss': {
      return untried(state);
    }
  }
}

function told(state: State, message: ToPage): State {
  const { request } = state;
  switch (message.kind) {
    case 'requests':
      return { ...state, requests: message.requests };
    case 'request':
      return shown(state, message.request);
    case 'preview':
      return state.isTrying && message.id === request?.summary.id
        ? { ...state, preview: message.trace }
        : state;
    case 'compared':
      return {
        ...state,
        compared: message.request,
        ui: { ...state.ui, compared: message.request.summary.id },
      };
    case 'item': {
      if (message.id !== request?.summary.id) return state;
      return {
        ...state,
        items: new Map(state.items).set(
          keyOf({ id: message.item, source: message.source }),
          message.shown ?? 'unknown',
        ),
      };
    }
    case 'steered':
      return { ...state, steered: message.steered, settingBudget: message.budget };
    case 'failed':
      return { ...state, failure: message.message };
  }
}

/** Another request begins with nothing that was tried on the last one. */
function shown(state: State, request: InspectedRequest): State {
  const ui = { ...state.ui, selected: request.summary.id };
  return { ...untried(state), ui, request, items: new Map() };
}

/** Without anything that is being tried; what is still on its way of it comes too late. */
function untried(state: State): State {
  const { preview: _, budget: __, failure: ___, isTrying: ____, ...rest } = state;
  return rest;
}

const firstUi: Ui = { tab: 'items', view: wholeView, grouping: 'source' };

/** What was stored, as far as it makes sense. */
function uiFrom(stored: unknown): Ui {
  if (!isRecord(stored)) return firstUi;
  const { selected, compared, tab, grouping, view } = stored;
  return {
    ...(typeof selected === 'string' ? { selected } : {}),
    ...(typeof compared === 'string' ? { compared } : {}),
    tab: tabs.find((known) => known === tab) ?? firstUi.tab,
    grouping: groupings.find((known) => known === grouping) ?? firstUi.grouping,
    view: isRecord(view) ? viewFrom(view) : wholeView,
  };
}

function viewFrom({ search, source, share, sort }: Readonly<Record<string, unknown>>): View {
  return {
    search: typeof search === 'string' ? search : '',
    source: typeof source === 'string' ? source : '',
    share: shares.find((known) => known === share) ?? wholeView.share,
    sort: sortings.find((known) => known === sort) ?? wholeView.sort,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
