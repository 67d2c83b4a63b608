import { describe, expect, test } from 'vitest'
import { modelFacts } from '../../../src/renderer/models/model-facts.ts'
import { serverFacts } from '../../../src/renderer/models/server-facts.ts'
import { en } from '../../../src/renderer/words/en.ts'
import { createI18n } from '../../../src/renderer/words/words.ts'
import { atMs, gemma, ollama, ollamaChild, qwen } from '../../shared/loaded.ts'

const same = (text: string): string => text
const words = { t: createI18n('en', en).t, say: same, figure: same }
const snapshot = { servers: [ollama, ollamaChild], atMs }

const told = (facts: ReturnType<typeof modelFacts>) =>
  Object.fromEntries(facts.map(({ name, value, origin }) => [name, [value, origin]]))

describe('the facts of a model', () => {
  test('are each told with who says so', () => {
    const origins = { name: 'asked', context: 'log', used: 'asked', pace: 'seen' } as const
    expect(told(modelFacts(words, { ...gemma, origins }, snapshot))).toMatchObject({
      name: ['gemma3:27b', 'asked'],
      state: ['generating 41 tok/s', null],
      pace: ['41 tok/s', 'seen'],
      total: ['17.4 GB', 'reported'],
      context: ['8192 tokens', 'log'],
      used: ['2134 tokens, 26 %', 'asked'],
      expiry: ['in 4 min', null],
      told: ['0 s ago', 'clock'],
    })
  })

  test('that nobody tells have no value: not knowing is not zero', () => {
    const facts = told(modelFacts(words, { ...gemma, queueLength: null }, snapshot))
    for (const name of ['file', 'onGpu', 'weights', 'kv', 'wholeOnGpu', 'queue'])
      expect([name, facts[name]?.[0]]).toEqual([name, null])
  })

  test('leave out what cannot be: the pace of one that rests, the memory of one elsewhere', () => {
    const rests = told(modelFacts(words, qwen, snapshot))
    expect(rests).not.toHaveProperty('pace')
    expect(rests['idle']?.[0]).toMatch(/, 4 min ago$/)
    const remote = told(modelFacts(words, { ...gemma, isRemote: true }, snapshot))
    expect(remote).not.toHaveProperty('total')
  })

  test('tell the request that is fullest', () => {
    const fullestRequest = { usedTokens: 4_000, contextTokens: 8_000, besideCount: 1 }
    const facts = told(modelFacts(words, { ...gemma, fullestRequest }, snapshot))
    expect(facts['request']).toEqual(['4000 tokens, 50 %', 'asked'])
  })
})

describe('the facts of a server', () => {
  test('are of its processes, its port, and of its answers', () => {
    const origins = { version: 'asked', state: 'asked', models: 'asked' } as const
    const facts = told(serverFacts(words, { ...ollama, origins }, snapshot))
    expect(facts).toMatchObject({
      program: ['Ollama', 'processes'],
      version: ['0.32.15', 'asked'],
      state: ['answers', 'asked'],
      pid: ['501', 'processes'],
      port: ['11434', 'ports'],
      queue: [null, null],
      memory: ['18.0 GB (footprint)', 'process'],
      models: ['told', 'asked'],
    })
    expect(facts['started']?.[0]).toMatch(/, 1 h ago$/)
    expect(facts).not.toHaveProperty('parent')
  })

  test('name the server that has started it, and why it does not answer', () => {
    const silent = { ...ollamaChild, state: 'silent', stateReason: 'no answer within 2 s' } as const
    const facts = told(serverFacts(words, silent, snapshot))
    expect(facts['parent']).toEqual(['Ollama', 'processes'])
    expect(facts['state']).toEqual(['does not answer: no answer within 2 s', null])
  })
})
