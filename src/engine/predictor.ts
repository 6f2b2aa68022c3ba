import type { GraphOps } from '../core/encoder/graphOps';
import type { ArchitectureGraph } from '../core/graph/graph';
import type { ArchitecturePrediction } from '../core/model/prediction';
import type { Predictor, SpaceReference } from '../core/model/predictor';
import { chooseModel } from './models/chooseModel';
import { readCatalogue, type ModelCatalogue } from './models/modelCatalogue';
import { predictWith } from './models/predictWith';

export interface PredictorOptions {
  /** Folders that hold one folder for each model; a later folder wins where two models have the same identifier. */
  readonly modelFolders: readonly string[];
  /** Starts what computes when it is first needed. */
  readonly ops: () => Promise<GraphOps>;
}

/** Predicts with the models of some folders. TensorFlow.js and the models are loaded when first needed. */
export class EnginePredictor implements Predictor {
  #options: PredictorOptions;
  #catalogue: Promise<ModelCatalogue> | undefined;

  constructor(options: PredictorOptions) {
    this.#options = options;
  }

  catalogue(): Promise<ModelCatalogue> {
    this.#catalogue ??= readCatalogue(this.#options.modelFolders);
    return this.#catalogue;
  }

  /** Reads the folders, or others from now on, again when next asked. */
  reload(modelFolders?: readonly string[]): void {
    if (modelFolders) this.#options = { ...this.#options, modelFolders };
    this.#catalogue = undefined;
  }

  /** @throws Error if the tensor backend does not start */
  ops(): Promise<GraphOps> {
    return this.#options.ops();
  }

  async predict(
    space: SpaceReference,
    graphs: readonly ArchitectureGraph[],
    model?: string,
  ): Promise<readonly ArchitecturePrediction[]> {
    const catalogue = await this.catalogue();
    const loaded = chooseModel(catalogue, space, model);
    if (typeof loaded === 'string') return graphs.map(() => ({ kind: 'none', reason: loaded }));
    const { length } = loaded.space.vocabulary;
    if (graphs.some(({ operations }) => operations.some((operation) => operation >= length))) {
      const reason = `${loaded.model.title} knows fewer operations than these cells have.`;
      return graphs.map(() => ({ kind: 'none', reason }));
    }
    return predictWith(await this.ops(), loaded, graphs);
  }
}
