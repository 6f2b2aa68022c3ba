/**
 * The benchmark's own text for what a cell computes (Dong and Yang, section 2.1, "isomorphic cells"): each node is the
 * sorted sum of the expressions on its edges, `skip_connect` passes an expression on, and `none` is the term `#`.
 *
 * This is the partition into 6,466 classes that the benchmark publishes. It keeps a term `#` in a sum, and it does not
 * tell one shared convolution from two equal ones; both are as the benchmark defines them.
 */
export function nasBench201Key(operations: readonly string[]): string {
  const term = (operation: string, source: string): string => {
    if (operation === 'none' || source === '#') return '#';
    return operation === 'skip_connect' ? source : `(${source})@${operation}`;
  };
  const [a = 'none', b = 'none', c = 'none', d = 'none', e = 'none', f = 'none'] = operations;
  const node1 = term(a, '0');
  const node2 = [term(b, '0'), term(c, node1)].sort().join('+');
  return [term(d, '0'), term(e, node1), term(f, node2)].sort().join('+');
}
