import { conversionForms, convertAllCells, convertCell } from '../core/spec/edit/convertCell';
import { applyTextEdits } from '../core/spec/edit/textEdit';
import { parseArguments, UsageError } from './arguments';
import { CellFileReader } from '../engine/data/cellFiles';
import type { CommandIo } from './commandIo';
import { commandOptions } from './commandOptions';
import { exitCodes, worst, type ExitCode } from './exitCodes';
import { complainOfNoCells, documentExitCode, placeProblems, problemText } from './problems';
import { visibleText } from './visibleText';

/**
 * `flowcell convert FILE --to FORM [--cell NAME] [--write]`: the file with its cells in another form, comments kept; says what
 * the new form cannot hold.
 */
export function convert(args: readonly string[], io: CommandIo): ExitCode {
  const { files, values, flags } = parseArguments(args, commandOptions.convert);
  const [path, ...others] = files;
  const form = values.get('to');
  if (path === undefined || others.length > 0) throw new UsageError('convert needs one file');
  const { text, isUtf8, language, options, document } = new CellFileReader(io).read(path);
  for (const problem of placeProblems(path, text, document.problems)) {
    if (problem.severity === 'error' || problem.code === 'encoding') io.complain(problemText(problem));
  }
  if (!isUtf8) throw new Error(`${path} is not UTF-8 text: its other characters would be lost; save it as UTF-8 first`);
  complainOfNoCells(path, document, io);
  const { space } = document;
  if (!space || document.cells.length === 0) return worst([documentExitCode(document), exitCodes.findings]);
  const forms = conversionForms(space);
  if (form === undefined || !forms.some(({ id }) => id === form)) {
    const known = forms.map(({ id, title }) => `  ${id.padEnd(12)} ${title}`).join('\n');
    const problem =
      form === undefined ? 'convert needs --to FORM' : `${space.name} has no form ${JSON.stringify(form)}`;
    throw new UsageError(`${problem}; its forms are\n${known}`);
  }
  const cell = values.get('cell');
  if (cell !== undefined && !document.cells.some(({ name }) => name === cell)) {
    throw new UsageError(`${path} has no cell ${JSON.stringify(cell)}`);
  }
  const conversions =
    cell === undefined
      ? convertAllCells(text, language, form, options)
      : [convertCell(text, language, cell, form, options)];
  const edits = conversions.flatMap((conversion) => (conversion.kind === 'converted' ? conversion.edits : []));
  for (const conversion of conversions) {
    if (conversion.kind === 'refused')
      io.complain(`${path}: ${visibleText(conversion.cell)} is not converted: ${visibleText(conversion.reason)}`);
    else
      for (const loss of conversion.losses)
        io.complain(`${path}: ${visibleText(conversion.cell)} loses ${visibleText(loss)}`);
  }
  const converted = applyTextEdits(text, edits);
  if (flags.has('write')) io.writeFile(path, converted);
  else io.print(converted.replace(/\r?\n$/, ''));
  return conversions.some(({ kind }) => kind === 'refused') ? exitCodes.findings : exitCodes.success;
}
