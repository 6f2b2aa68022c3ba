import { bundledSpaces } from '../../spaces/registry';
import type { SearchSpace } from '../../spaces/space';
import type { SyntaxNode } from '../syntax/syntaxTree';
import { compactForm } from './compactForm';
import { edgesForm } from './edgesForm';
import { genotypeForm, pairsForm } from './genotypeForm';
import { linkForm } from './linkForm';
import { matrixForm, moduleForm } from './matrixForm';
import type { CellForm, NativeForm } from './nativeForm';
import { nodesForm } from './nodesForm';
import { oneLineFormOf } from './oneLineForm';
import { architectureForm } from './roleForms';

const cellForms: readonly CellForm[] = [edgesForm, nodesForm, matrixForm, moduleForm, compactForm, linkForm];

/** Keys that forms of single cells read. */
export const cellKeys: ReadonlySet<string> = new Set(cellForms.flatMap(({ keys }) => keys));

const formsBySpace = new WeakMap<SearchSpace, readonly NativeForm[]>();

/** The forms in which a space's architectures are read and written; the first one is what Flowcell writes where nothing else is asked for. */
export function formsOf(space: SearchSpace): readonly NativeForm[] {
  let forms = formsBySpace.get(space);
  if (!forms) {
    const oneLine = oneLineFormOf(space);
    forms = [
      ...(space.name === 'darts' ? [pairsForm, genotypeForm] : []),
      ...cellForms.filter((form) => form.appliesTo(space)).map((form) => architectureForm(form, space)),
      ...(oneLine ? [oneLine] : []),
    ];
    formsBySpace.set(space, forms);
  }
  return forms;
}

/** The form that a cell is written in, as far as its keys tell. */
export function formOf(value: SyntaxNode, space: SearchSpace): NativeForm | undefined {
  return formsOf(space).find((form) => form.matches(value));
}

/**
 * The bundled space whose forms alone fit a cell; undefined where the cell could belong to several or to none. Files that
 * were made by other tools do not name their space.
 */
export function inferSpace(value: SyntaxNode): SearchSpace | undefined {
  if (value.kind === 'scalar') {
    const text = value.value === null ? '' : value.text.trim();
    if (text.startsWith('|')) return spaceNamed('nas-bench-201');
    if (/^Genotype\s*\(|^[a-z]\w*~\d/.test(text)) return spaceNamed('darts');
    return /^[01]+:[0-2]*$/.test(text) ? spaceNamed('nas-bench-101') : undefined;
  }
  const arch =
    value.kind === 'mapping' ? value.pairs.find(({ key }) => /^(arch|arch_str|genotype)$/.test(key.text)) : undefined;
  if (arch && arch.value.kind === 'scalar') return inferSpace(arch.value);
  const fitting = bundledSpaces.filter((space) => formOf(value, space) !== undefined);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function spaceNamed(name: string): SearchSpace | undefined {
  return bundledSpaces.find((space) => space.name === name);
}
