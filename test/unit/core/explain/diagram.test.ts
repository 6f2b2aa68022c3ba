import { describe, expect, it } from 'vitest';
import { diagramOf } from '../../../../src/core/explain/diagram';
import { flowOfPlaces } from '../../../../src/core/flow/placeFlow';
import { parseSpaceDocument } from '../../../../src/core/spaces/userSpace/readSpace';
import { seededNumbers } from '../../../support/randomCell';
import { dartsText, nasBench101Text, nasBench201Text, readCells } from './explainFixtures';

describe('diagramOf', () => {
  it('draws operations on edges as vertices between their nodes', () => {
    const { space, architectures } = readCells(nasBench201Text);
    const { parts, generations, surrogate } = diagramOf(space, architectures[0]!, { isMember: true });
    const [part] = parts;
    expect(part!.vertices).toHaveLength(4 + 6);
    expect(part!.links).toHaveLength(12);
    expect(part!.vertices.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['input', 'output', 'aggregation', 'convolution', 'identity', 'zero', 'pooling']),
    );
    expect(generations).toBe(5);
    expect(surrogate).toHaveLength(7);
  });

  it('draws operations on nodes as they are', () => {
    const { space, architectures } = readCells(nasBench101Text);
    const [part] = diagramOf(space, architectures[0]!, { isMember: true }).parts;
    expect(part!.vertices.map(({ title, label }) => [title, label])).toEqual([
      ['input', 'input'],
      ['left', 'conv3x3-bn-relu'],
      ['right', 'conv1x1-bn-relu'],
      ['join', 'maxpool3x3'],
      ['output', 'output'],
    ]);
    expect(part!.links).toHaveLength(6);
    expect(part!.links.every(({ isWholeEdge }) => isWholeEdge)).toBe(true);
  });

  it('draws both cells of a DARTS architecture', () => {
    const { space, architectures } = readCells(dartsText);
    const { parts } = diagramOf(space, architectures[0]!, { isMember: true });
    expect(parts.map(({ role }) => role)).toEqual(['normal', 'reduce']);
    for (const { vertices, links } of parts) {
      expect(vertices).toHaveLength(7 + 8);
      expect(links).toHaveLength(16 + 4);
      expect(vertices.every(({ generation }) => generation !== undefined)).toBe(true);
    }
  });

  it('shows the flow that the hover shows', () => {
    for (const text of [nasBench201Text, nasBench101Text, dartsText]) {
      const { space, architectures } = readCells(text);
      const { parts } = diagramOf(space, architectures[0]!, { isMember: true });
      const vertices = parts.flatMap((part) => part.vertices);
      for (const { place, forward, backward, generation } of flowOfPlaces(space, architectures[0]!)) {
        const vertex = vertices.find((candidate) => JSON.stringify(candidate.place) === JSON.stringify(place))!;
        expect(vertex.flow).toEqual({ forward, backward });
        expect(vertex.generation).toBe(generation);
      }
    }
  });

  it('shows no more than all of it, also where several large messages add up', () => {
    const spaces = [nasBench201Text, dartsText].map((text) => readCells(text).space);
    const own = parseSpaceDocument(
      'name: wide\nplacement: edge\nnodes: 5\noutput: last\noperations: [none, skip, conv3x3]',
      'yaml',
    ).space!;
    const random = seededNumbers(7);
    for (const space of [...spaces, own]) {
      for (let draw = 0; draw < 40; draw++) {
        const { parts } = diagramOf(space, space.sample(random), { isMember: true });
        for (const { flow } of parts.flatMap(({ vertices }) => vertices)) {
          expect(Math.max(flow!.forward, flow!.backward)).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  it('lets every link carry the forward message of its start and the backward message of its end', () => {
    const { space, architectures } = readCells(nasBench201Text);
    const [part] = diagramOf(space, architectures[0]!, { isMember: true }).parts;
    const flow = new Map(part!.vertices.map((vertex) => [vertex.id, vertex.flow!]));
    for (const link of part!.links) {
      expect(link.flow).toEqual({ forward: flow.get(link.from)!.forward, backward: flow.get(link.to)!.backward });
    }
  });

  it('says what is dead', () => {
    const { space, architectures } = readCells(nasBench201Text);
    const [part] = diagramOf(space, architectures[2]!, { isMember: true }).parts;
    const states = Object.fromEntries(part!.vertices.map(({ title, liveness }) => [title, liveness]));
    expect(states).toMatchObject({
      '0 -> 1': 'live',
      '0 -> 2': 'zero',
      '1 -> 2': 'zero',
      '2 -> 3': 'unreachable',
      '2': 'unreachable',
      '1 -> 3': 'live',
    });
    expect(part!.links.filter(({ isLive }) => !isLive)).toHaveLength(6);
  });

  it('draws what is no member of its space, without flow', () => {
    const { space, architectures } = readCells(nasBench101Text);
    const [part] = architectures[0]!.parts;
    const broken = { ...part!.cell, edges: [...part!.cell.edges, { from: 3, to: 1 }, { from: 9, to: 1 }] };
    const diagram = diagramOf(space, { parts: [{ role: 'cell', cell: broken }] }, { isMember: false });
    expect(diagram.parts[0]!.links).toHaveLength(7);
    expect(diagram.parts[0]!.vertices.every(({ flow }) => flow === undefined)).toBe(true);
    expect(diagram.generations).toBe(0);
  });
});
