import { describe, expect, test } from 'vitest'
import { idleModel } from '../../../src/main/alerts/rules/idle-model.ts'
import { modelId } from '../../../src/shared/ids.ts'
import type { Model } from '../../../src/shared/server.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { failing, withRoom } from '../of-sources.ts'
import { GB, loadOf, macAt, modelOf, needOf, replayed, serverOf, t0, watching } from '../moments.ts'

const idle = (rest: Partial<Model> = {}): Model =>
  modelOf('gemma3', 9.1 * GB, { state: 'idle', idleSinceMs: t0 - 12 * 60_000, ...rest })

/** 2 GB of 22 GB are left for models. */
function tightAt(atMs: number, rest: Partial<Snapshot> = {}): Snapshot {
  const mac = macAt(
    atMs,
    { servers: [serverOf('s')], models: [idle()] },
    { gpuInUseBytes: 20 * GB },
  )
  const { room } = mac
  if (room.kind !== 'ok') throw new Error('no room')
  return { ...mac, room: { ...room, state: 'tight', stateCause: 'room' }, ...rest }
}

const lasting = (snapshotAt: (atMs: number, index: number) => Snapshot, count = 30) =>
  replayed(watching(idleModel), { count, everyMs: 1_000 }, snapshotAt)

describe('a model that idles while room is short', () => {
  test('is named, with what it would give back and what is missing', () => {
    const seen = lasting((atMs) => tightAt(atMs))
    expect(seen.findIndex((alerts) => alerts.length > 0)).toBe(15)
    expect(seen.at(-1)).toMatchObject([
      {
        severity: 'notice',
        title: 'gemma3 idles and holds 9.1 GB',
        sentence:
          'Room is short: 2.0 GB are left, and 2.0 GB more would make it easy (4.0 GB). gemma3 has done nothing for 12 min, and would give back 9.1 GB.',
        advice: 'Unload gemma3.',
        figures: { line: 'gpu', lineBytes: 22 * GB, needBytes: 0.18 * 22 * GB, haveBytes: 2 * GB },
        about: { modelId: 'gemma3', serverId: 's' },
      },
    ])
  })

  test('warns where the limit is passed as soon as it comes back', () => {
    const beyond = (atMs: number): Snapshot => {
      const tight = tightAt(atMs)
      const { gpu } = tight
      if (gpu.kind !== 'ok') throw new Error('no GPU')
      return { ...tight, gpu: { ...gpu, beyondLimitBytes: 0.1 * GB } }
    }
    expect(lasting(beyond).at(-1)).toMatchObject([{ rule: 'idle-model', severity: 'warning' }])
  })

  test('is told at once while a load does not fit for want of it', () => {
    const loads = [loadOf('qwen3:30b', needOf(19.2 * GB, 16 * GB))]
    const seen = watching(idleModel).see(
      macAt(t0, { servers: [serverOf('s')], models: [idle()], loads }),
    )
    expect(seen).toMatchObject([
      {
        sentence:
          'qwen3:30b needs 19.2 GB and has 16.0 GB: 3.2 GB too little. gemma3 has done nothing for 12 min, and would give back 9.1 GB.',
        figures: { needBytes: 19.2 * GB, haveBytes: 16 * GB },
      },
    ])
  })
})

