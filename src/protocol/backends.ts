import { isArrayOf, isBoolean, isFiniteNumber, isIndex, isOneOf, isOptional, isRecord, isString } from './guards';
import { rateText } from './progressText';

// What is said about compute backends: which there are, what a trial of one found, which one trains.

/** The backends, likeliest fastest first. */
export const backendNames = ['node-gpu', 'webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

export const backendChoices = ['auto', ...backendNames] as const;
export type BackendChoice = (typeof backendChoices)[number];

/** The backends whose packages are installed when a person asks for them. */
export const installableBackends = ['webgpu', 'node-gpu'] as const;
export type InstallableBackend = (typeof installableBackends)[number];

/** Where a backend's package is. */
export interface BackendPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

/** What trying a backend found. */
export interface BackendReport {
  readonly backend: BackendName;
  /** It computes here, and its numbers are right. */
  readonly isUsable: boolean;
  /** Why not, for people. */
  readonly reason?: string;
  /** What else a person should know, for instance that a GPU package computes on the CPU. */
  readonly note?: string;
  /** The package that brings it, where it is none of Flowcell's own. */
  readonly package?: BackendPackage;
  /** What it computes on, in the driver's words. */
  readonly device?: string;
  /** A GPU interface that a program on the CPU answers: correct, slow, chosen only by name. */
  readonly isSoftware?: boolean;
  /** Largest deviation from the golden numbers, relative to the largest number of the same tensor. */
  readonly difference?: number;
  /** Updates a second of a small encoder. */
  readonly stepsPerSecond?: number;
  /** Architectures in each of those updates. */
  readonly batchSize?: number;
  /** When it was tried, ISO 8601. */
  readonly measuredAt?: string;
}

/** Which backend trains, and what is known of the others. */
export interface BackendSelection {
  readonly choice: BackendChoice;
  /** Null where nothing was selected yet. */
  readonly backend: BackendName | null;
  /** Why this one, for people. */
  readonly reason: string;
  readonly reports: readonly BackendReport[];
}

export interface BackendsParams {
  /** `known`: what was found before, without computing. `measured`: every backend is tried now. */
  readonly extent: 'known' | 'measured';
  readonly batchSize?: number;
}

export interface TryBackendParams {
  readonly backend: BackendName;
  /** Architectures in an update; nothing is measured where it is absent. */
  readonly batchSize?: number;
  /** Looked into before all other places. */
  readonly packageFolder?: string;
}

export interface InstallBackendParams {
  readonly backend: InstallableBackend;
}

/** How far an installation is. */
export interface InstallProgress {
  readonly phase: 'downloading' | 'testing';
  /** The last line of the package manager. */
  readonly line?: string;
  readonly seconds: number;
}

export interface InstalledBackend {
  readonly folder: string;
  readonly report: BackendReport;
}

/** Most architectures of an update that anything is measured with. */
export const maxMeasuredBatch = 4096;
const maxTextLength = 10_000;
const isText = (value: unknown): value is string => isString(value) && value.length <= maxTextLength;
const isBatchSize = (value: unknown): value is number => isIndex(value) && value > 0 && value <= maxMeasuredBatch;

const isBackendName = (value: unknown): value is BackendName => isOneOf(value, backendNames);
export const isBackendChoice = (value: unknown): value is BackendChoice => isOneOf(value, backendChoices);

function isBackendPackage(value: unknown): value is BackendPackage {
  return isRecord(value) && isText(value['name']) && isText(value['version']) && isText(value['folder']);
}

export function isBackendReport(value: unknown): value is BackendReport {
  return (
    isRecord(value) &&
    isBackendName(value['backend']) &&
    isBoolean(value['isUsable']) &&
    ['reason', 'note', 'device', 'measuredAt'].every((name) => isOptional(value[name], isText)) &&
    isOptional(value['package'], isBackendPackage) &&
    isOptional(value['isSoftware'], isBoolean) &&
    ['difference', 'stepsPerSecond'].every((name) => isOptional(value[name], isFiniteNumber)) &&
    isOptional(value['batchSize'], isBatchSize)
  );
}

export function isBackendSelection(value: unknown): value is BackendSelection {
  return (
    isRecord(value) &&
    isBackendChoice(value['choice']) &&
    (value['backend'] === null || isBackendName(value['backend'])) &&
    isText(value['reason']) &&
    isArrayOf(value['reports'], isBackendReport, backendNames.length)
  );
}

export function isBackendsParams(value: unknown): value is BackendsParams {
  return (
    isRecord(value) && isOneOf(value['extent'], ['known', 'measured']) && isOptional(value['batchSize'], isBatchSize)
  );
}

export function isTryBackendParams(value: unknown): value is TryBackendParams {
  return (
    isRecord(value) &&
    isBackendName(value['backend']) &&
    isOptional(value['batchSize'], isBatchSize) &&
    isOptional(value['packageFolder'], isText)
  );
}

export function isInstallBackendParams(value: unknown): value is InstallBackendParams {
  return isRecord(value) && isOneOf(value['backend'], installableBackends);
}

export function isInstallProgress(value: unknown): value is InstallProgress {
  return (
    isRecord(value) &&
    isOneOf(value['phase'], ['downloading', 'testing']) &&
    isOptional(value['line'], isText) &&
    isFiniteNumber(value['seconds'])
  );
}

export function isInstalledBackend(value: unknown): value is InstalledBackend {
  return isRecord(value) && isText(value['folder']) && isBackendReport(value['report']);
}

/** `6,170 cells/s at batch 256`: architectures, so that backends measured with updates of different sizes compare; undefined where nothing was measured. */
export function speedText({ stepsPerSecond, batchSize }: Partial<BackendReport>): string | undefined {
  if (stepsPerSecond === undefined || batchSize === undefined) return undefined;
  return `${rateText(stepsPerSecond * batchSize)} cells/s at batch ${batchSize}`;
}

/** `6,170 cells/s at batch 256 · NVIDIA ...`, or why it is not used. */
export function reportText(report: BackendReport): string {
  const { isUsable, reason, note, device, package: from } = report;
  if (!isUsable) return reason ?? 'not usable';
  return [
    speedText(report) ?? 'right numbers',
    ...(device === undefined ? [] : [device]),
    ...(from === undefined ? [] : [`${from.name} ${from.version}`]),
    ...(note === undefined ? [] : [note]),
  ].join(' · ');
}
