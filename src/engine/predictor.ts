import type { GraphOps } from '../core/encoder/graphOps';
import type { ArchitectureGraph } from '../core/graph/graph';
import type { ArchitecturePrediction } from '../core/model/prediction';
import type { Predictor } from '../core/model/predictor';
import { readCatalogue, type ModelCatalogue } from './models/modelCatalogue';
import { predictWith } from './models/predictWith';
import { startBackend, type BackendName, type WasmFiles } from './tensorflow';

export interface PredictorOptions {
  /** Folders that hold one folder for each model; a later folder wins where two models have the same identifier. */
  readonly modelFolders: readonly string[];
  readonly backend: BackendName;
  readonly wasm: WasmFiles;
}

/** Predicts with the models of some folders. TensorFlow.js and the models are loaded when first needed. */
export class EnginePredictor implements Predictor {
  readonly #options: PredictorOptions;
  #ops: Promise<GraphOps> | undefined;
  #catalogue: Promise<ModelCatalogue> | undefined;

  constructor(options: PredictorOptions) {
    this.#options = options;
  }

  catalogue(): Promise<ModelCatalogue> {
    this.#catalogue ??= readCatalogue(this.#options.modelFolders);
    return this.#catalogue;
  }

  /** Reads the folders again when next asked. */
  reload(): void {
    this.#catalogue = undefined;
  }

  /** @throws Error if the tensor backend does not start */
  ops(): Promise<GraphOps> {
    this.#ops ??= startBackend(this.#options.backend, this.#options.wasm);
    return this.#ops;
  }

  async predict(
    space: string,
    graphs: readonly ArchitectureGraph[],
    model?: string,
  ): Promise<readonly ArchitecturePrediction[]> {
    const { models, problems } = await this.catalogue();
    const ofSpace = models.filter((m) => m.model.space.name === space);
    const able = ofSpace.filter((m) => m.model.targets.length > 0);
    // a chosen model that is gone leaves the space's default one
    const loaded = able.find((m) => m.model.id === model) ?? able.at(-1);
    if (!loaded) {
      const broken = problems.find(({ folder }) => folder.endsWith(model ?? space));
      const encoder = ofSpace.at(-1);
      const reason = broken
        ? `The model for ${space} cannot be used: ${broken.message}`
        : encoder
          ? `${encoder.model.title} is not fine-tuned yet.`
          : `There is no model for ${space}.`;
      return graphs.map(() => ({ kind: 'none', reason }));
    }
    const { length } = loaded.space.vocabulary;
    if (graphs.some(({ operations }) => operations.some((operation) => operation >= length))) {
      const reason = `${loaded.model.title} was made for another version of ${space}, with other operations.`;
      return graphs.map(() => ({ kind: 'none', reason }));
    }
    return predictWith(await this.ops(), loaded, graphs);
  }
}
