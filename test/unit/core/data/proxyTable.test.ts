import { describe, expect, it } from 'vitest';
import { readProxyTable } from '../../../../src/core/data/proxyTable';

const options = { size: 4, indexColumn: 'index' };

describe('readProxyTable', () => {
  it('joins by index and leaves undefined scores out, counted', () => {
    const table = readProxyTable('index,jacov,naswot\n2,-1.5,7\n0,-1e8,\n3,-100000000,-inf\n', options);
    expect([...table.proxies.get('jacov')!]).toEqual([NaN, NaN, -1.5, NaN]);
    expect([...table.proxies.get('naswot')!]).toEqual([NaN, NaN, 7, NaN]);
    expect(table.defined.get('jacov')).toBe(1);
    expect(table.problems.map(({ message }) => message)).toEqual([
      "Column 'jacov': values left out: 2 undefined (-1e8); 1 are used.",
      "Column 'naswot': values left out: 1 empty, 1 infinite; 1 are used.",
    ]);
  });

  it('reports indices that cannot be joined', () => {
    const table = readProxyTable('index,jacov\nx,1\n4,2\n1,3\n1,4\n', options);
    expect([...table.proxies.get('jacov')!]).toEqual([NaN, 3, NaN, NaN]);
    expect(table.problems.map(({ message }) => message)).toEqual([
      "Row 1 (line 2), column 'index': 'x' is not an index; the row is skipped.",
      "Row 2 (line 3), column 'index': index 4 is outside 0..3; the row is skipped.",
      "Row 4 (line 5), column 'index': index 1 came before; the row is skipped.",
    ]);
  });

  it('reads only the proxies asked for and says which are not there', () => {
    const table = readProxyTable('index,a,b\n0,1,2\n', { ...options, proxies: ['b', 'c'] });
    expect([...table.proxies.keys()]).toEqual(['b']);
    expect(table.problems).toMatchObject([{ code: 'table-column-missing', column: 'c' }]);
    expect(readProxyTable('a,b\n0,1\n', options).problems[0]).toMatchObject({ column: 'index', severity: 'error' });
  });
});
