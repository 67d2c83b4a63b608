import { describe, expect, test } from 'vitest'
import {
  factsOf,
  nothingSaid,
  stepLoad,
  type LoadState,
} from '../../../src/main/inference/logs/load-state.ts'
import type { BufferKind, LogEvent } from '../../../src/main/inference/logs/message-form.ts'

const after = (events: readonly LogEvent[], from: LoadState = nothingSaid): LoadState =>
  events.reduce(stepLoad, from)

const load = (modelPath: string | null, port: number | null = null): LogEvent => ({
  kind: 'load',
  modelPath,
  port,
})
const model = (modelPath: string | null, isDraft = false): LogEvent => ({
  kind: 'model',
  isDraft,
  modelPath,
})
const context: LogEvent = { kind: 'context' }
const buffer = (what: BufferKind, device: string, bytes: number): LogEvent => ({
  kind: 'buffer',
  what,
  device,
  bytes,
})
const says = (facts: (LogEvent & { kind: 'facts' })['facts']): LogEvent => ({
  kind: 'facts',
  facts,
})
const loaded: LogEvent = { kind: 'loaded' }
const dryRun = (isOver: boolean): LogEvent => ({ kind: 'dry-run', isOver })

const weights = buffer('model', 'Metal_Mapped', 4_000)
const cache = buffer('kv', 'MTL0', 1_000)

describe('the buffers of a load', () => {
  test('are summed by where they are and what for', () => {
    const events = [
      load('a.gguf'),
      model('a.gguf'),
      weights,
      buffer('model', 'CPU_Mapped', 200),
      context,
      cache,
      buffer('kv', 'Metal', 500),
      buffer('recurrent', 'MTL0', 30),
      buffer('compute', 'MTL0', 300),
      buffer('compute', 'CPU', 20),
      buffer('compute', 'BLAS', 5),
      buffer('output', 'CUDA_Host', 7),
    ]
    expect(factsOf(after(events))).toEqual({
      modelPath: 'a.gguf',
      gpuModelBytes: 4_000,
      cpuModelBytes: 200,
      gpuKvBytes: 1_500,
      gpuRecurrentBytes: 30,
      gpuComputeBytes: 300,
      cpuComputeBytes: 25,
      cpuOutputBytes: 7,
    })
  })

  test("of another machine's GPU are left out, and told apart", () => {
    const state = after([model('a.gguf'), buffer('model', 'CUDA0', 4_000)])
    expect(factsOf(state)).toEqual({ modelPath: 'a.gguf' })
    expect(state.isElsewhere).toBe(true)
    expect(after([weights]).isElsewhere).toBe(false)
  })

  test('of a dry run do not count', () => {
    const dry = [dryRun(false), model('a.gguf'), weights, context, cache, dryRun(true)]
    expect(factsOf(after([load('a.gguf'), ...dry]))).toEqual({ modelPath: 'a.gguf' })
    const real = [model('a.gguf'), buffer('model', 'MTL0', 7), context, buffer('kv', 'MTL0', 8)]
    expect(factsOf(after([load('a.gguf'), ...dry, ...real]))).toMatchObject({
      gpuModelBytes: 7,
      gpuKvBytes: 8,
    })
  })
})

describe('the buffers of a model', () => {
  test('of a second pass over the same file take the place of the first', () => {
    const pass = [model('a.gguf'), weights, context, cache]
    expect(factsOf(after([...pass, ...pass]))).toMatchObject({
      gpuModelBytes: 4_000,
      gpuKvBytes: 1_000,
    })
  })

  test('of a context that is made again take the place of the first', () => {
    expect(
      factsOf(after([model('a.gguf'), weights, context, cache, context, cache])),
    ).toMatchObject({ gpuModelBytes: 4_000, gpuKvBytes: 1_000 })
  })

  test('of a draft model come to those of the model, though it be the same file', () => {
    const main = [load('a.gguf'), model('a.gguf'), weights, context, cache]
    const draft = [model('a.gguf', true), model('a.gguf'), weights, context, cache]
    const facts = factsOf(after([...main, ...draft]))
    expect(facts).toMatchObject({ modelPath: 'a.gguf', gpuModelBytes: 8_000, gpuKvBytes: 2_000 })
  })

  test('of a context that a model drafts with itself come to them as well', () => {
    const main = [load('a.gguf'), model('a.gguf'), weights, context, cache]
    const facts = factsOf(after([...main, model(null, true), context, buffer('kv', 'MTL0', 50)]))
    expect(facts).toMatchObject({ modelPath: 'a.gguf', gpuModelBytes: 4_000, gpuKvBytes: 1_050 })
  })
})

