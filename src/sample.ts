/** A file to try a completion in: nothing is saved, and it works in an empty window. */

import * as vscode from 'vscode';
import type { Server } from './server.ts';

const before = `interface Invoice {
  id: string;
  customer: string;
  total: number;
}

export function sum(invoices: Invoice[]): number {
  let sum = 0;
  for (const invoice of invoices) {
    sum += invoice.`;
const after = `
  }
  return sum;
}
`;

/** Opens the sample with the cursor where a number is missing, and asks for a completion. */
export async function trySample(server: Server): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: 'typescript',
    content: before + after,
  });
  const place = document.positionAt(before.length);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(place, place),
    preview: false,
  });
  await server.offerAnew();
  await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
}
