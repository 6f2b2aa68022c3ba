import { dirname, join, relative, resolve, sep } from 'node:path';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const nodeModules = ['node:*', 'fs', 'path', 'child_process', 'os', 'crypto', 'worker_threads', 'url', 'util'];
const languageServerTypes = ['vscode-languageserver-types', 'vscode-languageserver-textdocument'];

/**
 * Relative imports stay inside their ring or go to one that it may know; ARCHITECTURE.md says why.
 * @type {import('eslint').Rule.RuleModule}
 */
const inwardOnly = {
  meta: { type: 'problem', schema: [{ type: 'array', items: { type: 'string' } }] },
  create(context) {
    const [allowed] = context.options;
    const ringOf = (path) => relative(join(import.meta.dirname, 'src'), path).split(sep)[0];
    const own = ringOf(context.filename);
    const check = (source) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return;
      const ring = ringOf(resolve(dirname(context.filename), source.value));
      if (ring === own || allowed.includes(ring)) return;
      context.report({ node: source, message: `only ${['itself', ...allowed].join(', ')} may be imported here` });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
    };
  },
};

/**
 * The rings and packages that one ring may import.
 * @param {string} folder
 * @param {{ rings?: string[], packages?: string[] }} allowed
 */
function ring(folder, { rings = [], packages = [] }) {
  const names = packages.map((name) => name.replace('*', '.*')).join('|') || '(?!)';
  const patterns = [{ regex: `^(?!\\.)(?!(?:${names})$)`, message: `${folder} may not import this package` }];
  return {
    files: [`${folder}/**/*.ts`],
    plugins: { rings: { rules: { 'inward-only': inwardOnly } } },
    rules: {
      'rings/inward-only': ['error', rings],
      '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
    },
  };
}

export default tseslint.config(
  {
    ignores: ['dist', 'out', '.tsbuild', '.vscode-test*', 'test-artifacts', 'src/engine/kernels/assembly', 'coverage'],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      eqeqeq: ['error', 'always'],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
      ],
    },
  },
  ring('src/core', { packages: ['@tensorflow/tfjs-core', 'yaml', 'jsonc-parser'] }),
  ring('src/service', { rings: ['core'], packages: languageServerTypes }),
  ring('src/protocol', { rings: ['core'] }),
  ring('src/server', {
    rings: ['core', 'service', 'protocol'],
    packages: [
      ...nodeModules,
      ...languageServerTypes,
      'vscode-languageserver*',
      'vscode-languageserver/node',
      'vscode-uri',
    ],
  }),
  ring('src/engine', {
    rings: ['core', 'protocol'],
    packages: [...nodeModules, '@tensorflow/*', '@webgpu/*', 'webgpu'],
  }),
  ring('src/cli', { rings: ['core', 'service', 'protocol', 'engine'], packages: nodeModules }),
  ring('src/extension', {
    rings: ['protocol'],
    packages: ['vscode', ...nodeModules, 'vscode-languageclient*', 'vscode-languageclient/node'],
  }),
  ring('webview', { rings: ['protocol', 'core'], packages: ['@vscode/webview-ui-toolkit', '@dagrejs/dagre'] }),
  {
    // Reading typed arrays in loops: an index that the loop bounds is not worth a branch.
    files: ['src/core/**/*.ts', 'src/engine/**/*.ts', 'bench/**', 'scripts/**', 'test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: false, console: false, URL: false } },
  },
  { files: ['*.config.mjs'], rules: { 'no-restricted-syntax': 'off' } },
);
