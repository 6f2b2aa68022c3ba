import { architectureFromEdges, readArchString } from '../../spaces/nasBench201/archString';
import { formatPairs, genotypeCell, partFromGenotypeCell } from '../../spaces/darts/genotype';
import { compactCell } from '../../spaces/nasBench101/compactString';
import type { SearchSpace } from '../../spaces/space';
import type { Architecture } from '../architecture';
import { findPair, rangeInScalar } from '../syntax/syntaxTree';
import type { SyntaxNode, SyntaxScalar } from '../syntax/syntaxTree';
import { compactForm, readCompact } from './compactForm';
import { concatLosses, markInnerNodes, markTextPair } from './genotypeForm';
import { readGenotypeText } from './genotypeText';
import { formatEdgeString } from './edgeString';
import { nodeNameLosses } from './matrixForm';
import type { NativeForm } from './nativeForm';
import { text } from './outputTree';
import type { Reading } from './reading';

const KEYS = ['arch', 'arch_str', 'architecture', 'genotype'];

/** `arch: "..."`, or the text alone in the place of a cell: the form in which the space's tables write an architecture on one line. */
function oneLineForm(
  title: string,
  read: (line: SyntaxScalar, reading: Reading) => Architecture | undefined,
  format: (architecture: Architecture) => string,
  losses: (architecture: Architecture, space: SearchSpace) => string[],
  operationText?: (operation: string) => string,
): NativeForm {
  return {
    id: 'arch-string',
    title,
    keys: KEYS,
    hasAlternativeKeys: true,
    matches: (value) => value.kind === 'scalar' || findPair(value, ...KEYS) !== undefined,
    read(value, reading) {
      const line: SyntaxNode | undefined = value.kind === 'scalar' ? value : findPair(value, ...KEYS)?.value;
      if (line?.kind === 'scalar' && line.value !== null) return read(line, reading);
      if (line) reading.reportType(line, 'an architecture on one line');
      return undefined;
    },
    write: (architecture) => [['arch', text(format(architecture))]],
    losses,
    ...(operationText ? { operationText } : {}),
  };
}

/** The one-line form of a space, where it has one. */
export function oneLineFormOf(space: SearchSpace): NativeForm | undefined {
  if (space.name === 'darts') return dartsLine;
  if (space.name === 'nas-bench-101') return compactLine;
  if (space.placement === 'edge' && space.layout.output === 'last' && space.roles.length === 1) return edgeLine;
  return undefined;
}

const edgeLine = oneLineForm(
  'Architecture string',
  (line, reading) => {
    const edges = readArchString(line.text);
    if ('message' in edges) {
      reading.report('wrong-shape', edges.message, rangeInScalar(line, edges.start, edges.end));
      return undefined;
    }
    edges.forEach(({ operation, operationStart, input, inputStart, to }, edge) => {
      const end = inputStart + String(input).length;
      reading.markEdge(edge, 'whole', rangeInScalar(line, operationStart, end));
      reading.markEdge(edge, 'operation', rangeInScalar(line, operationStart, operationStart + operation.length));
      reading.markNode(input, 'reference', rangeInScalar(line, inputStart, end));
      reading.markNode(to, 'whole', rangeInScalar(line, operationStart, end));
    });
    return architectureFromEdges(edges);
  },
  formatEdgeString,
  (architecture, space) => {
    const cell = architecture.parts[0]!.cell;
    return cell.nodes.every(({ name }, node) => name === String(node)) ? [] : nodeNameLosses(cell, space);
  },
);

const compactLine = oneLineForm(
  'Upper triangle and operation digits on one line',
  (line, reading) => {
    const match = /^(\s*)([01]+)([\s:/]*)([0-2]*)\s*$/.exec(line.text);
    if (!match) {
      const message =
        'a cell on one line is the upper triangle of its matrix, a colon, and a digit for each inner node';
      reading.report('wrong-shape', message, line.range);
      return undefined;
    }
    const [, indent, bits, separator, digits] = match as unknown as [string, string, string, string, string];
    const start = indent.length;
    const digitsStart = start + bits.length + separator.length;
    const operations = { ...line, text: line.text.slice(0, digitsStart + digits.length) };
    const cell = readCompact(line, start, start + bits.length, operations, digitsStart, reading);
    return cell && { parts: [{ role: 'cell', cell }] };
  },
  (architecture) => {
    const { adjacency, operations } = compactCell(architecture);
    return `${adjacency}:${operations}`;
  },
  (architecture, space) => nodeNameLosses(architecture.parts[0]!.cell, space),
  compactForm.operationText,
);

const dartsLine = oneLineForm(
  'Genotype on one line',
  (line, reading) => {
    const genotype = readGenotypeText(line.text);
    if (!genotype) {
      const message = 'a genotype on one line is Genotype(normal=[...], ...) or "op~input ... | op~input ..."';
      reading.report('wrong-shape', message, line.range);
      return undefined;
    }
    if ('message' in genotype) {
      reading.report('wrong-shape', genotype.message, rangeInScalar(line, genotype.start, genotype.end));
      return undefined;
    }
    const parts = (['normal', 'reduce'] as const).map((role, part) => {
      const { pairs, concat } = genotype[role];
      const partReading = reading.forPart(part);
      const first = pairs[0]!;
      partReading.mark({ kind: 'part', part }, 'whole', rangeInScalar(line, first.start, pairs[pairs.length - 1]!.end));
      const read = pairs.map((pair, edge) => markTextPair(line, pair, edge, partReading));
      markInnerNodes(read.length, partReading);
      return partFromGenotypeCell(role, { pairs: read, ...(concat ? { concat } : {}) });
    });
    return { parts };
  },
  (architecture) => architecture.parts.map((part) => formatPairs(genotypeCell(part).pairs)).join(' | '),
  concatLosses,
);
