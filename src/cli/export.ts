import { parseArguments, UsageError } from './arguments';
import { backendRequest } from './backendRequest';
import { CellFileReader } from '../engine/data/cellFiles';
import type { NamedArchitecture } from '../engine/training/exportPredictions';
import { isTablePath } from '../engine/training/tableSource';
import type { CommandIo } from './commandIo';
import { commandOptions } from './commandOptions';
import { exitCodes, type ExitCode } from './exitCodes';
import { problemText, placeProblems } from './problems';

/** `flowcell export FILE --model DIR [--format csv|jsonl] [--out FILE]`: predictions of a cell file's or a table's architectures as a table. */
export async function exportTable(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const parsed = parseArguments(args, commandOptions.export);
  const { files, values } = parsed;
  const [path, ...others] = files;
  if (path === undefined || others.length > 0) throw new UsageError('export needs one file, of cells or results');
  const reference = values.get('model');
  if (reference === undefined)
    throw new UsageError('export needs --model, a folder or the identifier of a bundled model');
  const out = values.get('out');
  const format = values.get('format') ?? (out !== undefined && /\.(?:jsonl|ndjson)$/i.test(out) ? 'jsonl' : 'csv');
  if (format !== 'csv' && format !== 'jsonl') throw new UsageError(`--format is csv or jsonl, not ${format}`);
  if (out !== undefined && io.isSameFile(path, out)) {
    throw new UsageError(`--out ${out} is the file to be read; choose another one`);
  }
  const { trainer, signal } = await io.training(backendRequest(parsed));
  const model = await trainer.model(reference);
  let code: ExitCode = exitCodes.success;
  const architectures = isTablePath(path) ? await rows(path) : cells(path);
  if (architectures.length === 0) throw new Error(`${path}: no architecture of ${model.space.name} to export`);
  const text = await trainer.export(model, architectures, format);
  if (out === undefined) io.print(text.replace(/\n$/, ''));
  else io.writeFile(out, text);
  return code;

  async function rows(file: string): Promise<readonly NamedArchitecture[]> {
    const read = await trainer.tableArchitectures(file, model.space, { signal });
    for (const problem of read.problems) io.complain(`${file}: ${problem}`);
    if (read.problems.length > 0) code = exitCodes.findings;
    return read.architectures;
  }

  function cells(file: string): NamedArchitecture[] {
    const { document, text: content } = new CellFileReader(io).read(file);
    const errors = placeProblems(file, content, document.problems).filter(({ severity }) => severity === 'error');
    for (const problem of errors) io.complain(problemText(problem));
    if (errors.length > 0) code = exitCodes.findings;
    const name = document.space?.name;
    if (name !== model.space.name)
      throw new Error(`${file}: the model is for ${model.space.name}, the cells are of ${name ?? 'no known space'}`);
    if (document.space?.version !== model.space.version)
      throw new Error(`${file}: the model was trained for another version of ${model.space.name}`);
    return document.cells.flatMap(({ name: cell, architecture, valid }) =>
      architecture && valid ? [{ name: cell, architecture }] : [],
    );
  }
}
