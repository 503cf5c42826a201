/**
 * What the inspector's page and the extension say to each other, and the checks of what comes in: a page shows text
 * of any repository, so nothing from it is trusted, and a page that was restored may be of another version.
 */

import { isFields } from './check-settings.ts';
import {
  type ExportFormat,
  exportFormats,
  type InspectItemParams,
  type InspectedItem,
  type InspectedRequest,
  type RequestSummary,
  type Steered,
} from './inspector.ts';
import { checkSteering } from './steering.ts';
import type { Trace } from './trace.ts';

/** Extension to page. */
export type ToPage =
  | { readonly kind: 'requests'; readonly requests: readonly RequestSummary[] }
  | { readonly kind: 'request'; readonly request: InspectedRequest }
  /** What another budget or other rules would select. */
  | { readonly kind: 'preview'; readonly id: string; readonly trace: Trace }
  | { readonly kind: 'compared'; readonly request: InspectedRequest }
  | ({ readonly kind: 'item'; readonly shown?: InspectedItem } & InspectItemParams)
  /** `budget` is that of the settings. */
  | { readonly kind: 'steered'; readonly steered: Steered; readonly budget: number }
  /** The answer to something failed: one sentence. */
  | { readonly kind: 'failed'; readonly message: string };

/** Commands that the page may run. */
const pageCommands = ['keyhole.trySample', 'keyhole.chooseModel'] as const;
export type PageCommand = (typeof pageCommands)[number];

/** Page to extension. */
export type FromPage =
  /** The request that the page showed when it was last open, if any. */
  | { readonly kind: 'ready'; readonly selected?: string }
  | { readonly kind: 'show' | 'compare' | 'openPlace' | 'openPrompt'; readonly id: string }
  | { readonly kind: 'preview' | 'run'; readonly id: string; readonly budget: number }
  | ({ readonly kind: 'item' | 'openItem' } & InspectItemParams)
  | { readonly kind: 'copy' | 'export'; readonly id: string; readonly format: ExportFormat }
  | { readonly kind: 'steer'; readonly id: string; readonly steered: Steered }
  | { readonly kind: 'command'; readonly command: PageCommand };

const mostTokens = 10_000_000;

/** A message from a page, or `undefined` for anything that is none. */
export function fromPage(message: unknown): FromPage | undefined {
  if (!isFields(message)) return undefined;
  const { kind, id, budget, item, source } = message;
  if (kind === 'ready') {
    const { selected } = message;
    return typeof selected === 'string' ? { kind, selected } : { kind };
  }
  if (kind === 'command') {
    const command = pageCommands.find((known) => known === message.command);
    return command && { kind, command };
  }
  if (typeof id !== 'string') return undefined;
  if (kind === 'steer') return steerFrom(id, message.steered);
  if (kind === 'show' || kind === 'compare' || kind === 'openPlace' || kind === 'openPrompt')
    return { kind, id };
  if (kind === 'preview' || kind === 'run') return isBudget(budget) ? { kind, id, budget } : undefined;
  if (kind === 'item' || kind === 'openItem')
    return typeof item === 'string' && typeof source === 'string' ? { kind, id, item, source } : undefined;
  if (kind !== 'copy' && kind !== 'export') return undefined;
  const format = exportFormats.find((known) => known === message.format);
  return format && { kind, id, format };
}

/** What was set, from a page or a store; `undefined` when it is none of it. Faulty rules are left out. */
function steeredFrom(found: unknown): Steered | undefined {
  if (!isFields(found)) return undefined;
  const { steering } = checkSteering(found.steering);
  return { steering, ...(isBudget(found.budget) ? { budget: found.budget } : {}) };
}

function steerFrom(id: string, found: unknown): FromPage | undefined {
  const steered = steeredFrom(found);
  return steered && { kind: 'steer', id, steered };
}

function isBudget(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= mostTokens;
}

/** Whether a message is one from the extension: it is checked as deep as the page would break on it. */
export function isToPage(message: unknown): message is ToPage {
  if (!isFields(message)) return false;
  switch (message.kind) {
    case 'requests':
      return Array.isArray(message.requests) && message.requests.every(isSummary);
    case 'request':
    case 'compared':
      return (
        isFields(message.request) && isSummary(message.request.summary) && isTrace(message.request.trace)
      );
    case 'preview':
      return typeof message.id === 'string' && isTrace(message.trace);
    case 'item':
      return ['id', 'item', 'source'].every((name) => typeof message[name] === 'string');
    case 'steered':
      return steeredFrom(message.steered) !== undefined && isBudget(message.budget);
    case 'failed':
      return typeof message.message === 'string';
    default:
      return false;
  }
}

function isSummary(value: unknown): boolean {
  return isFields(value) && typeof value.id === 'string' && typeof value.file === 'string';
}

const lists = ['kept', 'dropped', 'prompt', 'monitor', 'stages', 'usage', 'notes'] as const;

function isTrace(value: unknown): boolean {
  if (!isFields(value) || !['outcome', 'hole', 'cache', 'gate'].every((name) => isFields(value[name])))
    return false;
  return typeof value.budget === 'number' && lists.every((name) => Array.isArray(value[name]));
}
