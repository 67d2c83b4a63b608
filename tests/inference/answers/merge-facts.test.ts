import { describe, expect, test } from 'vitest'
import type { ServerFacts } from '../../../src/main/inference/answers/facts.ts'
import { mergeFacts, type PathFacts } from '../../../src/main/inference/answers/merge-facts.ts'

const path = (pollIndex: number, facts: ServerFacts): PathFacts => ({ pollIndex, facts })

describe('facts of several answers', () => {
  test('are one, the newest winning, and what is not told hides nothing', () => {
    const merged = mergeFacts(
      { version: '1', port: 8080 },
      [
        path(0, { version: '2', queueLength: 4, isReady: false }),
        path(1, { version: '3', queueLength: null }),
      ],
      false,
    )
    expect(merged).toEqual({
      version: '3',
      port: 8080,
      queueLength: 4,
      isReady: false,
      models: null,
    })
  })
})

describe('models of several answers', () => {
  test('are those that the first poll names; others add to them', () => {
    const { models } = mergeFacts(
      {},
      [
        path(1, {
          models: [
            { id: 'a', state: 'loaded' },
            { id: 'b', state: 'loading' },
          ],
        }),
        path(2, {
          models: [
            { id: 'a', sizeBytes: 5 },
            { id: 'gone', sizeBytes: 7 },
          ],
        }),
      ],
      false,
    )
    expect(models).toEqual([
      { id: 'a', state: 'loaded', sizeBytes: 5 },
      { id: 'b', state: 'loading' },
    ])
  })

  test('are none where the first poll names none, whatever the command line says', () => {
    const first = { models: [{ path: '/m/a.gguf' }] }
    expect(mergeFacts(first, [path(1, { models: [] })], false).models).toEqual([])
  })
})

describe('models that only some answers name', () => {
  test('without a name add to the only one that has a name, however early their poll', () => {
    const { models } = mergeFacts(
      { models: [{ path: '/m/a.gguf', contextTokens: 1 }] },
      [path(0, { models: [{ contextTokens: 8192 }] }), path(3, { models: [{ id: 'a' }] })],
      false,
    )
    expect(models).toEqual([{ id: 'a', path: '/m/a.gguf', contextTokens: 8192 }])
  })

  test('without a name add to none of several', () => {
    const { models } = mergeFacts(
      { models: [{ path: '/m/a.gguf' }] },
      [path(0, { models: [{ id: 'a' }, { id: 'b' }] })],
      false,
    )
    expect(models).toEqual([{ id: 'a' }, { id: 'b' }])
  })

  test('are told by the server before its command line', () => {
    const { models } = mergeFacts(
      { models: [{ id: 'a', contextTokens: 512, parallel: 2 }] },
      [path(0, { models: [{ id: 'a', contextTokens: 256 }] })],
      false,
    )
    expect(models).toEqual([{ id: 'a', contextTokens: 256, parallel: 2 }])
  })

  test('of a server that holds one for its life are one, under its newest name', () => {
    const { models } = mergeFacts(
      { models: [{ id: 'file.gguf', path: '/m/file.gguf' }] },
      [
        path(0, { models: [{ id: 'alias' }] }),
        path(1, { models: [{ state: 'loaded', contextUsedTokens: 3 }] }),
      ],
      true,
    )
    expect(models).toEqual([
      { id: 'alias', path: '/m/file.gguf', state: 'loaded', contextUsedTokens: 3 },
    ])
  })

  test('that no answer speaks of are those of the command line', () => {
    expect(mergeFacts({ models: [{ id: 'a' }] }, [path(0, {})], false).models).toEqual([
      { id: 'a' },
    ])
    expect(mergeFacts({}, [path(0, {})], true).models).toBeNull()
  })
})
