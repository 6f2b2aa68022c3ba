import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ModelDescription } from '../../../../src/protocol/engine';
import { ModelsView, type ModelItem } from '../../../../src/extension/training/modelsView';

vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly event = (): void => undefined;
    fire(): void {}
  },
  ThemeIcon: class {},
  TreeItem: class {},
  workspace: { getConfiguration: () => ({ get: (_: string, fallback: unknown) => fallback }) },
}));

interface Menu {
  readonly command: string;
  readonly when: string;
}

const manifest = JSON.parse(readFileSync(join(__dirname, '../../../../package.json'), 'utf8')) as {
  contributes: { menus: Record<'view/item/context', Menu[]> };
};

/** The commands that the menus of the view offer for a row, by the expression that package.json tests its value with. */
function offered({ contextValue = '' }: { readonly contextValue?: string | undefined }): string[] {
  return manifest.contributes.menus['view/item/context']
    .filter(({ when }) => new RegExp(/viewItem =~ \/(.*)\//.exec(when)?.[1] ?? '').test(contextValue))
    .map(({ command }) => command.replace('flowcell.', ''));
}

const target = { name: 'accuracy', title: 'Accuracy', unit: 'percent', higherIsBetter: true };
const model = (folder: string, targets = [target]): ModelDescription => ({
  ...{ id: 'a', title: 'A', space: 'darts', folder, trainedOn: 'nothing', created: '2026-01-01', heldOutTau: null },
  targets,
});

describe('the view of the models', () => {
  const view = (answer: () => Promise<unknown>): ModelsView =>
    new ModelsView(
      () => Promise.resolve({ request: answer, onTrainingProgress: () => ({ dispose: () => undefined }) }),
      (folder) => folder.startsWith('/stored/'),
    );
  const rows = view(() => Promise.reject(new Error('not asked')));
  const offeredFor = (item: ModelItem): string[] => offered(rows.getTreeItem(item));

  it('offers for a model what can be done with it: one that is bundled stays, an encoder predicts nothing', () => {
    expect(offeredFor({ model: model('/stored/a') })).toEqual(['useModel', 'revealModel', 'deleteModel']);
    expect(offeredFor({ model: model('/bundled/a') })).toEqual(['useModel', 'revealModel']);
    expect(offeredFor({ model: model('/stored/a', []) })).toEqual(['revealModel', 'deleteModel']);
    expect(offeredFor({ model: model('/stored/a'), problem: 'it is broken' })).toEqual(['revealModel', 'deleteModel']);
    expect(offeredFor({ model: model('/bundled/a'), problem: 'it is broken' })).toEqual(['revealModel']);
  });

  it('lists models and what cannot be used, and nothing where they cannot be read', async () => {
    const list = { models: [model('/bundled/a')], problems: [{ folder: '/stored/b', message: 'no manifest' }] };
    const items = await view(() => Promise.resolve(list)).getChildren();
    expect(items.map(({ problem }) => problem)).toEqual([undefined, 'no manifest']);
    expect(await view(() => Promise.reject(new Error('It ended.'))).getChildren()).toEqual([]);
    expect(await view(() => Promise.resolve('what?')).getChildren()).toEqual([]);
  });
});
