import type { GraphOps } from '../../core/encoder/graphOps';
import type { BackendName, BackendPackage } from '../../protocol/backends';
import type { WasmFiles } from '../tensorflow';

/** Where backends and what they need lie on this machine. */
export interface BackendPlaces {
  readonly wasm: WasmFiles;
  /** The person's setting: a folder with packages, or the folder of a package. */
  readonly packageFolder?: string;
  /** The extension's own folder for backends: installed packages, a subfolder for each backend, and measurements. */
  readonly storage?: string;
  /** A module path from which Node.js would look packages up. */
  readonly resolveFrom: string;
  /** The engine's bundle, which tries a foreign backend in a process of its own. */
  readonly engineModule: string;
  /** A Node.js to run that process with; this process's own where absent. */
  readonly node?: string;
}

/** Whether there is something to start, found without loading it. */
export type FoundBackend =
  { readonly isThere: true; readonly package?: BackendPackage } | { readonly isThere: false; readonly reason: string };

/** A backend that runs. */
export interface StartedBackend {
  readonly ops: GraphOps;
  readonly device?: string;
  readonly isSoftware?: boolean;
  readonly note?: string;
}

/** One way to compute. A new one is a file with this interface and a line in `registry.ts`. */
export interface TensorBackend {
  readonly name: BackendName;
  /** What TensorFlow.js knows it by. */
  readonly registeredAs: string;
  /** Code that is not Flowcell's: it is tried in a process of its own before it is loaded into the engine. */
  readonly isForeign: boolean;
  find(places: BackendPlaces): FoundBackend;
  /**
   * Starts it, or makes it TensorFlow.js's current backend again. The numbers have not been checked then.
   *
   * @throws Error with a reason for people
   */
  start(places: BackendPlaces, found: FoundBackend): Promise<StartedBackend>;
}
