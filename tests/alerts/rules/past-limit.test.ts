import { describe, expect, test } from 'vitest'
import { pastLimit } from '../../../src/main/alerts/rules/past-limit.ts'
import type { Alert } from '../../../src/shared/alert.ts'
import type { Model, Server } from '../../../src/shared/server.ts'
import type { GpuDevice, Snapshot } from '../../../src/shared/snapshot.ts'
import {
  GB,
  macAt,
  modelOf,
  replayed,
  serverOf,
  t0,
  watching,
  type MacFigures,
} from '../moments.ts'

const ollama = serverOf('s')
const mlx = serverOf('s', { kind: 'mlx-lm', title: 'mlx_lm' })
const llama = (rest: Partial<Model> = {}) =>
  modelOf('llama3', 18 * GB, { state: 'generating', ...rest })

const past = (
  figures: MacFigures,
  server: Server,
  models: readonly Model[],
  rest: Partial<Snapshot> = {},
) =>
  replayed(watching(pastLimit), { count: 30, everyMs: 1_000 }, (atMs) =>
    macAt(atMs, { servers: [server], models, ...rest }, figures),
  )

const deviceAt = (busyRatio: number): GpuDevice => ({
  name: 'Apple M4 Max',
  usableBytes: null,
  inUseBytes: 0,
  busyRatio,
  powerWatts: null,
  clockHertz: null,
  celsius: null,
  coreCount: null,
})

const lastOf = (seen: readonly (readonly Alert[])[]): Alert | undefined => seen.at(-1)?.[0]

describe('more in use than the limit', () => {
  test('is told after two readings, with who holds it and what is too much', () => {
    const seen = past({ gpuInUseBytes: 23.5 * GB }, ollama, [llama()])
    expect(seen.findIndex((alerts) => alerts.length > 0)).toBe(2)
    expect(lastOf(seen)).toMatchObject({
      severity: 'imminent',
      title: "More is in use than the GPU's limit",
      sentence:
        "23.5 GB are in use, and the GPU's limit is 22.0 GB: 1.5 GB too much. A load or an answer is likely to fail. Held by llama3 (18.0 GB).",
      figures: {
        line: 'gpu',
        lineBytes: 22 * GB,
        needBytes: 23.5 * GB,
        haveBytes: 22 * GB,
        gapBytes: 1.5 * GB,
        toFreeBytes: 1.5 * GB,
      },
      about: { modelId: 'llama3', serverId: 's' },
    })
  })

  test('the noise of windows and caches is none', () => {
    expect(past({ gpuInUseBytes: 22.2 * GB }, ollama, [llama()]).flat()).toEqual([])
    expect(past({ gpuInUseBytes: 22.3 * GB }, ollama, [llama()]).flat()).not.toEqual([])
  })

  test('an estimated limit has to be passed by a tenth, and for longer, and is never sure', () => {
    const estimated = { isEstimated: true }
    expect(past({ ...estimated, gpuInUseBytes: 24 * GB }, ollama, [llama()]).flat()).toEqual([])
    const seen = past({ ...estimated, gpuInUseBytes: 24.5 * GB }, ollama, [llama()])
    expect(seen.findIndex((alerts) => alerts.length > 0)).toBe(15)
    expect(lastOf(seen)?.severity).toBe('warning')
    expect(lastOf(seen)?.sentence).toContain('limit is about 22.0 GB')
  })

  test('nothing is told where the limit or the use is not known', () => {
    const unknown = { kind: 'failed', reason: 'x' } as const
    const figures = { gpuInUseBytes: 30 * GB }
    expect(past(figures, ollama, [llama()], { limit: unknown }).flat()).toEqual([])
    expect(past(figures, ollama, [llama()], { gpu: unknown }).flat()).toEqual([])
  })
})

describe('what comes of it', () => {
  test('MLX crawls: a warning, and imminent only where it refuses', () => {
    const crawl = lastOf(past({ gpuInUseBytes: 24 * GB }, mlx, [llama()]))
    expect(crawl?.severity).toBe('warning')
    expect(crawl?.sentence).toContain('MLX slows to a crawl there, and refuses past 30.4 GB.')
    expect(lastOf(past({ gpuInUseBytes: 31 * GB }, mlx, [llama()]))?.severity).toBe('imminent')
  })

  test('far past the limit macOS may panic', () => {
    expect(lastOf(past({ gpuInUseBytes: 27 * GB }, mlx, [llama()]))?.sentence).not.toContain(
      'panic',
    )
    expect(lastOf(past({ gpuInUseBytes: 27.5 * GB }, mlx, [llama()]))?.sentence).toContain(
      'macOS may panic',
    )
  })

  test('a limit that was raised to nearly all of RAM leaves nothing for macOS', () => {
    const alert = lastOf(past({ limitBytes: 28 * GB, gpuInUseBytes: 28.9 * GB }, mlx, [llama()]))
    expect(alert?.sentence).toContain('macOS may panic')
  })
})

