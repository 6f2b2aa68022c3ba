import type { FlowConstants } from '../core/flow/flowConstants';
import { flowSurrogate } from '../core/flow/flowSurrogate';
import { flowConstantsOf } from '../core/flow/placeFlow';
import type { SearchSpace } from '../core/spaces/space';
import type { Architecture, ArchitecturePlace } from '../core/spec/architecture';
import { scoredCell, summariseCell } from '../service/cellSummary';
import { parseArguments, UsageError } from './arguments';
import { CellFileReader } from '../engine/data/cellFiles';
import type { CommandIo } from './commandIo';
import { commandOptions } from './commandOptions';
import { toJson } from './toJson';
import { exitCodes, worst, type ExitCode } from './exitCodes';
import { readFlowConstants } from './flowConstantsFile';
import { complainOfNoCells, documentExitCode, placeProblems, problemText } from './problems';
import { visibleText } from './visibleText';

/** A node of the encoder's graph in the output of `surrogate --json`; docs/cli.md describes it. */
interface SurrogateNode {
  readonly name: string;
  readonly operation: string;
  /** Topological generation, 0 for sources. */
  readonly generation: number;
  readonly forward: readonly number[];
  readonly backward: readonly number[];
}

type SurrogateEntry = { readonly name: string; readonly space: string | null } & (
  { readonly nodes: readonly SurrogateNode[]; readonly s: readonly number[] } | { readonly reason: string }
);

/** `flowcell surrogate FILE [--cell NAME] [--constants FILE] [--json]`: the flow surrogate of each cell, node by node. */
export function surrogate(args: readonly string[], io: CommandIo): ExitCode {
  const { files, values, flags } = parseArguments(args, commandOptions.surrogate);
  const [path, ...others] = files;
  if (path === undefined || others.length > 0) throw new UsageError('surrogate needs one file');
  const { text, document } = new CellFileReader(io).read(path);
  const name = values.get('cell');
  const cells = document.cells.filter((cell) => name === undefined || cell.name === name);
  if (name !== undefined && cells.length === 0 && document.cells.length > 0) {
    throw new UsageError(`${path} has no cell ${JSON.stringify(name)}`);
  }
  const constantsPath = values.get('constants');
  const constants = constantsPath === undefined ? undefined : new TextDecoder().decode(io.readFile(constantsPath));
  const entries = cells.map((entry): SurrogateEntry => {
    const shared = { name: entry.name, space: document.space?.name ?? null };
    const cell = scoredCell(document, entry);
    if (!cell) {
      const summary = summariseCell(document, entry, () => undefined);
      return {
        ...shared,
        reason: summary.kind === 'outside' ? summary.reasons.join('; ') : 'the cell could not be read',
      };
    }
    return { ...shared, ...trace(cell.space, cell.architecture, constantsFor(cell.space, constants, constantsPath)) };
  });
  const problems = placeProblems(path, text, document.problems);
  if (flags.has('json')) io.print(toJson({ cells: entries, problems }));
  else printText(entries, io);
  for (const problem of problems)
    if (!flags.has('json') && problem.severity === 'error') io.complain(problemText(problem));
  if (!flags.has('json')) complainOfNoCells(path, document, io);
  const hasReason = entries.some((entry) => 'reason' in entry);
  return worst([
    name === undefined || cells.length === 0 ? documentExitCode(document) : exitCodes.success,
    hasReason ? exitCodes.findings : exitCodes.success,
  ]);
}

function constantsFor(space: SearchSpace, text: string | undefined, path = ''): FlowConstants {
  if (text === undefined) return flowConstantsOf(space);
  try {
    return readFlowConstants(text, space.vocabulary.length);
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function trace(
  space: SearchSpace,
  architecture: Architecture,
  constants: FlowConstants,
): { readonly nodes: readonly SurrogateNode[]; readonly s: readonly number[] } {
  const { graph, origins } = space.toGraph(architecture);
  const flow = flowSurrogate(graph, constants);
  const nodes = graph.operations.map((operation, node): SurrogateNode => ({
    name: nodeName(architecture, origins[node]),
    operation: space.vocabulary[operation]?.name ?? '',
    generation: flow.generations[node] ?? 0,
    forward: [...(flow.forward[node] ?? [])],
    backward: [...(flow.backward[node] ?? [])],
  }));
  return { nodes, s: [...flow.surrogate] };
}

/** `a`, or `0 -> 1` for an operation on an edge, after the cell's role where there are several. */
function nodeName({ parts }: Architecture, place: ArchitecturePlace | undefined): string {
  if (place?.kind !== 'node' && place?.kind !== 'edge') return '';
  const part = parts[place.part];
  const prefix = parts.length > 1 && part ? `${part.role}: ` : '';
  const name = (node: number): string => part?.cell.nodes[node]?.name ?? String(node);
  if (place.kind === 'node') return prefix + name(place.node);
  const edge = part?.cell.edges[place.edge];
  return edge ? `${prefix}${name(edge.from)} -> ${name(edge.to)}` : prefix;
}

function printText(entries: readonly SurrogateEntry[], io: CommandIo): void {
  const numbers = (values: readonly number[]): string => values.map((value) => value.toFixed(4)).join(' ');
  for (const entry of entries) {
    if ('reason' in entry) {
      io.print(`${visibleText(entry.name)}: ${visibleText(entry.reason)}`);
      continue;
    }
    io.print(`${visibleText(entry.name)}: s = ${numbers(entry.s)}`);
    for (const { name, operation, generation, forward, backward } of entry.nodes) {
      io.print(`  ${visibleText(name)} (${visibleText(operation)}, generation ${generation})`);
      io.print(`    forward  ${numbers(forward)}`);
      io.print(`    backward ${numbers(backward)}`);
    }
  }
}
