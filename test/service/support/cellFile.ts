import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range, TextEdit } from 'vscode-languageserver-types';
import type { ArchitecturePrediction, ModelSource, Target, TargetPrediction } from '../../../src/core/model/prediction';
import type { SearchSpace } from '../../../src/core/spaces/space';
import type { CellDocument } from '../../../src/core/spec/document';
import { parseCellDocument } from '../../../src/core/spec/parseCellDocument';
import {
  defaultServiceSettings,
  type CellFile,
  type ScoredCell,
  type ServiceDependencies,
  type ServiceSettings,
} from '../../../src/service/serviceTypes';

export const uri = 'file:///cells/candidates.cell.yaml';

/** A file in memory. Text that begins with a brace is JSON, all other YAML. */
export function cellFile(text: string, space?: SearchSpace): CellFile {
  const language = /^\s*[{[]/.test(text) ? 'json' : 'yaml';
  const options = space ? { resolveSpace: () => ({ space }) } : {};
  return {
    document: TextDocument.create(uri, language, 1, text),
    parsed: parseCellDocument(text, language, options),
  };
}

const MARK = '<|>';

/** A file with its cursor at `<|>`; the marks are no part of the text. */
export function marked(text: string, space?: SearchSpace): { file: CellFile; offset: number; offsets: number[] } {
  const offsets: number[] = [];
  let plain = text;
  for (let at = plain.indexOf(MARK); at >= 0; at = plain.indexOf(MARK)) {
    offsets.push(at);
    plain = plain.slice(0, at) + plain.slice(at + MARK.length);
  }
  const [offset] = offsets;
  if (offset === undefined) throw new Error('the text has no cursor');
  return { file: cellFile(plain, space), offset, offsets };
}

/** The text of a range. */
export function textOf({ document }: CellFile, range: Range): string {
  return document.getText(range);
}

export function positionOf({ document }: CellFile, text: string): Position {
  return document.positionAt(document.getText().indexOf(text));
}

/** The file's text after the edits. */
export function applied({ document }: CellFile, edits: readonly TextEdit[] | undefined): string {
  return TextDocument.applyEdits(document, [...(edits ?? [])]);
}

export const accuracy: Target = { name: 'cifar10_test', title: 'CIFAR-10', unit: 'percent', higherIsBetter: true };

export const source: ModelSource = {
  id: 'nb201',
  title: 'Model *one*',
  space: 'nas-bench-201',
  trainedOn: '78 cells of NAS-Bench-201.',
  heldOutTau: 82.2,
  coverage: 80,
};

export function targetPrediction(
  value: number,
  halfWidth = 0.35,
  more: Partial<TargetPrediction> = {},
): TargetPrediction {
  return { target: accuracy, value, low: value - halfWidth, high: value + halfWidth, topPercent: 1.2, ...more };
}

export function predicted(...targets: readonly TargetPrediction[]): ArchitecturePrediction {
  return { kind: 'predicted', source, targets };
}

/** Dependencies with these settings and predictions; without predictions everything is pending. */
export function dependencies(
  options: {
    readonly settings?: Partial<ServiceSettings>;
    readonly scoreOf?: (cell: ScoredCell) => ArchitecturePrediction | 'pending' | undefined;
    readonly saved?: CellDocument;
    readonly spaceFiles?: readonly string[];
  } = {},
): ServiceDependencies {
  return {
    settings: () => ({ ...defaultServiceSettings, ...options.settings }),
    scoreOf: options.scoreOf ?? (() => undefined),
    savedVersion: () => options.saved,
    spaceFiles: () => options.spaceFiles ?? [],
  };
}

/** A prediction that depends on the cell alone: 90 and a half for each 3x3 convolution. */
export function scoreByConvolutions({ architecture }: ScoredCell): ArchitecturePrediction {
  const operations = architecture.parts.flatMap(({ cell }) =>
    [...cell.nodes, ...cell.edges].map(({ operation }) => operation ?? ''),
  );
  const count = operations.filter(
    (operation) => operation.includes('conv_3x3') || operation.includes('conv3x3'),
  ).length;
  return predicted(targetPrediction(90 + count / 2, 0.2));
}

export const nb201 = `space: nas-bench-201
cells:
  candidate:
    edges:
      0 -> 1: nor_conv_3x3
      0 -> 2: none
      1 -> 2: skip_connect
      0 -> 3: nor_conv_3x3
      1 -> 3: nor_conv_3x3
      2 -> 3: avg_pool_3x3
  one-line:
    arch: "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_1x1~0|nor_conv_3x3~1|avg_pool_3x3~2|"
`;

export const nb101 = `space: nas-bench-101
cells:
  chain:
    nodes:
      a: { op: conv3x3-bn-relu, inputs: [input] }
      b: { op: maxpool3x3, inputs: [a, input] }
      output: { inputs: [b] }
`;

export const darts = `space: darts
cells:
  best:
    normal:
      - [sep_conv_3x3, 0]
      - [sep_conv_3x3, 1]
      - [sep_conv_3x3, 0]
      - [sep_conv_3x3, 1]
      - [sep_conv_3x3, 1]
      - [skip_connect, 0]
      - [skip_connect, 0]
      - [dil_conv_3x3, 2]
    reduce:
      - [max_pool_3x3, 0]
      - [max_pool_3x3, 1]
      - [skip_connect, 2]
      - [max_pool_3x3, 1]
      - [max_pool_3x3, 0]
      - [skip_connect, 2]
      - [skip_connect, 2]
      - [max_pool_3x3, 1]
`;

/** The same cell as `chain` above, in JSON. */
export const nb101Json = `{
  "space": "nas-bench-101",
  "cells": {
    "chain": {
      "nodes": {
        "a": { "op": "conv3x3-bn-relu", "inputs": ["input"] },
        "b": { "op": "maxpool3x3", "inputs": ["a", "input"] },
        "output": { "inputs": ["b"] }
      }
    }
  }
}
`;
