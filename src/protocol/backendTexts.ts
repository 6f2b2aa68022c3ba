import {
  reportText,
  type BackendName,
  type BackendReport,
  type BackendSelection,
  type InstallableBackend,
  type InstalledBackend,
  type InstallProgress,
} from './backends';

// What people read about compute backends; nothing here needs the editor.

const descriptions: Readonly<Record<BackendName, string>> = {
  'node-gpu': 'NVIDIA GPUs through CUDA',
  webgpu: 'GPUs of any vendor through WebGPU',
  wasm: 'WebAssembly, one core',
  cpu: 'plain JavaScript',
};

export const describeBackend = (backend: BackendName): string => descriptions[backend];

/** `Trainings run on webgpu. It is faster than wasm.` */
export function selectionTitle({ backend, reason }: BackendSelection): string {
  return backend === null ? 'No backend can train.' : `Trainings run on ${backend}. ${reason}`;
}

/** The line under a backend in the list. */
export function reportDetail(report: BackendReport): string {
  const day = report.measuredAt?.slice(0, 10);
  const text = report.isUsable ? reportText(report) : `Not used: ${report.reason ?? 'unknown'}`;
  return day === undefined ? text : `${text} · tried ${day}`;
}

/** What is asked before anything is downloaded. */
export interface Consent {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The whole question, in the dialog. */
  readonly question: string;
}

/** @param storage where it would go */
export function consentFor(backend: InstallableBackend, storage: string): Consent {
  if (backend === 'webgpu') {
    return {
      label: 'WebGPU',
      description: 'any GPU, about 50 MB',
      detail: 'Vulkan, Metal or Direct3D 12. No CUDA. Needs Node.js on this machine.',
      question: [
        'npm downloads the package webgpu 0.6.2 (Dawn, BSD and MIT licences) from the registry that npm is set up with: about 50 MB, of which about 20 MB stay.',
        'No install script runs.',
        `It goes into ${storage}. Flowcell then checks its numbers and speed; if it fails, nothing stays.`,
      ].join('\n\n'),
    };
  }
  return {
    label: 'node-gpu: TensorFlow with CUDA',
    description: 'NVIDIA GPU, several hundred MB',
    detail: 'Linux or Windows on x64, with CUDA 11.2 and cuDNN 8.1 installed.',
    question: [
      'npm downloads the package @tensorflow/tfjs-node-gpu 4.22.0 and what it needs (Apache licence), about 300 MB unpacked. Its install script then downloads the TensorFlow library with CUDA support from storage.googleapis.com: several hundred MB more.',
      'It needs CUDA 11.2 and cuDNN 8.1, which it does not bring. Without them it computes on the CPU; Flowcell tests that and tells you.',
      `It goes into ${storage}. If its numbers are not right, nothing stays.`,
    ].join('\n\n'),
  };
}

/** `1:05 · http fetch GET 200 ...` */
export function installText({ phase, line, seconds }: InstallProgress): string {
  const time = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
  if (phase === 'testing') return `${time} · checking its numbers and measuring it`;
  return line === undefined ? `${time} · downloading` : `${time} · ${line.slice(0, 80)}`;
}

export function installedText({ report }: InstalledBackend): string {
  const use =
    report.isSoftware === true
      ? 'Trainings go on with the fastest real one.'
      : 'Trainings use it where it is the fastest.';
  return `${report.backend} is installed: ${reportText(report)}. ${use}`;
}