describe('a load', () => {
  test('forgets the one before, but for what holds for the machine', () => {
    const first = after([
      load('a.gguf', 4_001),
      says({ limitBytes: 9, freeBytes: 8, contextTokens: 7 }),
      model('a.gguf'),
      weights,
      loaded,
    ])
    const second = stepLoad(first, load('b.gguf', 4_002))
    expect(factsOf(second)).toEqual({ modelPath: 'b.gguf', limitBytes: 9 })
    expect([first.number, second.number]).toEqual([0, 1])
    expect([first.stage, second.stage]).toEqual(['loaded', 'loading'])
    expect([first.port, second.port]).toEqual([4_001, 4_002])
  })

  test('has what was free when the program started, if it is the first', () => {
    const start = after([says({ freeBytes: 8, contextTokens: 7 }), load('a.gguf')])
    expect(factsOf(start)).toEqual({ modelPath: 'a.gguf', freeBytes: 8 })
    expect(factsOf(stepLoad(start, load('b.gguf')))).toEqual({ modelPath: 'b.gguf' })
  })

  test('that is told by a program and by its child is one', () => {
    const told = after([load('a.gguf', 4_001), says({ contextTokens: 4_096 })])
    const retold = stepLoad(told, load('a.gguf'))
    expect([retold.number, retold.port, retold.facts.contextTokens]).toEqual([0, 4_001, 4_096])
    expect(stepLoad(retold, load('a.gguf')).number).toBe(1)
    expect(stepLoad(told, load('b.gguf')).number).toBe(1)
  })

  test('of a child is of its port, whoever tells it', () => {
    const child: LoadState = { ...nothingSaid, port: 8_081 }
    expect(after([load('a.gguf'), model('a.gguf'), weights], child).port).toBe(8_081)
  })

  test('begins with the weights where nothing else tells it', () => {
    const state = after([model('a.gguf'), weights, loaded, model('b.gguf')])
    expect([state.number, state.stage]).toEqual([1, 'loading'])
    expect(factsOf(state)).toEqual({ modelPath: 'b.gguf' })
  })

  test('that failed has failed, even when its program ends in order', () => {
    expect(after([load('a'), { kind: 'load-failed' }, { kind: 'ended' }]).stage).toBe('failed')
    expect(after([load('a'), loaded, { kind: 'ended' }]).stage).toBe('ended')
  })
})

describe('figures', () => {
  test('of buffers count more than those that were told before', () => {
    const told = says({ gpuKvBytes: 5, cpuModelBytes: 6 })
    expect(factsOf(after([told, model('a'), context, cache]))).toMatchObject({
      gpuKvBytes: 1_000,
      cpuModelBytes: 6,
    })
  })

  test('of a failure stay those of its first sign; a consequence has the more exact ones', () => {
    const symptom = (triedBytes: number, isConsequence: boolean): LogEvent => ({
      kind: 'symptom',
      class: 'metal-alloc-failed',
      facts: { triedBytes },
      isConsequence,
    })
    expect(factsOf(after([symptom(1, false), symptom(2, false)])).triedBytes).toBe(1)
    expect(factsOf(after([symptom(1, false), symptom(2, true)])).triedBytes).toBe(2)
  })

  test('tell the program and its version, the last one counts', () => {
    const program = (version: string | null): LogEvent => ({
      kind: 'program',
      program: 'llama.cpp',
      version,
    })
    expect(after([program('b9400'), program(null)])).toMatchObject({
      program: 'llama.cpp',
      version: 'b9400',
    })
  })
})
