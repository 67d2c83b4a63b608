import { describe, expect, test } from 'vitest'
import { joinModels, type NamesOfBlob } from '../../../src/main/inference/inventory/join-models.ts'
import type { ServerTold } from '../../../src/main/inference/watch/watched-server.ts'
import { toldOf } from '../server-told.ts'

const blobOf = (letter: string): string => `/o/models/blobs/sha256-${letter.repeat(64)}`
const names: NamesOfBlob = (path) =>
  path === blobOf('a') ? ['gemma:latest', 'mine'] : path === blobOf('b') ? ['qwen:4b'] : []
const noNames: NamesOfBlob = () => []

const child = (parent: ServerTold, path: string, pid: number, port = pid): ServerTold =>
  toldOf(`llama-server --model ${path} --port ${port}`, {
    pid,
    parent,
    port,
    facts: { models: [{ path, weightsBytes: 4e9, contextTokens: 2048 }] },
  })

const ollama = (...ids: readonly string[]): ServerTold =>
  toldOf('ollama serve', { facts: { models: ids.map((id) => ({ id, sizeBytes: 5e9 })) } })

/** `gemma of 100 in 101`: its name, whom to ask, who holds it. */
const lines = (all: readonly ServerTold[], nameOf: NamesOfBlob = names): readonly string[] =>
  joinModels(all, nameOf).map(
    ({ facts, fileName, owner, holder }) =>
      `${fileName ?? facts.id ?? '?'} of ${owner.found.root.pid} in ${holder.found.root.pid}`,
  )

describe('what a server lists and what its child holds', () => {
  test('are one by the name of the blob, with or without :latest', () => {
    const parent = ollama('qwen:4b', 'gemma')
    const all = [parent, child(parent, blobOf('a'), 101), child(parent, blobOf('b'), 102)]
    expect(lines(all)).toEqual(['qwen:4b of 100 in 102', 'gemma of 100 in 101'])
  })

  test('are one by any of the names of the blob', () => {
    const parent = ollama('mine', 'qwen:4b')
    const all = [parent, child(parent, blobOf('a'), 101), child(parent, blobOf('b'), 102)]
    expect(lines(all)).toEqual(['mine of 100 in 101', 'qwen:4b of 100 in 102'])
  })

  test('are one where there is one of each', () => {
    const parent = ollama('something')
    expect(lines([parent, child(parent, blobOf('c'), 101)], noNames)).toEqual([
      'something of 100 in 101',
    ])
  })

  test('are two where nothing says which belongs to which', () => {
    const parent = ollama('one', 'two')
    const all = [parent, child(parent, blobOf('c'), 101)]
    expect(lines(all)).toEqual(['one of 100 in 100', 'two of 100 in 100', '? of 101 in 101'])
  })

  test('are one by the port that the server names, and by no other', () => {
    const models = [5801, 5802].map((port) => ({
      id: `m${port}`,
      upstreamUrl: `http://127.0.0.1:${port}`,
    }))
    const swap = toldOf('llama-swap', { facts: { models } })
    const all = [swap, child(swap, '/m/b.gguf', 101, 5802)]
    expect(lines(all)).toEqual(['m5801 of 100 in 100', 'm5802 of 100 in 101'])
  })

  test.each([
    ['http://127.0.0.1:101', true],
    ['http://localhost:101/v1', true],
    ['http://[::1]:101', true],
    ['http://192.168.1.9:101', false],
    ['https://127.0.0.1.example:101', false],
    ['http://127.0.0.1:999', false],
  ])('are one by an address of this machine alone: %s', (upstreamUrl, isOne) => {
    const swap = toldOf('llama-swap', { facts: { models: [{ id: 'm', upstreamUrl }] } })
    const [first] = lines([swap, child(swap, '/m/b.gguf', 101)])
    expect(first).toBe(isOne ? 'm of 100 in 101' : 'm of 100 in 100')
  })

  test('are not one with the child of another', () => {
    const other = toldOf('llmster', { pid: 7 })
    const all = [ollama('gemma'), other, child(other, blobOf('a'), 101)]
    expect(lines(all)).toEqual(['gemma of 100 in 100', 'gemma:latest of 101 in 101'])
  })
})

test("a model has Ollama's name where its server calls it by its file, and else its own", () => {
  const called = (id: string) =>
    lines([toldOf('llama-swap', { facts: { models: [{ id, path: blobOf('a') }] } })])
  expect(called('mine')).toEqual(['mine of 100 in 100'])
  expect(called(blobOf('a'))).toEqual(['gemma:latest of 100 in 100'])
})

describe('a joined model', () => {
  test('is as its server says, with what only its child knows', () => {
    const parent = ollama('gemma')
    const [joined] = joinModels([parent, child(parent, blobOf('a'), 101)], names)
    expect(joined?.facts).toMatchObject({
      id: 'gemma',
      sizeBytes: 5e9,
      path: blobOf('a'),
      weightsBytes: 4e9,
      contextTokens: 2048,
    })
    expect(joined?.isOnlyOne).toBe(true)
  })

  test('is loading while its child is, whatever the router says', () => {
    const models = [{ id: 'm', state: 'loaded' as const, upstreamUrl: 'http://127.0.0.1:101' }]
    const router = toldOf('llama-server --models-dir /m', { facts: { models } })
    const loading = {
      ...child(router, '/m/a.gguf', 101),
      facts: { models: [{ state: 'loading' as const }] },
    }
    expect(joinModels([router, loading], noNames)[0]?.facts.state).toBe('loading')
  })

  test('that is not loaded is none', () => {
    const models = [{ id: 'a', state: 'unloaded' as const }, { id: 'b' }]
    expect(lines([toldOf('llmster', { facts: { models } })])).toEqual(['b of 100 in 100'])
  })
})
