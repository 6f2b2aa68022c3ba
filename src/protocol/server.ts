import { isArrayOf, isBoolean, isOneOf, isOptional, isRecord, isString } from './guards';

// The messages between the extension and the server beside those of the Language Server Protocol.

/** Request without parameters or result: ends the engine process and forgets its crashes; the next need starts a new one. */
export const restartEngineRequest = 'flowcell/restartEngine';

/** Request (`LargeFileParams` -> null): an open file above the limit is read nevertheless until it is closed. */
export const readLargeFileRequest = 'flowcell/readLargeFile';

/** Notification from the server: what the engine does now (`EngineStatus`). */
export const engineStatusNotification = 'flowcell/engineStatus';

/** Notification from the server (`DocumentKind`): what an open document is, and again when it has become something else. */
export const documentKindNotification = 'flowcell/documentKind';

/** Notification from the client (`InitializationOptions`): the folders of models, or whether the window is trusted, changed. */
export const environmentNotification = 'flowcell/environment';

const engineStates = ['idle', 'starting', 'ready', 'restarting', 'stopped'] as const;

const documentKinds = ['cells', 'large', 'other'] as const;

export interface EngineStatus {
  /** `idle`: not started, nobody needs it. `stopped`: it died too often; it starts again after a while or on Restart Engine. */
  readonly state: (typeof engineStates)[number];
  /** For people: the backend, or why there is no engine. */
  readonly detail?: string;
  /** For people: what trains, where that is known. */
  readonly training?: string;
}

/** What the client gives the server as `initializationOptions`. */
export interface InitializationOptions {
  /** Folders of models, the bundled one first. */
  readonly modelFolders: readonly string[];
  /** Where compute backends are installed and their measurements kept. */
  readonly backendStorage?: string;
  /** False in Restricted Mode: nothing of the workspace decides what is loaded or run. */
  readonly trusted: boolean;
  /** Languages (`json`, `yaml`) whose own support in the editor shows what is wrong with a text; none where it is absent. */
  readonly checkedLanguages?: readonly string[];
}

export interface DocumentKind {
  readonly uri: string;
  /** `cells`: by its name or its content. `large`: not read unless somebody asks for it. `other`: also one that was closed. */
  readonly kind: (typeof documentKinds)[number];
}

/** What the error of a request carries as its data where another engine may do what this one could not. */
export const engineFault = { fault: 'engine' } as const;

export function isEngineFault(data: unknown): boolean {
  return isRecord(data) && data['fault'] === engineFault.fault;
}

export interface LargeFileParams {
  readonly uri: string;
}

export function isLargeFileParams(value: unknown): value is LargeFileParams {
  return isRecord(value) && isString(value['uri']);
}

export function isDocumentKind(value: unknown): value is DocumentKind {
  return isRecord(value) && isString(value['uri']) && isOneOf(value['kind'], documentKinds);
}

export function isEngineStatus(value: unknown): value is EngineStatus {
  return (
    isRecord(value) &&
    isOneOf(value['state'], engineStates) &&
    isOptional(value['detail'], isString) &&
    isOptional(value['training'], isString)
  );
}

export function isInitializationOptions(value: unknown): value is InitializationOptions {
  return (
    isRecord(value) &&
    isArrayOf(value['modelFolders'], isString) &&
    isOptional(value['backendStorage'], isString) &&
    isBoolean(value['trusted']) &&
    isOptional(value['checkedLanguages'], (languages): languages is readonly string[] => isArrayOf(languages, isString))
  );
}
