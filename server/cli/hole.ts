/** `keyhole hole`: everything about the hole at a position. */

import { explainHole } from '../features/features.ts';
import { atPlace, json, write } from './commands.ts';
import { placeAt } from './place.ts';
import type { CommonOptions } from './settings.ts';

export async function hole(position: string, options: CommonOptions): Promise<void> {
  await atPlace(await placeAt(position), options, async (engine, request, signal) => {
    const report = await engine.inspect(request, signal);
    write(options.json ? json(report) : explainHole(report));
  });
}
