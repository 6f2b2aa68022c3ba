import { CompletionItemKind } from 'vscode-languageserver-types';
import { guessKind } from '../../core/spaces/userSpace/guessKind';
import { readSpace } from '../../core/spaces/userSpace/readSpace';
import type { SpaceDefinition } from '../../core/spaces/userSpace/spaceDefinition';
import { findPair } from '../../core/spec/syntax/syntaxTree';
import type { Candidate } from '../completion/candidates';
import { escapeMarkdown } from '../hover/markdown';
import type { CellFile } from '../serviceTypes';
import { syntaxOf } from '../syntaxRanges';
import { commonOperations, type Help } from './spaceFileHelp';
import { isSpaceFile, type SpacePlace } from './spacePlaces';

/** Edges that are listed; large spaces have too many to choose from. */
const maxEdges = 60;

/**
 * What completion offers at a place of a space's definition.
 *
 * @param written what stands there now
 */
export function spaceFileCandidates(
  place: SpacePlace,
  written: string,
  ...versions: readonly (CellFile | undefined)[]
): Candidate[] {
  switch (place.kind) {
    case 'keys':
      return place.words.map((word) => candidate(word, CompletionItemKind.Property));
    case 'values':
      return place.words.map((word) =>
        candidate(word, place.isBare ? CompletionItemKind.Value : CompletionItemKind.EnumMember),
      );
    case 'operation-name':
      return operationNames(written, versions).map((text) => {
        return { text, kind: CompletionItemKind.Function, detail: guessKind(text) };
      });
    case 'edge':
      return edgeCandidates(versions);
  }
}

function candidate({ text, help }: Help, kind: CompletionItemKind): Candidate {
  return { text, kind, documentation: escapeMarkdown(help, 400) };
}

/** Common names that the space does not have yet. */
function operationNames(written: string, versions: readonly (CellFile | undefined)[]): string[] {
  const definition = versions.map((file) => file && definitionWithoutEdges(file)).find((found) => found !== undefined);
  const taken = definition?.operations.map(({ name }) => name).filter((name) => name !== written) ?? [];
  return commonOperations.filter((name) => !taken.includes(name));
}

/** Edges from earlier to later nodes of the largest cell, as the newest version tells that could be read. */
function edgeCandidates(versions: readonly (CellFile | undefined)[]): Candidate[] {
  for (const file of versions) {
    const definition = file && definitionWithoutEdges(file);
    if (!definition) continue;
    const { layout, nodes, placement } = definition;
    const inner = Array.from({ length: nodes.max }, (_, index) =>
      String(index + (placement === 'edge' ? layout.inputs.length : 1)),
    );
    const names = [...layout.inputs, ...inner, ...(layout.output === 'last' ? [] : ['output'])];
    const edges: Candidate[] = [];
    for (let to = layout.inputs.length; to < names.length; to++) {
      for (let from = 0; from < to && edges.length < maxEdges; from++) {
        edges.push({ text: `${names[from]} -> ${names[to]}`, kind: CompletionItemKind.Value, detail: 'edge' });
      }
    }
    return edges;
  }
  return [];
}

/** What the file says of its nodes: the edge that is being written is still none. */
function definitionWithoutEdges(file: CellFile): SpaceDefinition | undefined {
  const { root } = syntaxOf(file);
  const whole = isSpaceFile(file.document.uri) ? root : findPair(root, 'space')?.value;
  if (whole?.kind !== 'mapping') return undefined;
  const pairs = whole.pairs.filter(({ key }) => key.text !== 'edges');
  return readSpace({ ...whole, pairs }, { inline: true }).definition;
}
