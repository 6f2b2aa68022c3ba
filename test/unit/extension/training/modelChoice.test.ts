import { describe, expect, it } from 'vitest';
import { choosing, forgetting } from '../../../../src/extension/training/modelChoice';

describe('the choice of a model', () => {
  it('is written where it counts, and copies nothing from one scope to the other', () => {
    const globalValue = { darts: 'mine' };
    const workspaceValue = { tiny: 'old' };
    expect(choosing({ globalValue, workspaceValue }, 'tiny', 'new')).toEqual({
      where: 'workspace',
      value: { tiny: 'new' },
    });
    expect(choosing({ globalValue, workspaceValue }, 'darts', 'new')).toEqual({
      where: 'global',
      value: { darts: 'new' },
    });
    expect(choosing({}, 'tiny', 'new')).toEqual({ where: 'global', value: { tiny: 'new' } });
  });

  it('passes over what is no choice', () => {
    expect(choosing({ globalValue: { a: 1, b: 'x' }, workspaceValue: 3 }, 'tiny', 'new').value).toEqual({
      ...{ b: 'x', tiny: 'new' },
    });
    expect(choosing({ globalValue: null }, 'tiny', 'new').value).toEqual({ tiny: 'new' });
  });

  it('is forgotten in every scope that names the model, and only there', () => {
    const gone = { space: 'tiny', id: 'gone' };
    expect(
      forgetting({ globalValue: { tiny: 'gone', darts: 'mine' }, workspaceValue: { tiny: 'gone' } }, gone),
    ).toEqual([
      { where: 'global', value: { darts: 'mine' } },
      { where: 'workspace', value: undefined },
    ]);
    expect(forgetting({ globalValue: { tiny: 'another' } }, gone)).toEqual([]);
  });
});
