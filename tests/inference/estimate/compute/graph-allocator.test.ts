import { describe, expect, test } from 'vitest'
import { peaksOf } from '../../../../src/main/inference/estimate/compute/graph-allocator.ts'
import { createGraph, type Graph } from '../../../../src/main/inference/estimate/compute/graph.ts'

const peakOf = (graph: Graph) =>
  peaksOf(
    graph,
    graph.nodes.map(({ tensor }) => tensor),
    32,
  ).device
const peakBytes = (graph: Graph): number => peakOf(graph).bytes
const onCpu = { hasDevice: false }

describe('the place of a tensor', () => {
  test('is given back after its last use, and taken again', () => {
    const graph = createGraph(onCpu)
    const first = graph.fresh('a', [[64]])
    const second = graph.fresh('b', [[64]], first)
    graph.fresh('c', [[64]], second)
    expect(peakBytes(graph)).toBe(128)
  })

  test('is taken over in place by one of the same size, if nothing else needs it', () => {
    const graph = createGraph(onCpu)
    const first = graph.fresh('a', [[64]])
    graph.inPlace('b', [[64]], graph.inPlace('c', [[64]], first))
    expect(peakBytes(graph)).toBe(64)
  })

  test('is not taken over where it is needed again', () => {
    const graph = createGraph(onCpu)
    const first = graph.fresh('a', [[64]])
    const second = graph.inPlace('b', [[64]], first)
    graph.fresh('c', [[64]], first, second)
    expect(peakBytes(graph)).toBe(192)
  })

  test('is not taken over through a view of it', () => {
    const graph = createGraph(onCpu)
    graph.inPlace('b', [[64]], graph.view(graph.fresh('a', [[64]])))
    expect(peakBytes(graph)).toBe(128)
  })

  test('is kept while a view of it is to come', () => {
    const graph = createGraph(onCpu)
    const first = graph.fresh('a', [[64]])
    const seen = graph.view(first)
    const second = graph.fresh('b', [[64]], first)
    graph.fresh('c', [[64]], second, seen)
    expect(peakBytes(graph)).toBe(192)
  })

  test('is rounded up to 32 bytes', () => {
    const graph = createGraph(onCpu)
    graph.output('a', [[1]])
    graph.output('b', [[33]])
    expect(peakBytes(graph)).toBe(96)
  })

  test('takes what its device needs beside it, and leaves that to none', () => {
    const graph = createGraph(onCpu)
    const first = graph.freshBeside('a', [[64]], { scratch: [[32]], copy: [[64]] })
    const second = graph.inPlace('b', [[64]], first)
    graph.fresh('c', [[96]], second)
    expect(peakBytes(graph)).toBe(64 + 32 + 64)
  })
})

describe('gaps', () => {
  test('the smallest that fits is taken, and one that is too small is left', () => {
    const graph = createGraph(onCpu)
    const wide = graph.fresh('wide', [[96]])
    const wall = graph.fresh('wall', [[32]])
    const narrow = graph.fresh('narrow', [[64]])
    const end = graph.fresh('end', [[32]])
    graph.store(wide, narrow)
    const fits = graph.fresh('fits', [[64]], wall)
    const beyond = graph.fresh('beyond', [[256]], end)
    graph.store(fits, beyond, wall, end)
    expect(peakBytes(graph)).toBe(224 + 256)
  })

  test('beside each other are one', () => {
    const graph = createGraph(onCpu)
    const [one, two] = [graph.fresh('one', [[64]]), graph.fresh('two', [[64]])]
    const end = graph.fresh('end', [[64]])
    graph.store(one, two)
    graph.store(graph.fresh('both', [[128]]), end)
    expect(peakBytes(graph)).toBe(192)
  })
})

test('inputs are there from the beginning, and outputs stay to the end', () => {
  const graph = createGraph(onCpu)
  const kept = graph.output('kept', [[64]])
  const next = graph.fresh('next', [[64]], kept)
  graph.fresh('last', [[64]], next, graph.input('input', [[64]]))
  expect(peakBytes(graph)).toBe(256)
})

test('a device works on copies of inputs, which lie on the host as long as that', () => {
  const graph = createGraph({ hasDevice: true })
  const rows = graph.hostInput('tokens', [[32]])
  const looked = graph.lookup('embedding', [[256]], rows)
  const mask = graph.input('mask', [[64]])
  graph.output('out', [[512]], looked, mask)
  const order = graph.nodes.map(({ tensor }) => tensor)
  const { device, host } = peaksOf(graph, order, 32)
  expect(device.bytes).toBe(256 + 64 + 512)
  expect(host.bytes).toBe(32 + 256 + 64)
  expect(device.members.map(({ name }) => name)).toEqual(['out', 'embedding', 'mask'])
})
