import { installableBackends, maxMeasuredBatch, reportText, type InstallableBackend } from '../protocol/backends';
import { isOneOf } from '../protocol/guards';
import { parseArguments, UsageError } from './arguments';
import { backendRequest } from './backendRequest';
import type { CommandIo } from './commandIo';
import { commandOptions } from './commandOptions';
import { exitCodes, type ExitCode } from './exitCodes';

/**
 * `flowcell engine [--backend NAME] [--batch-size N] [--json]`: tries and measures every backend that is installed; says which one trains, which
 * one predicts, and why the others are not used. `--install NAME` brings one first.
 */
export async function engine(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const parsed = parseArguments(args, commandOptions.engine);
  const [file] = parsed.files;
  if (file !== undefined) throw new UsageError(`engine has no use for ${JSON.stringify(file)}`);
  const batchSize = batchSizeOf(parsed.values.get('batch-size'));
  const wanted = parsed.values.get('install');
  if (wanted !== undefined && !isOneOf(wanted, installableBackends)) {
    throw new UsageError(`--install is one of ${installableBackends.join(', ')}, not ${JSON.stringify(wanted)}`);
  }
  const training = await io.training(backendRequest(parsed));
  if (wanted !== undefined) await install(wanted, io, training);
  const { choice, backend, reason, reports } = await training.backends.measure(batchSize, { signal: training.signal });
  // What a cancelled trial says of its backend is no finding about it.
  if (training.signal.aborted) throw new Error('cancelled');
  const predicts = choice === 'auto' || choice === 'cpu' ? (choice === 'cpu' ? 'cpu' : 'wasm') : backend;
  if (parsed.flags.has('json')) {
    const backends = reports.map((report) => ({ ...report, rate: rateOf(report) }));
    io.print(JSON.stringify({ backend, reason, choice, predicts, backends }));
  } else {
    const lines = reports.map((report) => {
      return `  ${report.backend.padEnd(8)}  ${report.isUsable ? '' : 'not used: '}${reportText(report)}`;
    });
    io.print(
      [`trains on ${backend ?? 'nothing'}: ${reason}`, `predicts on ${predicts ?? 'nothing'}`, ...lines].join('\n'),
    );
  }
  return backend === null ? exitCodes.findings : exitCodes.success;
}

type Training = Awaited<ReturnType<CommandIo['training']>>;

async function install(backend: InstallableBackend, io: CommandIo, training: Training): Promise<void> {
  const { folder, report } = await training.install(backend, (text) => {
    if (io.terminal.isTerminal)
      io.terminal.write(`\r${text.slice(0, io.terminal.columns - 1).padEnd(io.terminal.columns - 1)}`);
  });
  if (io.terminal.isTerminal) io.terminal.write('\r'.padEnd(io.terminal.columns) + '\r');
  io.complain(`installed ${backend} into ${folder}: ${reportText(report)}`);
}

/** Architectures a second in training. */
const rateOf = ({ stepsPerSecond, batchSize }: { stepsPerSecond?: number; batchSize?: number }): number | null =>
  stepsPerSecond === undefined ? null : Math.round(stepsPerSecond * (batchSize ?? 0));

function batchSizeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const size = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (size >= 1 && size <= maxMeasuredBatch) return size;
  throw new UsageError(`--batch-size is a whole number from 1 to ${maxMeasuredBatch}, not ${JSON.stringify(text)}`);
}
