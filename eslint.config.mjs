import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const rings = ['core', 'service', 'protocol', 'server', 'engine', 'cli', 'extension'];
const nodeModules = ['node:*', 'fs', 'path', 'child_process', 'os', 'crypto', 'worker_threads', 'url', 'util'];
const languageServerTypes = ['vscode-languageserver-types', 'vscode-languageserver-textdocument'];

/**
 * What one ring may not import. Imports go inward only; ARCHITECTURE.md says why.
 * @param {string} ring folder of the ring
 * @param {{ rings?: string[], packages?: string[], folder?: string }} allowed rings and, if listed, the only packages it may name
 */
function ring(ring, { rings: allowedRings = [], packages = [], folder = `src/${ring}` }) {
  const forbiddenRings = [...rings, 'webview'].filter((other) => other !== ring && !allowedRings.includes(other));
  const patterns = [
    {
      group: forbiddenRings.flatMap((other) => [`../**/${other}/*`, `../**/${other}/**`]),
      message: `src/${ring} may import from ${allowedRings.join(', ') || 'nothing outside itself'} only`,
    },
    // Everything that is neither relative nor allowed.
    {
      regex: `^(?!\\.)(?!(?:${packages.map((name) => name.replace('*', '.*')).join('|') || '(?!)'})$)`,
      message: `src/${ring} may not import this package`,
    },
  ];
  return {
    files: [`${folder}/**/*.ts`],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
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
  ring('core', { packages: ['@tensorflow/tfjs-core', 'yaml', 'jsonc-parser'] }),
  ring('service', { rings: ['core'], packages: languageServerTypes }),
  ring('protocol', { rings: ['core'], packages: [...languageServerTypes, 'vscode-jsonrpc'] }),
  ring('server', {
    rings: ['core', 'service', 'protocol'],
    packages: [
      ...nodeModules,
      ...languageServerTypes,
      'vscode-languageserver*',
      'vscode-languageserver/node',
      'vscode-uri',
    ],
  }),
  ring('engine', { rings: ['core', 'protocol'], packages: [...nodeModules, '@tensorflow/*', '@webgpu/*', 'webgpu'] }),
  ring('cli', { rings: ['core', 'service', 'protocol', 'engine'], packages: nodeModules }),
  ring('extension', {
    rings: ['protocol'],
    packages: ['vscode', ...nodeModules, 'vscode-languageclient*', 'vscode-languageclient/node'],
  }),
  ring('webview', {
    rings: ['protocol', 'core'],
    packages: ['@vscode/webview-ui-toolkit', '@dagrejs/dagre'],
    folder: 'webview',
  }),
  {
    // Reading typed arrays in loops: an index that the loop bounds is not worth a branch.
    files: [
      'src/core/**/*.ts',
      'src/engine/**/*.ts',
      'bench/**',
      'scripts/**',
      'test/**',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: false, console: false, URL: false } },
  },
  { files: ['*.config.mjs'], rules: { 'no-restricted-syntax': 'off' } },
);
