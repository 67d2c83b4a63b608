import { describe, expect, test } from 'vitest'
import { offGpu } from '../../../src/main/alerts/rules/off-gpu.ts'
import type { Finding } from '../../../src/shared/finding.ts'
import { findingId } from '../../../src/shared/ids.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { flat, refused } from '../../shared/found.ts'
import { ollama } from '../../shared/loaded.ts'
import { GB, macAt, modelOf, t0, watching } from '../moments.ts'

const onCpu: Finding = {
  ...flat,
  id: findingId('zero'),
  class: 'cpu-fallback',
  serverId: ollama.id,
  sentence: 'Nothing of qwen3:8b is on the GPU',
  place: null,
}
const said: Finding = {
  ...onCpu,
  id: findingId('log'),
  place: refused.place,
  lastAtMs: t0 - 3_600_000,
}
const rosetta: Finding = { ...onCpu, id: findingId('rosetta'), class: 'rosetta' }

const at = (atMs: number, findings: readonly Finding[], rest: Partial<Snapshot> = {}): Snapshot =>
  macAt(atMs, { findings, servers: [ollama], ...rest })

const working = modelOf('qwen3:8b', 5 * GB, { serverId: ollama.id, state: 'generating' })

describe('a model that is not on the GPU', () => {
  test('is a notice, and a warning while it works', () => {
    expect(watching(offGpu).see(at(t0, [onCpu]))).toMatchObject([
      { severity: 'notice', about: { findingId: 'zero', serverId: ollama.id } },
    ])
    const atWork = at(t0, [onCpu], { models: [working] })
    expect(watching(offGpu).see(atWork)).toMatchObject([{ severity: 'warning' }])
  })

  test('is told by its log for as long as its server runs, however long ago it said so', () => {
    expect(watching(offGpu).see(at(t0, [said]))).toHaveLength(1)
    expect(watching(offGpu).see(at(t0, [said], { servers: [] }))).toEqual([])
    const late = { ...said, lastAtMs: t0 - 1_000 }
    expect(watching(offGpu).see(at(t0, [late], { servers: [] }))).toHaveLength(1)
  })

  test('is said once, by its best sign', () => {
    const all = watching(offGpu).see(at(t0, [rosetta, said, onCpu]))
    expect(all).toMatchObject([{ about: { findingId: 'zero' } }])
  })

  test('is over half a minute after its sign has gone', () => {
    const watch = watching(offGpu)
    const [first] = watch.see(at(t0, [onCpu]))
    expect(watch.see(at(t0 + 10_000, []))).toMatchObject([{ id: first?.id, isClearing: true }])
    expect(watch.see(at(t0 + 41_000, []))).toEqual([])
  })
})

describe('no alert is', () => {
  const absent = { kind: 'absent', reason: 'none' } as const
  test('any sign on a machine without a GPU, or where nobody knows of one', () => {
    expect(watching(offGpu).see(at(t0, [onCpu], { gpu: absent }))).toEqual([])
    const failed = { kind: 'failed', reason: 'no answer' } as const
    expect(watching(offGpu).see(at(t0, [onCpu], { gpu: failed }))).toEqual([])
  })

  test('another finding', () => {
    const others = ['gpu-held', 'slow-generation', 'metal-alloc-failed'] as const
    for (const one of others)
      expect(watching(offGpu).see(at(t0, [{ ...onCpu, class: one }]))).toEqual([])
  })
})

test('is stale when the GPU does not answer', () => {
  const watch = watching(offGpu)
  watch.see(at(t0, [onCpu]))
  const gpu = { kind: 'failed', reason: 'no answer' } as const
  expect(watch.see(at(t0 + 1_000, [onCpu], { gpu }))).toMatchObject([{ isStale: true }])
})