describe('who works on it', () => {
  test('a GPU that works is a sign of somebody who does, whoever that is', () => {
    const idle = llama({ state: 'loaded' })
    const { gpu } = macAt(t0, {}, { gpuInUseBytes: 24 * GB })
    const at = (busyRatio: number) =>
      gpu.kind === 'ok'
        ? replayed(watching(pastLimit), { count: 5, everyMs: 1_000 }, (atMs) =>
            macAt(atMs, {
              models: [idle],
              servers: [ollama],
              gpu: { ...gpu, atMs, devices: [deviceAt(busyRatio)] },
            }),
          ).at(-1)
        : []
    expect(at(0.9)).toMatchObject([{ severity: 'warning' }])
    expect(at(0.1)).toMatchObject([{ severity: 'notice' }])
  })

  test('where nobody works it is a notice: it fails with the next request', () => {
    const idle = llama({ state: 'idle', idleSinceMs: t0 - 720_000 })
    const alert = lastOf(past({ gpuInUseBytes: 24 * GB }, ollama, [idle]))
    expect(alert).toMatchObject({ severity: 'notice' })
    expect(alert?.advice).toMatch(/^Unload llama3 \(18\.0 GB, idle 12 min\)\.$/)
  })

  test('nobody known takes it: somebody does, and it is a warning', () => {
    expect(lastOf(past({ gpuInUseBytes: 24 * GB }, ollama, []))?.severity).toBe('warning')
    const small = llama({ ...modelOf('small', 4 * GB), state: 'idle', idleSinceMs: t0 })
    expect(lastOf(past({ gpuInUseBytes: 24 * GB }, ollama, [small]))?.severity).toBe('warning')
  })

  test('what was in use, and nobody who is there can bring back, is nothing: a load that was refused', () => {
    const was = { gpuInUseBytes: 24 * GB, gpuNowBytes: 9 * GB }
    const idle = (bytes: number) => modelOf('idle', bytes, { state: 'idle', idleSinceMs: t0 })
    const untold = { memory: { total: null, onGpu: null, weights: null, kv: null } }
    expect(past(was, ollama, []).flat()).toEqual([])
    expect(past(was, ollama, [idle(9 * GB)]).flat()).toEqual([])
    expect(past(was, ollama, [idle(15 * GB)]).flat()).toEqual([])
    expect(lastOf(past(was, ollama, [idle(17 * GB)]))?.severity).toBe('notice')
    expect(lastOf(past(was, ollama, [{ ...idle(0), ...untold }]))?.severity).toBe('notice')
    expect(lastOf(past(was, ollama, [llama()]))?.severity).toBe('warning')
  })

  test('what has dropped out of what is in use now does not fail now', () => {
    const figures = { gpuInUseBytes: 24 * GB, gpuNowBytes: 15 * GB }
    expect(lastOf(past(figures, ollama, [llama()]))?.severity).toBe('warning')
  })
})

test('what has risen stands at half of what is noise, and is over below that', () => {
  const then = (gpuInUseBytes: number) =>
    replayed(watching(pastLimit), { count: 60, everyMs: 1_000 }, (atMs, index) =>
      macAt(atMs, {}, { gpuInUseBytes: index < 5 ? 23 * GB : gpuInUseBytes }),
    ).at(-1)
  expect(then(22.15 * GB)).toHaveLength(1)
  expect(then(22.1 * GB)).toEqual([])
})

test('a model that rests between two answers is no other episode', () => {
  const figures = { gpuInUseBytes: 24 * GB, gpuNowBytes: 9 * GB }
  const seen = replayed(watching(pastLimit), { count: 120, everyMs: 1_000 }, (atMs, index) => {
    const works = Math.floor(index / 40) % 2 === 0
    const small = modelOf('llama3', 9 * GB, { state: works ? 'generating' : 'idle' })
    return macAt(atMs, { servers: [ollama], models: [small] }, figures)
  })
  expect(new Set(seen.flat().map(({ id }) => id)).size).toBe(1)
  expect(seen.slice(5).every((alerts) => alerts.length === 1)).toBe(true)
})

test('use that breathes about the limit is one episode, and clears after a while below it', () => {
  const watch = watching(pastLimit)
  const seen = replayed(watch, { count: 120, everyMs: 1_000 }, (atMs, index) => {
    const gpuInUseBytes = index < 60 ? (22.3 + (index % 4) * 0.1 - 0.15) * GB : 20 * GB
    return macAt(atMs, { servers: [ollama], models: [llama()] }, { gpuInUseBytes })
  })
  const standing = seen.filter((alerts) => alerts.length > 0)
  expect(new Set(standing.flat().map(({ id }) => id)).size).toBe(1)
  expect(seen.at(79)).toHaveLength(1)
  expect(seen.at(80)).toEqual([])
})
