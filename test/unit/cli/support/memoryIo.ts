import type { ArchitectureGraph } from '../../../../src/core/graph/graph';
import type { ArchitecturePrediction } from '../../../../src/core/model/prediction';
import type { CommandIo } from '../../../../src/cli/commandIo';
import { run } from '../../../../src/cli/run';

export interface CommandResult {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  /** Files after the command. */
  readonly files: ReadonlyMap<string, string>;
}

/** Runs a command line on files in memory, with a predictor that says 90 plus half a percent for each edge. */
export async function runInMemory(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
  predict: (space: string, graph: ArchitectureGraph) => ArchitecturePrediction = predictByEdges,
): Promise<CommandResult> {
  const stored = new Map<string, Uint8Array>(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  );
  const output: string[] = [];
  const errors: string[] = [];
  const io: CommandIo = {
    readFile(path) {
      const bytes = stored.get(path);
      if (!bytes) throw new Error(`${path}: there is no such file`);
      return bytes;
    },
    isSameFile: (one, other) => one === other,
    modelProblems: (folders) => Promise.resolve(folders.map((folder) => `There is no folder ${folder}.`)),
    writeFile: (path, text) => void stored.set(path, new TextEncoder().encode(text)),
    print: (text) => output.push(text),
    complain: (text) => errors.push(text),
    predictor: () =>
      Promise.resolve({ predict: ({ name }, graphs) => Promise.resolve(graphs.map((graph) => predict(name, graph))) }),
    training: () => Promise.reject(new Error('no command here trains')),
    terminal: { isTerminal: false, columns: 80, write: () => undefined },
    version: () => '1.2.3',
  };
  const code = await run(args, io);
  const after = new Map([...stored].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
  return { code, output: output.join('\n'), errors: errors.join('\n'), files: after };
}

export function predictByEdges(space: string, { edges }: ArchitectureGraph): ArchitecturePrediction {
  const value = 90 + edges.length / 2;
  const target = { name: 'cifar10_test', title: 'CIFAR-10', unit: 'percent', higherIsBetter: true };
  return {
    kind: 'predicted',
    source: { id: `model-${space}`, title: 'A model', space, trainedOn: 'cells', heldOutTau: 80, coverage: 80 },
    targets: [{ target, value, low: value - 0.3, high: value + 0.3, topPercent: 2.5 }],
  };
}
