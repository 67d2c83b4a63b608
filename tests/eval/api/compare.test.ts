import { describe, expect, test } from 'vitest'
import { factDifference } from './compare.ts'
import { askedIn } from './request.ts'

describe('the request of a manifest', () => {
  test.each([
    ['GET /x?model=a%20b (in words)', 'GET', '/x', [['model', 'a b']], undefined],
    ['GET /a, /b, /c ...', 'GET', '/a', [], undefined],
    ['POST /x {"model":"m","n":{"k":1}}', 'POST', '/x', [], { model: 'm', n: { k: 1 } }],
    ['POST /api/generate (last object)', 'POST', '/api/generate', [], undefined],
    ['GET / (12434)', 'GET', '/', [], undefined],
    ['lms  ps --json', 'lms', 'ps --json', [], undefined],
  ])('%s', (request, method, path, query, sent) => {
    expect(askedIn(request)).toEqual({
      method,
      path,
      query: new Map(query.map(([a, b]) => [a, b])),
      sent,
    })
  })
})

const isRight = (key: string, expected: unknown, facts: object): boolean =>
  factDifference(key, expected, { ...facts }) === null

describe('a key of the expected values', () => {
  test('times are instants and seconds, facts are milliseconds', () => {
    const startedAtMs = Date.UTC(2026, 7, 20, 10)
    expect(isRight('startedAt', '2026-08-20T10:00:00Z', { startedAtMs })).toBe(true)
    expect(isRight('startedAt', '2026-08-20T10:00:00.001Z', { startedAtMs })).toBe(false)
    expect(isRight('idleSeconds', 44.7, { idleMs: 44_700 })).toBe(true)
    expect(isRight('idleSeconds', 44.7, { idleMs: 44.7 })).toBe(false)
  })

  test('unknown is neither 0 nor false nor nothing at all where something is expected', () => {
    expect(isRight('queueLength', null, {})).toBe(true)
    expect(isRight('queueLength', null, { queueLength: 0 })).toBe(false)
    expect(isRight('queueLength', 0, {})).toBe(false)
    expect(isRight('isReady', false, { isReady: null })).toBe(false)
  })

  test('rates are near, counts are exact', () => {
    expect(isRight('tokensPerSecond', 50, { tokensPerSecond: 50.004 })).toBe(true)
    expect(isRight('tokensPerSecond', 50, { tokensPerSecond: 50.01 })).toBe(false)
    expect(isRight('promptTokens', 50_000, { promptTokens: 50_001 })).toBe(false)
  })

  test('models are compared by id in any order, no more and no fewer', () => {
    const expected = [
      { id: 'a', state: 'loaded' },
      { id: 'b', contextTokens: null },
    ]
    const a = { id: 'a', state: 'loaded', sizeBytes: 5 }
    expect(isRight('models', expected, { models: [{ id: 'b' }, a] })).toBe(true)
    expect(isRight('models', expected, { models: [a] })).toBe(false)
    expect(isRight('models', expected, { models: [a, { id: 'b' }, { id: 'c' }] })).toBe(false)
    expect(isRight('models', expected, { models: [a, { id: 'b', contextTokens: 0 }] })).toBe(false)
  })

  test('no models, and nothing said of models, are two things', () => {
    expect(isRight('models', null, {})).toBe(true)
    expect(isRight('models', null, { models: [] })).toBe(false)
    expect(isRight('models', [], { models: [] })).toBe(true)
    expect(isRight('models', [], {})).toBe(false)
  })

  test('models without an id are found by their place', () => {
    expect(isRight('models', [{ sizeBytes: 5 }], { models: [{ sizeBytes: 5 }] })).toBe(true)
    expect(isRight('models', [{ sizeBytes: 5 }], { models: [{ sizeBytes: 6 }] })).toBe(false)
  })
})
