import { isArrayOf, isBoolean, isOneOf, isOptional, isRecord, isString } from './guards';
import { backendNames, type BackendChoice } from './engine';

// The messages between the extension and the server beside those of the Language Server Protocol.

/** Request without parameters or result: ends the engine process and forgets its crashes; the next need starts a new one. */
export const restartEngineRequest = 'flowcell/restartEngine';

/** Notification from the server: what the engine does now (`EngineStatus`). */
export const engineStatusNotification = 'flowcell/engineStatus';

const engineStates = ['idle', 'starting', 'ready', 'restarting', 'stopped'] as const;

export interface EngineStatus {
  /** `idle`: not started, nobody needs it. `stopped`: it died too often; it starts again after a while or on Restart Engine. */
  readonly state: (typeof engineStates)[number];
  /** For people: the backend, or why there is no engine. */
  readonly detail?: string;
}

/** What the client gives the server as `initializationOptions`. */
export interface InitializationOptions {
  /** Folders of models, the bundled one first. */
  readonly modelFolders: readonly string[];
  /** False in Restricted Mode: nothing of the workspace decides what is loaded or run. */
  readonly trusted: boolean;
}

/** Settings of the section `flowcell` as the server reads them, for a resource. */
export interface FlowcellSettings {
  readonly codeLens: { readonly enabled: boolean };
  readonly diagnostics: { readonly enabled: boolean };
  readonly hover: { readonly enabled: boolean };
  readonly engine: { readonly backend: BackendChoice };
}

export const defaultSettings: FlowcellSettings = {
  codeLens: { enabled: true },
  diagnostics: { enabled: true },
  hover: { enabled: true },
  engine: { backend: 'auto' },
};

export function isEngineStatus(value: unknown): value is EngineStatus {
  return isRecord(value) && isOneOf(value['state'], engineStates) && isOptional(value['detail'], isString);
}

export function isInitializationOptions(value: unknown): value is InitializationOptions {
  return isRecord(value) && isArrayOf(value['modelFolders'], isString) && isBoolean(value['trusted']);
}

/** The settings in a client's answer; what is missing or of the wrong type is as by default. */
export function readSettings(value: unknown): FlowcellSettings {
  const section = (name: string): Readonly<Record<string, unknown>> => {
    const found = isRecord(value) ? value[name] : undefined;
    return isRecord(found) ? found : {};
  };
  const enabled = (name: 'codeLens' | 'diagnostics' | 'hover'): { readonly enabled: boolean } => {
    const found = section(name)['enabled'];
    return { enabled: isBoolean(found) ? found : defaultSettings[name].enabled };
  };
  const backend = section('engine')['backend'];
  return {
    codeLens: enabled('codeLens'),
    diagnostics: enabled('diagnostics'),
    hover: enabled('hover'),
    engine: { backend: isOneOf(backend, backendNames) ? backend : defaultSettings.engine.backend },
  };
}
