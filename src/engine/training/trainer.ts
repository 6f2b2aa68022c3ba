import { readFile, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isCost } from '../../core/data/columnDirection';
import type { GraphOps } from '../../core/encoder/graphOps';
import type { SearchSpace } from '../../core/spaces/space';
import type { EvaluationReport, FinetuneReport, PretrainReport } from '../../core/training/trainingReport';
import type { ExportFormat, ExportParams, ExportResult } from '../../protocol/modelMessages';
import type { EvaluateParams, FinetuneParams, PretrainParams, TableColumns } from '../../protocol/training';
import { loadModelFolder } from '../modelFolder';
import { ModelStore } from '../modelStore';
import { loadModel, UnusableModelError, type LoadedModel } from '../models/loadedModel';
import { readCatalogue, type CataloguedModel } from '../models/modelCatalogue';
import { evaluateModel, notFinetuned } from './evaluateModel';
import { exportCellFiles, writeTable, type ExportedRows } from './exportFiles';
import { exportRows, exportText, type ExportRow, type NamedArchitecture } from './exportPredictions';
import { finetuneModel } from './finetuneModel';
import { finetuneBatchSize } from './finetunePlan';
import { metricColumns, readArchitectures } from './labelledTable';
import { pretrainModel, pretrainRequestDefaults } from './pretrainModel';
import { isTablePath, readTableHead, readTableSource } from './tableSource';
import type { TrainingContext } from './trainingContext';
import { TrainingError } from './trainingError';
import { bundledTrainingSpace, ownTrainingSpace, type TrainingSpace } from './trainingSpace';

export interface TrainerOptions {
  /** Folders of models, the bundled one first. */
  readonly modelFolders: readonly string[];
  /** Starts what predicts when it is first needed. */
  readonly ops: () => Promise<GraphOps>;
  /** Starts what trains with updates of so many architectures; the same as predicts where absent. */
  readonly trainingOps?: (batchSize: number, signal: AbortSignal | undefined) => Promise<GraphOps>;
}

/** The architectures of a table and sentences about the rows without one. */
export interface TableArchitectures {
  readonly architectures: readonly NamedArchitecture[];
  readonly problems: readonly string[];
}

type RunContext = Omit<TrainingContext, 'ops'>;

/** Trains and measures by the paths of files: the same for the command line and the engine's handlers. */
export class Trainer {
  #modelFolders: readonly string[];

  constructor(private readonly options: TrainerOptions) {
    this.#modelFolders = options.modelFolders;
  }

  /** Looks for models in these folders from now on. */
  setModelFolders(modelFolders: readonly string[]): void {
    this.#modelFolders = modelFolders;
  }

