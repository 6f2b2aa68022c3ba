import { UsageError } from './arguments';
import type { CommandIo } from './commandIo';
import type { CommandName } from './commandOptions';
import { convert } from './convert';
import { engine } from './engine';
import { exitCodes, type ExitCode } from './exitCodes';
import { exportTable } from './export';
import { score } from './score';
import { surrogate } from './surrogate';
import { evaluate, finetune, pretrain } from './train';
import { usage } from './usage';

const commands: Readonly<
  Record<CommandName, (args: readonly string[], io: CommandIo) => ExitCode | Promise<ExitCode>>
> = {
  score,
  surrogate,
  convert,
  pretrain,
  finetune,
  evaluate,
  export: exportTable,
  engine,
};

/** Runs one command line. Never throws: what goes wrong is printed and decides the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || args.includes('--help')) {
    io.print(usage);
    return name === undefined ? exitCodes.unreadable : exitCodes.success;
  }
  if (name === '--version') {
    io.print(io.version());
    return exitCodes.success;
  }
  if (!isCommand(name)) {
    io.complain(`flowcell has no command ${JSON.stringify(name)}\n\n${usage}`);
    return exitCodes.unreadable;
  }
  try {
    return await commands[name](rest, io);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    io.complain(
      error instanceof UsageError ? `flowcell ${name}: ${message}\nflowcell help tells more.` : `flowcell: ${message}`,
    );
    return exitCodes.unreadable;
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);
