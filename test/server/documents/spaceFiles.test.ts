import { describe, expect, it } from 'vitest';
import { SpaceFiles } from '../../../src/server/documents/spaceFiles';

describe('SpaceFiles', () => {
  it('says which line of which file is wrong', () => {
    const texts: Readonly<Record<string, string>> = {
      'file:///cells/spaces/tiny.space.yaml': 'name: tiny\nnodes: 2\nplacement: nod\noperations: [a]\n',
      'file:///cells/spaces/half.space.yaml': 'name: [',
    };
    const files = new SpaceFiles((uri) => {
      const text = texts[uri];
      return text === undefined ? undefined : { text, version: 1 };
    });
    const of = (path: string): unknown => files.resolve('file:///cells/a.cell.yaml', path);
    expect(of('spaces/tiny.space.yaml')).toEqual({
      problem: 'tiny.space.yaml, line 3: expected one of node, edge',
    });
    expect(of('spaces/half.space.yaml')).toEqual({
      problem: expect.stringMatching(/^half\.space\.yaml, line 1: YAML: /) as string,
    });
  });
});