  /** @throws TrainingError, CancelledError */
  async pretrain(params: PretrainParams, context: RunContext): Promise<PretrainReport> {
    const { space, architecturesFile, resume = false, ...settings } = params;
    const request = {
      ...pretrainRequestDefaults,
      ...settings,
      space: await readTrainingSpace(space),
      ...(architecturesFile === undefined ? {} : { table: await readTableSource(architecturesFile) }),
      resume,
    };
    return pretrainModel(request, { ...context, ops: await this.#trainingOps(request.batchSize, context) });
  }

  /** @throws TrainingError, CancelledError */
  async finetune(params: FinetuneParams, context: RunContext): Promise<FinetuneReport> {
    const { model, data, seed = 1, resume = false, ...settings } = params;
    const base = await this.model(model);
    const table = await readTableSource(data);
    const bundled = await this.#bundled(base);
    const request = { ...settings, base: base.model, table, seed, resume, ...(bundled && { bundled }) };
    return finetuneModel(request, { ...context, ops: await this.#trainingOps(finetuneBatchSize, context) });
  }

  /** @throws TrainingError, CancelledError */
  async evaluate({ model, data, ...settings }: EvaluateParams, context: RunContext): Promise<EvaluationReport> {
    const loaded = await this.model(model);
    const table = await readTableSource(data);
    const bundled = await this.#bundled(loaded);
    const request = { ...settings, model: loaded, table, ...(bundled && { bundled }) };
    return evaluateModel(request, { ...context, ops: await this.options.ops() });
  }

  /** @throws TrainingError */
  async columns(data: string): Promise<TableColumns> {
    const names = metricColumns(await readTableHead(data));
    return { columns: names.map((name) => ({ name, higherIsBetter: !isCost(name) })) };
  }

  /** Predictions as a table. @throws TrainingError for an encoder that is not fine-tuned */
  async export(model: LoadedModel, architectures: readonly NamedArchitecture[], format: ExportFormat): Promise<string> {
    return exportText(await this.#rows(model, architectures), format);
  }

  /** Writes the predictions of cell files, or of a table, to a file. @throws TrainingError */
  async exportFiles(params: ExportParams, signal: AbortSignal): Promise<ExportResult> {
    const inputs = await Promise.all(params.files.map(({ path }) => placeOf(path)));
    if (inputs.includes(await placeOf(params.out))) {
      throw new TrainingError(`${params.out} is a file to be read; choose another one for the predictions.`);
    }
    const { rows, problems } = await this.#exported(params, signal);
    if (rows.length === 0) throw new TrainingError('There is nothing to export.', problems);
    await writeTable(params.out, exportText(rows, params.format));
    return { rows: rows.length, problems };
  }

  /** Copies a model into a folder of models, under another name where its own is taken by another model. @throws TrainingError */
  async import(folder: string, into: string): Promise<CataloguedModel> {
    const { model } = await this.model(folder);
    const store = new ModelStore(into);
    const taken = new Set((await store.list()).map(({ id }) => id));
    const saved = { ...model, id: freeName(model.id, taken) };
    const result = await store.save(saved);
    if (!result.ok) throw new TrainingError(result.error.message);
    return { ...loadModel(saved), folder: result.value.folder };
  }

  async #exported(params: ExportParams, signal: AbortSignal): Promise<ExportedRows> {
    const [first] = params.files;
    if (first && isTablePath(first.path)) {
      if (params.model === undefined) throw new TrainingError('A result table needs a model to be chosen.');
      const model = await this.model(params.model);
      const { architectures, problems } = await this.tableArchitectures(first.path, model.space, { signal });
      return { rows: await this.#rows(model, architectures), problems };
    }
    return exportCellFiles(params, await readCatalogue(this.#modelFolders), this.options.ops, signal);
  }

  async #rows(model: LoadedModel, architectures: readonly NamedArchitecture[]): Promise<ExportRow[]> {
    if (model.model.targets.length === 0) throw new TrainingError(notFinetuned(model));
    return exportRows(await this.options.ops(), model, architectures);
  }

  /** Every row of a table that has an architecture, named by its number, and what is wrong with the others. @throws TrainingError, CancelledError */
  async tableArchitectures(path: string, space: SearchSpace, context: RunContext = {}): Promise<TableArchitectures> {
    const { rows, problems } = await readArchitectures(await readTableSource(path), space, context, 'keep');
    return { architectures: rows.map(({ row, architecture }) => ({ name: String(row), architecture })), problems };
  }

  /** The model in a folder, or the one with this identifier. @throws TrainingError */
  async model(reference: string): Promise<LoadedModel> {
    if (await isFolder(reference)) {
      const read = await loadModelFolder(reference);
      if (!read.ok) throw new TrainingError(`${reference} holds no usable model. ${read.error.message}`);
      try {
        return loadModel(read.value);
      } catch (error) {
        if (!(error instanceof UnusableModelError)) throw error;
        throw new TrainingError(`The model in ${reference} cannot be used. ${error.message}`);
      }
    }
    const { models } = await readCatalogue(this.#modelFolders);
    const found = models.find(({ model }) => model.id === reference);
    if (found) return found;
    const known = models.map(({ model }) => model.id).join(', ');
    throw new TrainingError(`There is no folder and no model ${reference}. Known models: ${known || 'none'}.`);
  }

  #trainingOps(batchSize: number, { signal }: RunContext): Promise<GraphOps> {
    const { ops, trainingOps = ops } = this.options;
    return trainingOps(batchSize, signal);
  }

  /** The bundled model of a model's space, where the space is a bundled one. */
  async #bundled({ space }: LoadedModel): Promise<LoadedModel | undefined> {
    const { models } = await readCatalogue(this.#modelFolders.slice(0, 1));
    return models.find(({ model }) => model.space.name === space.name && model.space.definition === undefined);
  }
}

function freeName(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  for (let n = 2; ; n++) {
    const name = `${id.slice(0, 58)}-${n}`;
    if (!taken.has(name)) return name;
  }
}

/** A bundled space by name, or the one that a file defines. @throws TrainingError */
async function readTrainingSpace(reference: string): Promise<TrainingSpace> {
  if (!/\.(?:ya?ml|json)$/i.test(reference)) return bundledTrainingSpace(reference);
  try {
    return ownTrainingSpace(reference, await readFile(reference, 'utf8'));
  } catch (error) {
    if (error instanceof TrainingError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new TrainingError(missing ? `There is no file ${reference}.` : `${reference} cannot be read.`);
  }
}

/** Where a path leads, through links. */
const placeOf = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
