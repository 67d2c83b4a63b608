import { expect, test } from 'vitest'
import { createGraph } from '../../../../src/main/inference/estimate/compute/graph-allocator.ts'

test('what nothing needs any more is given back, and taken again', () => {
  const graph = createGraph()
  const first = graph.fresh(64)
  const second = graph.fresh(64, first)
  graph.fresh(64, second)
  expect(graph.peakBytes()).toBe(128)
})

test('in place a tensor takes over its only parent of the same size', () => {
  const graph = createGraph()
  const first = graph.fresh(64)
  graph.inPlace(64, graph.inPlace(64, first))
  expect(graph.peakBytes()).toBe(64)
})

test('a parent that is needed again is not taken over', () => {
  const graph = createGraph()
  const first = graph.fresh(64)
  const second = graph.inPlace(64, first)
  graph.fresh(64, first, second)
  expect(graph.peakBytes()).toBe(192)
})

test('inputs are there from the beginning, outputs stay to the end', () => {
  const graph = createGraph()
  const kept = graph.output(64)
  const next = graph.fresh(64, kept)
  graph.fresh(64, next, graph.input(64))
  expect(graph.peakBytes()).toBe(256)
})

test('a gap that is too small is left, and the smallest that fits is taken', () => {
  const graph = createGraph()
  const [wide, wall, narrow, end] = [96, 32, 64, 32].map((bytes) => graph.fresh(bytes))
  if (wide === undefined || narrow === undefined || wall === undefined || end === undefined)
    throw new Error()
  graph.store(wide, narrow)
  const fits = graph.fresh(64, wall)
  const beyond = graph.fresh(256, end)
  graph.store(fits, beyond, wall, end)
  expect(graph.peakBytes()).toBe(224 + 256)
})

test('sizes are rounded up to 32 bytes', () => {
  const graph = createGraph()
  graph.output(1)
  graph.output(33)
  expect(graph.peakBytes()).toBe(96)
})
