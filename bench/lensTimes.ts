import { CodeLensRequest } from 'vscode-languageserver-protocol/node';
import { waitFor, type LanguageClient } from '../scripts/lsp/languageClient';

// How long lenses take, as an editor asks for them.

const operations = ['none', 'skip_connect', 'nor_conv_1x1', 'nor_conv_3x3', 'avg_pool_3x3'] as const;
/** Cells of NAS-Bench-201. */
export const spaceSize = operations.length ** 6;

/** The i-th cell of NAS-Bench-201 as the benchmark writes it. */
function cell(i: number): string {
  const [a, b, c, d, e, f] = Array.from(
    { length: 6 },
    (_, edge) => operations[Math.floor(i / operations.length ** edge) % 5],
  );
  return `|${a}~0|+|${b}~0|${c}~1|+|${d}~0|${e}~1|${f}~2|`;
}
/** A cell file with these cells. */
export const cellFile = (cells: readonly number[]): string =>
  `space: nas-bench-201\ncells:\n${cells.map((i) => `  c${i}: { arch: "${cell(i)}" }\n`).join('')}`;
/** Cells far apart, none of them trivial. */
export const spread = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (from + i * 7919) % spaceSize);

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
export const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** Asks for the lenses as an editor does, again after each refresh, until every cell has a number; returns milliseconds. */
export async function untilNumbers(client: LanguageClient, uri: string, cells: number): Promise<number> {
  const begin = performance.now();
  for (;;) {
    const refreshes = client.lensRefreshes;
    const lenses = (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
    const numbers = lenses.filter(({ command }) => /\d %/.test(command?.title ?? '')).length;
    if (numbers >= cells) return performance.now() - begin;
    await waitFor(() => (client.lensRefreshes > refreshes ? true : undefined), 'a refresh', 20_000);
  }
}
