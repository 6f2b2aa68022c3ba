import { isSpaceFile } from '../spaceFile/spacePlaces';

/** A whole file to begin with, in the syntax of snippets: `${1:default}`, `${2|first,second|}`. */
export interface Template {
  readonly label: string;
  readonly detail: string;
  readonly lines: readonly string[];
}

const operations201 = ['nor_conv_3x3', 'nor_conv_1x1', 'avg_pool_3x3', 'skip_connect', 'none'];
const operations101 = ['conv3x3-bn-relu', 'conv1x1-bn-relu', 'maxpool3x3'];

/** Edges of a NAS-Bench-201 cell with the operation that each begins with. */
const edges201 = [
  ['0 -> 1', 'nor_conv_3x3'],
  ['0 -> 2', 'none'],
  ['1 -> 2', 'nor_conv_3x3'],
  ['0 -> 3', 'skip_connect'],
  ['1 -> 3', 'none'],
  ['2 -> 3', 'nor_conv_3x3'],
] as const;

/** A choice of words at a stop, one of them first. */
function choice(stop: number, words: readonly string[], first: string): string {
  return `\${${stop}|${[first, ...words.filter((word) => word !== first)].join(',')}|}`;
}

const normal = ['sep_conv_3x3, 1', 'sep_conv_3x3, 0', 'sep_conv_3x3, 1', 'sep_conv_3x3, 1'];
const yamlTemplates: readonly Template[] = [
  {
    label: 'nas-bench-201',
    detail: 'operations on the six edges of a cell',
    lines: [
      'space: nas-bench-201',
      'cells:',
      '  ${1:candidate}:',
      '    edges:',
      ...edges201.map(([edge, first], index) => `      ${edge}: ${choice(index + 2, operations201, first)}`),
      '$0',
    ],
  },
  {
    label: 'nas-bench-101',
    detail: 'named nodes of a cell',
    lines: [
      'space: nas-bench-101',
      'cells:',
      '  ${1:candidate}:',
      '    nodes:',
      `      \${2:a}: { op: ${choice(3, operations101, 'conv3x3-bn-relu')}, inputs: [input] }`,
      `      \${4:b}: { op: ${choice(5, operations101, 'conv1x1-bn-relu')}, inputs: [\${2:a}] }`,
      '      output: { inputs: [${4:b}, input] }',
      '$0',
    ],
  },
  {
    label: 'darts',
    detail: 'a normal and a reduction cell',
    lines: [
      'space: darts',
      'cells:',
      '  ${1:candidate}:',
      '    normal:',
      '      - [${2:sep_conv_3x3}, 0]',
      ...[...normal, 'skip_connect, 0', 'skip_connect, 0', 'dil_conv_3x3, 2'].map((pair) => `      - [${pair}]`),
      '    reduce:',
      '      - [${3:max_pool_3x3}, 0]',
      ...[1, 2, 1, 0, 2, 2, 1].map((input) => `      - [${input === 2 ? 'skip_connect' : 'max_pool_3x3'}, ${input}]`),
      '$0',
    ],
  },
];

const jsonTemplates: readonly Template[] = [
  {
    label: 'nas-bench-201',
    detail: 'operations on the six edges of a cell',
    lines: [
      '{',
      '  "space": "nas-bench-201",',
      '  "cells": {',
      '    "${1:candidate}": {',
      '      "edges": {',
      ...edges201.map(([edge, first], index) => {
        const comma = index < edges201.length - 1 ? ',' : '';
        return `        "${edge}": "${choice(index + 2, operations201, first)}"${comma}`;
      }),
      '      }',
      '    }',
      '  }',
      '}$0',
    ],
  },
  {
    label: 'nas-bench-101',
    detail: 'matrix and operations of a cell',
    lines: [
      '{',
      '  "space": "nas-bench-101",',
      '  "cells": {',
      '    "${1:candidate}": {',
      '      "matrix": [',
      '        [0, 1, 0, 1],',
      '        [0, 0, 1, 0],',
      '        [0, 0, 0, 1],',
      '        [0, 0, 0, 0]',
      '      ],',
      `      "ops": ["input", "${choice(2, operations101, 'conv3x3-bn-relu')}", "${choice(3, operations101, 'conv1x1-bn-relu')}", "output"]`,
      '    }',
      '  }',
      '}$0',
    ],
  },
];

const spaceTemplate: Template = {
  label: 'search-space',
  detail: 'a search space of your own',
  lines: [
    'name: ${1:my-space}',
    'title: ${2:My space}',
    'placement: ${3|node,edge|}',
    'nodes: { min: ${4:1}, max: ${5:5} }',
    'nodeInputs: { min: 1, max: ${6:2} }',
    'operations:',
    '  ${7:conv3x3}: { kind: convolution }',
    '  ${8:maxpool}: { kind: pooling }',
    '  ${9:skip}: { kind: identity }',
    '$0',
  ],
};

/** What an empty file may begin with: cell files and space files by their names, nothing in any other. */
export function templatesFor(uri: string, language: 'json' | 'yaml'): readonly Template[] {
  if (isSpaceFile(uri)) return language === 'yaml' ? [spaceTemplate] : [];
  if (!/\.cell\.(?:json|ya?ml)$/i.test(uri)) return [];
  return language === 'yaml' ? yamlTemplates : jsonTemplates;
}

/** A template as plain text: the first choice or the default at every stop. */
export function plainTemplate({ lines }: Template): string {
  return lines
    .join('\n')
    .replace(/\$\{\d+\|([^,|]+)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');
}
