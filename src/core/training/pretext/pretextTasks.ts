import { contrastive } from './contrastive';
import { flowGenerative, flowGenerativeDefaults } from './flowGenerative';
import { maskedOperations } from './maskedOperations';
import type { PretextTask } from './pretextTask';
import { variationalAdjacency } from './variationalAdjacency';

/** Every pretext task by name. `none` is the absence of pre-training and has no task. */
export const pretextTasks: ReadonlyMap<string, PretextTask> = new Map(
  [
    flowGenerative('fgp', flowGenerativeDefaults),
    flowGenerative('flow', { ...flowGenerativeDefaults, flowWeight: 1, proxyWeight: 0 }),
    flowGenerative('zero-cost', { ...flowGenerativeDefaults, flowWeight: 0, proxyWeight: 1 }),
    maskedOperations,
    variationalAdjacency,
    contrastive,
  ].map((task) => [task.name, task]),
);
