import type { SearchSpace } from '../../spaces/space';
import type { ArchitecturePart } from '../architecture';
import { findPair } from '../syntax/syntaxTree';
import type { CellForm, NativeForm } from './nativeForm';
import { blockObject } from './outputTree';
import { tokenRange } from './reading';

/** A cell form as a form of whole architectures: directly where the space has one cell, otherwise under the name of each cell's role. */
export function architectureForm(form: CellForm, space: SearchSpace): NativeForm {
  const [single] = space.roles;
  const shared = {
    id: form.id,
    title: form.title,
    ...(form.operationText ? { operationText: form.operationText } : {}),
  };
  if (space.roles.length === 1 && single !== undefined) {
    return {
      ...shared,
      keys: form.keys,
      matches: (value) => form.matches(value),
      read(value, reading) {
        const cell = form.read(value, reading);
        return cell && { parts: [{ role: single, cell }] };
      },
      write: ({ parts }) => form.write(parts[0]!.cell, space),
      losses: ({ parts }) => form.losses(parts[0]!.cell, space),
    };
  }
  return {
    ...shared,
    keys: space.roles,
    matches(value) {
      return space.roles.some((role) => {
        const pair = findPair(value, role);
        return pair !== undefined && form.matches(pair.value);
      });
    },
    read(value, reading) {
      const parts = space.roles.map((role, part): ArchitecturePart | undefined => {
        const pair = findPair(value, role);
        if (!pair) {
          reading.report('missing-key', `the ${role} cell is missing`, value.range);
          return undefined;
        }
        if (!form.matches(pair.value)) {
          reading.report('unknown-form', `expected ${form.keys.join(' and ')} as in the other cells`, pair.value.range);
          return undefined;
        }
        reading.mark({ kind: 'part', part }, 'whole', pair.range);
        reading.mark({ kind: 'part', part }, 'name', tokenRange(pair.key));
        const cell = form.read(pair.value, reading.forPart(part));
        return cell && { role, cell };
      });
      const complete = parts.filter((part) => part !== undefined);
      return complete.length === parts.length ? { parts: complete } : undefined;
    },
    write: ({ parts }) => parts.map(({ role, cell }) => [role, blockObject(form.write(cell, space))]),
    losses: ({ parts }) => parts.flatMap(({ cell }) => form.losses(cell, space)),
  };
}
