import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TrainingError } from './trainingError';

/** The text of a result table and how to read it. */
export interface TableSource {
  readonly path: string;
  /** File name, for reports. */
  readonly name: string;
  readonly text: string;
  readonly format: 'csv' | 'json-lines';
}

/** Whether a path is that of a result table and not of cells. */
export const isTablePath = (path: string): boolean => /\.(?:csv|tsv|jsonl|ndjson)(?:\.gz)?$/i.test(path);

const MAX_BYTES = 512 * 1024 * 1024;

/** Reads `*.csv`, `*.tsv`, `*.jsonl` or `*.ndjson`, each also with `.gz`. @throws TrainingError */
export async function readTableSource(path: string): Promise<TableSource> {
  const bytes = await readTable(path);
  const name = basename(path);
  const plain = name.replace(/\.gz$/i, '');
  let content: Uint8Array = bytes;
  try {
    if (plain !== name) content = gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    throw new TrainingError(`${path} cannot be unpacked: ${messageOf(error)}.`);
  }
  if (content.subarray(0, 4096).includes(0)) throw new TrainingError(`${path} is not a text file.`);
  const text = new TextDecoder().decode(content);
  const isLines = /\.(?:jsonl|ndjson|json)$/i.test(plain) || /^\uFEFF?\s*\{/.test(text);
  return { path, name, text, format: isLines ? 'json-lines' : 'csv' };
}

async function readTable(path: string): Promise<Uint8Array> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) throw new TrainingError(`${path} is a folder, not a result table.`);
    if (status.size > MAX_BYTES) throw new TrainingError(`${path} is larger than ${MAX_BYTES / 1024 / 1024} MB.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof TrainingError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new TrainingError(missing ? `There is no file ${path}.` : `${path} cannot be read: ${messageOf(error)}.`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
