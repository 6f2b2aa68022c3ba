import { append } from '../core/append';
import type { ModelSource } from '../core/model/prediction';
import type { Cost } from '../core/spaces/space';
import type { CellEntry } from '../core/spec/document';
import { scoredCell, summariseCell, summaryText, type CellSummary } from '../service/cellSummary';
import { defaultServiceSettings, type ScoredCell } from '../service/serviceTypes';
import { parseArguments, UsageError } from './arguments';
import { backendRequest } from './backendRequest';
import { CellFileReader, type ReadCellFile } from '../engine/data/cellFiles';
import { isSpacePath } from '../engine/data/spaceFiles';
import type { CommandIo } from './commandIo';
import { commandOptions } from './commandOptions';
import { toJson } from './toJson';
import { exitCodes, worst, type ExitCode } from './exitCodes';
import { complainOfNoCells, documentExitCode, placeProblems, problemLines, type PlacedProblem } from './problems';
import { scoreCells } from './scoreCells';
import { checkSpaceFile, type CheckedSpaceFile } from './scoreSpaceFile';
import { visibleText } from './visibleText';

/** One cell in the output of `score --json`; docs/cli.md describes it. */
interface ScoredEntry {
  readonly file: string;
  readonly name: string;
  readonly space: string | null;
  /** What the lens above the cell says. */
  readonly text: string;
  readonly cost?: Cost;
  readonly targets?: readonly {
    readonly name: string;
    readonly title: string;
    readonly unit: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
    /** Share of the space that is at least this good, percent. */
    readonly percentile: number;
  }[];
  /** Identifier of the model that the numbers come from. */
  readonly model?: string;
  /** Why there is no number. */
  readonly reason?: string;
}

/** `flowcell score FILE... [--models FOLDER]... [--backend NAME] [--json]`: the numbers that the editor shows above each cell. */
export async function score(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const parsed = parseArguments(args, commandOptions.score);
  const { files: paths, flags, lists } = parsed;
  if (paths.length === 0) throw new UsageError('score needs a file');
  const backend = backendRequest(parsed);
  const reader = new CellFileReader(io);
  const codes: ExitCode[] = [];
  const files: ReadCellFile[] = [];
  const spaces: CheckedSpaceFile[] = [];
  for (const path of paths) {
    try {
      if (isSpacePath(path)) spaces.push(checkSpaceFile(path, io));
      else files.push(reader.read(path));
    } catch (error) {
      io.complain(error instanceof Error ? error.message : String(error));
      codes.push(exitCodes.unreadable);
    }
  }
  const cells = files.flatMap(({ document }) => document.cells.map((entry) => scoredCell(document, entry)));
  const scored = cells.filter((cell): cell is ScoredCell => cell !== undefined);
  const own = lists.get('models') ?? [];
  for (const problem of await io.modelProblems(own)) {
    io.complain(problem);
    codes.push(exitCodes.findings);
  }
  const predictor = scored.length > 0 ? await io.predictor(own, backend) : undefined;
  const scoreOf = predictor ? await scoreCells(predictor, scored) : () => undefined;

  const entries: ScoredEntry[] = [];
  const problems: PlacedProblem[] = [];
  const models = new Map<string, ModelSource>();
  for (const { problems: found, code } of spaces) {
    codes.push(code);
    append(problems, found);
  }
  for (const { path, text, document } of files) {
    codes.push(documentExitCode(document));
    append(problems, placeProblems(path, text, document.problems));
    for (const entry of document.cells) {
      const summary = summariseCell(document, entry, scoreOf);
      entries.push(describe(path, entry, summary, document.space?.name));
      if (summary.kind === 'predicted') models.set(summary.prediction.source.id, summary.prediction.source);
      else codes.push(exitCodes.findings);
    }
  }
  if (flags.has('json')) io.print(toJson({ models: [...models.values()], cells: entries, problems }));
  else {
    for (const line of problemLines(problems)) io.complain(line);
    for (const { path, document } of files) complainOfNoCells(path, document, io);
    printText(entries, io);
    for (const { path, space } of spaces) if (space !== undefined) io.print(`${path}\n  defines the space ${space}`);
  }
  return worst(codes);
}

function describe(file: string, { name }: CellEntry, summary: CellSummary, space: string | undefined): ScoredEntry {
  const shared = { file, name, space: space ?? null, text: summaryText(summary, defaultServiceSettings) };
  switch (summary.kind) {
    case 'outside':
      return { ...shared, reason: summary.reasons.join('; ') || 'the cell could not be read' };
    case 'pending':
      return { ...shared, cost: summary.cost, reason: 'the predictor gave no answer' };
    case 'none':
      return { ...shared, cost: summary.cost, reason: summary.reason };
    case 'predicted': {
      const { targets, source } = summary.prediction;
      return {
        ...shared,
        cost: summary.cost,
        targets: targets.map(({ target: { name: id, title, unit }, value, low, high, topPercent }) => {
          return { name: id, title, unit, value, low, high, percentile: topPercent };
        }),
        model: source.id,
      };
    }
  }
}

function printText(entries: readonly ScoredEntry[], io: CommandIo): void {
  const files = new Map<string, ScoredEntry[]>();
  for (const entry of entries) {
    const list = files.get(entry.file);
    if (list) list.push(entry);
    else files.set(entry.file, [entry]);
  }
  for (const [file, list] of files) {
    const rows = list.map(({ name, text }) => [visibleText(name), visibleText(text)] as const);
    const width = rows.reduce((most, [name]) => Math.max(most, Math.min(40, name.length)), 0);
    const lines = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
    io.print(`${file}\n${lines.join('\n')}`);
  }
}
