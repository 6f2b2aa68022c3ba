import type { EngineHandlers, Log } from './handlers';
import { EnginePredictor } from './predictor';
import { locateWasmFiles } from './tensorflow';

/** The engine's answers. What computes is loaded by the first prediction, so that the process itself starts at once. */
export function createHandlers(log: Log): EngineHandlers {
  let predictor: EnginePredictor | undefined;
  const initialised = (): EnginePredictor => {
    if (!predictor) throw new Error('the engine was asked before it was initialised');
    return predictor;
  };
  return {
    async initialize({ modelFolders, backend }) {
      const name = backend === 'cpu' ? 'cpu' : 'wasm';
      predictor = new EnginePredictor({ modelFolders, backend: name, wasm: locateWasmFiles(__dirname, true) });
      for (const { folder, message } of (await predictor.catalogue()).problems) log('warn', `${folder}: ${message}`);
      return { backend: name };
    },
    async predict({ space, model, graphs }) {
      return { predictions: await initialised().predict(space, graphs, model) };
    },
    async listModels() {
      const { models, problems } = await initialised().catalogue();
      return {
        models: models.map(({ source, model }) => ({ source, targets: model.targets.map(({ target }) => target) })),
        problems,
      };
    },
  };
}
