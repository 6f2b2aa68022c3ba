import { expect, it } from 'vitest';
import { visibleText } from '../../../src/cli/visibleText';

it('shows what would steer a terminal or turn the text around', () => {
  expect(visibleText('a\u001b[2J\u0007\u202eb\n\u2028')).toBe('a\\u001b[2J\\u0007\\u202eb\\u000a\\u2028');
  expect(visibleText('résumé · 细胞 👩‍🔬')).toBe('résumé · 细胞 👩‍🔬');
});