describe('it is silent', () => {
  const quiet = (models: readonly Model[], rest: Partial<Snapshot> = {}) =>
    lasting((atMs) => tightAt(atMs, { models, ...rest })).flat()

  test('where there is room', () => {
    const seen = lasting((atMs) => macAt(atMs, { servers: [serverOf('s')], models: [idle()] }))
    expect(seen.flat()).toEqual([])
  })

  test('about a model that works, has only just stopped, or of which that is not known', () => {
    expect(quiet([idle({ state: 'generating', idleSinceMs: null })])).toEqual([])
    expect(quiet([idle({ idleSinceMs: t0 - 4 * 60_000 })])).toEqual([])
    expect(quiet([idle({ state: 'loaded', idleSinceMs: null })])).toEqual([])
    expect(quiet([idle({ isStale: true })])).toEqual([])
  })

  test('about one that would give nothing back, or goes by itself in a moment', () => {
    expect(quiet([idle({ eject: { kind: 'none', reason: 'x' } })])).toEqual([])
    expect(quiet([idle({ sharesFile: true })])).toEqual([])
    expect(quiet([idle({ isRemote: true })])).toEqual([])
    expect(quiet([idle({ expiresAtMs: t0 + 50_000 })])).toEqual([])
    expect(quiet([modelOf('tiny', 0.3 * GB, { state: 'idle', idleSinceMs: t0 - 9e6 })])).toEqual([])
  })
})

test('it is over at once when the model works again', () => {
  const watch = watching(idleModel)
  replayed(watch, { count: 20, everyMs: 1_000 }, (atMs) => tightAt(atMs))
  const works = [idle({ state: 'generating', idleSinceMs: null })]
  expect(watch.see(tightAt(t0 + 20_000, { models: works }))).toEqual([])
})

describe('where its server does not answer', () => {
  const stands = () => {
    const watch = watching(idleModel)
    const all = replayed(watch, { count: 20, everyMs: 1_000 }, (atMs) => tightAt(atMs))
    return { watch, id: all.at(-1)?.[0]?.id }
  }
  const from = { count: 6, everyMs: 1_000, fromMs: t0 + 20_000 }

  test('it is stale, and the same when that answers again', () => {
    const { watch, id } = stands()
    const silent = replayed(watch, from, (atMs) =>
      tightAt(atMs, { models: [idle({ isStale: true })] }),
    )
    expect(silent.at(-1)).toMatchObject([{ id, isStale: true, isClearing: false }])
    expect(watch.see(tightAt(t0 + 26_000))).toMatchObject([{ id, isStale: false }])
  })

  test('it is stale as well where the list of servers is lost', () => {
    const { watch, id } = stands()
    const lost = { models: [], servers: [], sources: failing('servers') }
    const all = replayed(watch, from, (atMs) => tightAt(atMs, lost))
    expect(all.at(-1)).toMatchObject([{ id, isStale: true, isClearing: false }])
  })

  test('another one does not keep it from clearing', () => {
    const { watch } = stands()
    const other = idle({ id: modelId('phi'), isStale: true })
    const all = replayed(watch, { ...from, count: 21 }, (atMs) =>
      tightAt(atMs, { models: [other] }),
    )
    expect(all.at(-1)).toEqual([])
  })
})

test('it does not flap where room breathes about its line', () => {
  const all = replayed(watching(idleModel), { count: 120, everyMs: 1_000 }, (atMs, index) =>
    index < 20 || index % 20 < 2 ? tightAt(atMs) : withRoom(tightAt(atMs), { state: 'plenty' }),
  )
  expect(new Set(all.flat().map(({ id }) => id)).size).toBe(1)
  const over = replayed(watching(idleModel), { count: 60, everyMs: 1_000 }, (atMs, index) =>
    withRoom(tightAt(atMs), { state: index < 20 ? 'tight' : 'plenty' }),
  )
  expect(over[39]).toMatchObject([{ isClearing: true }])
  expect(over[40]).toEqual([])
})

test('two models that idle are two alerts, each with its own way out', () => {
  const lms = serverOf('l', { kind: 'lmstudio', title: 'LM Studio' })
  const other = idle({
    id: modelId('phi'),
    name: 'phi',
    serverId: lms.id,
    eject: { kind: 'quit' },
  })
  const seen = lasting((atMs) =>
    tightAt(atMs, { servers: [serverOf('s'), lms], models: [idle(), other] }),
  )
  expect(seen.at(-1)?.map(({ advice }) => advice)).toEqual([
    'Unload gemma3.',
    'Quit LM Studio, which holds phi.',
  ])
})
