import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
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
/** Bytes that are enough to see which columns a table has. */
const HEAD_BYTES = 1024 * 1024;

const unpack = promisify(gunzip);
const isPacked = (path: string): boolean => /\.gz$/i.test(path);

/** Reads `*.csv`, `*.tsv`, `*.jsonl` or `*.ndjson`, each also with `.gz`. @throws TrainingError */
export async function readTableSource(path: string): Promise<TableSource> {
  const bytes = await reading(path, () => readFile(path));
  if (!isPacked(path)) return sourceOf(path, bytes);
  return sourceOf(path, await unpacking(path, () => unpack(bytes, { maxOutputLength: MAX_BYTES })));
}

/** The same of the first lines only. @throws TrainingError */
export async function readTableHead(path: string): Promise<TableSource> {
  const head = (): Promise<Buffer> => readHead(path);
  const bytes = await reading(path, isPacked(path) ? () => unpacking(path, head) : head);
  const end = bytes.length < HEAD_BYTES ? -1 : bytes.lastIndexOf(0x0a);
  return sourceOf(path, end === -1 ? bytes : bytes.subarray(0, end + 1));
}

function sourceOf(path: string, content: Uint8Array): TableSource {
  const name = basename(path);
  if (content.subarray(0, 4096).includes(0)) throw new TrainingError(`${path} is not a text file.`);
  const text = new TextDecoder().decode(content);
  const isLines = /\.(?:jsonl|ndjson|json)$/i.test(name.replace(/\.gz$/i, '')) || /^\uFEFF?\s*\{/.test(text);
  return { path, name, text, format: isLines ? 'json-lines' : 'csv' };
}

async function readHead(path: string): Promise<Buffer> {
  const file = createReadStream(path);
  // The loop tells of errors; leaving it ends both streams.
  const stream = isPacked(path) ? pipeline(file, createGunzip(), () => undefined) : file;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks);
}

async function unpacking<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new TrainingError(`${path} cannot be unpacked: ${messageOf(error)}.`);
  }
}

async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) throw new TrainingError(`${path} is a folder, not a result table.`);
    if (status.size > MAX_BYTES) throw new TrainingError(`${path} is larger than ${MAX_BYTES / 1024 / 1024} MB.`);
    return await work();
  } catch (error) {
    if (error instanceof TrainingError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new TrainingError(missing ? `There is no file ${path}.` : `${path} cannot be read: ${messageOf(error)}.`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
