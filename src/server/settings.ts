import { backendChoices, type BackendChoice } from '../protocol/backends';
import { isArrayOf, isBoolean, isFiniteNumber, isOneOf, isRecord, isString } from '../protocol/guards';
import { defaultServiceSettings, lensColumns, type LensColumn, type ServiceSettings } from '../service/serviceTypes';

/** The settings of the section `flowcell` that apply to a resource. */
export interface FlowcellSettings extends ServiceSettings {
  readonly engine: {
    readonly backend: BackendChoice;
    /** A folder with the packages of other backends; empty for none. */
    readonly packageFolder: string;
    /** Path of the Node.js that trains; empty for the one on the search path. */
    readonly nodePath: string;
  };
  /** Identifier of the model that predicts, by the name of the space. */
  readonly models: { readonly default: Readonly<Record<string, string>> };
}

export const defaultSettings: FlowcellSettings = {
  ...defaultServiceSettings,
  engine: { backend: 'auto', packageFolder: '', nodePath: '' },
  models: { default: {} },
};

/** The ranges of package.json: an editor warns of what is outside them, and hands it over nevertheless. */
const ranges = { digits: { minimum: 0, maximum: 6 }, suggestions: { minimum: 0, maximum: 20 } };

const isLensColumn = (value: unknown): value is LensColumn => isOneOf(value, lensColumns);

/** The settings in a client's answer; what is missing or of the wrong type is as by default. */
export function readSettings(value: unknown): FlowcellSettings {
  const section = (name: string): Readonly<Record<string, unknown>> => {
    const found = isRecord(value) ? value[name] : undefined;
    return isRecord(found) ? found : {};
  };
  const codeLens = section('codeLens');
  const { digits } = section('numbers');
  const { maximum } = section('suggestions');
  const { backend, packageFolder, nodePath } = section('engine');
  const enabled = (name: 'codeLens' | 'hover' | 'diagnostics'): boolean => {
    const found = section(name)['enabled'];
    return isBoolean(found) ? found : defaultSettings[name].enabled;
  };
  return {
    codeLens: {
      enabled: enabled('codeLens'),
      targets: isArrayOf(codeLens['targets'], isString) ? codeLens['targets'] : defaultSettings.codeLens.targets,
      columns: isArrayOf(codeLens['columns'], isLensColumn) ? codeLens['columns'] : defaultSettings.codeLens.columns,
    },
    hover: { enabled: enabled('hover') },
    diagnostics: { enabled: enabled('diagnostics') },
    numbers: { digits: wholeNumber(digits, ranges.digits) ?? defaultSettings.numbers.digits },
    maxSuggestions: wholeNumber(maximum, ranges.suggestions) ?? defaultSettings.maxSuggestions,
    engine: {
      backend: isOneOf(backend, backendChoices) ? backend : defaultSettings.engine.backend,
      packageFolder: isString(packageFolder) ? packageFolder.trim() : defaultSettings.engine.packageFolder,
      nodePath: isString(nodePath) ? nodePath.trim() : defaultSettings.engine.nodePath,
    },
    models: { default: textsOf(section('models')['default']) },
  };
}

/** The whole number of the range that is nearest; undefined for what is no number. */
function wholeNumber(value: unknown, { minimum, maximum }: (typeof ranges)['digits']): number | undefined {
  return isFiniteNumber(value) ? Math.min(Math.max(Math.round(value), minimum), maximum) : undefined;
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => isString(entry[1])))
    : {};
}
