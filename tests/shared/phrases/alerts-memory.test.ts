import { describe, expect, test } from 'vitest'
import { claimOfGrowth, claimOfShare } from '../../../src/main/alerts/hog-claim.ts'
import { claimOfLoad, type LoadStanding } from '../../../src/main/alerts/load-claim.ts'
import { claimOfNotice } from '../../../src/main/alerts/notice-claim.ts'
import { claimOfPastLimit } from '../../../src/main/alerts/past-limit-claim.ts'
import { defaultAlertSettings } from '../../../src/shared/alert-settings.ts'
import type { App } from '../../../src/shared/app.ts'
import { serverId } from '../../../src/shared/ids.ts'
import type { LogNoticeFigures } from '../../../src/shared/log-notice.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { appOf, GB, known, loadOf, macAt, modelOf, needOf, t0 } from '../../alerts/moments.ts'
import { every, everyLimit, everyServer, limitOf } from './alert-moments.ts'
import { wordsOf } from './alert-words.ts'
import { unknownOf } from './books.ts'

describe('of a load that needs more than there is, every language knows', () => {
  const needs = [15.9, 16.3, 19.2, 27, 40].flatMap((need) =>
    [0, 1].map((besideCount) => needOf(need * GB, 16 * GB, { besideCount })),
  )
  const standings = every(['gpu', 'ram'] as const, [false, true], (line, isClose) => ({
    level: 'high' as const,
    line,
    lineBytes: 22 * GB,
    haveBytes: 16 * GB,
    isClose,
  }))
  const snapshots: readonly Snapshot[] = everyServer.flatMap((server) =>
    everyLimit({ servers: [server] }),
  )

  test('what it needs, what there is, and what comes of it', () => {
    const claims = every(needs, standings, (need, standing) => {
      const held: LoadStanding = { ...standing, needBytes: need.needBytes }
      return snapshots.map((snapshot) => claimOfLoad(loadOf('qwen3', need), held, snapshot))
    })
    expect(claims.flat().length).toBeGreaterThan(500)
    expect(unknownOf(claims.flat().flatMap(wordsOf))).toEqual([])
  })

  test('what its log says', () => {
    const figures = every(['needed', 'granted'] as const, ['gpu', 'ram'] as const, (kind, line) => {
      const one: LogNoticeFigures = { kind, line, needBytes: 19.2 * GB, haveBytes: 16 * GB }
      return one
    })
    const place = { path: '/tmp/server.log', lineNumber: 9, line: 'x' }
    const claims = every(figures, [null, 'qwen3:30b'], (one, model) =>
      snapshots.flatMap((snapshot) => {
        const notice = { id: 'n', serverId: serverId('s'), model, figures: one, place, atMs: t0 }
        return claimOfNotice(notice, snapshot) ?? []
      }),
    ).flat()
    expect(claims).toHaveLength(8 * snapshots.length)
    expect(unknownOf(claims.flatMap(wordsOf))).toEqual([])
  })
})

describe('of more than the limit in use, every language knows', () => {
  const models = ['a', 'b', 'c'].map((name) => modelOf(name, 8 * GB, { state: 'generating' }))

  test('by whom, and what comes of it', () => {
    const texts = every(everyServer, [22.4, 29], (server, inUse) =>
      [0, 1, 2, 3].flatMap((count) =>
        [null, 30.4 * GB].flatMap((refusesAtBytes) => {
          const rest = { servers: [server], models: models.slice(0, count) }
          const snapshot = macAt(t0, rest, { gpuInUseBytes: inUse * GB })
          const limit = known(t0, limitOf(22 * GB, refusesAtBytes))
          const { gpu } = snapshot
          if (gpu.kind !== 'ok') throw new Error('no GPU')
          return [limit, { ...limit, isEstimated: true }].flatMap((one) =>
            wordsOf(claimOfPastLimit(gpu, one, snapshot)),
          )
        }),
      ),
    ).flat()
    expect(unknownOf(texts)).toEqual([])
  })

  test('where engines of two kinds work on it', () => {
    const [ollama, mlx] = everyServer
    if (ollama === undefined || mlx === undefined) throw new Error('no servers')
    const other = { ...mlx, id: serverId('m') }
    const both = models.map((model, index) =>
      index === 0 ? model : { ...model, serverId: other.id },
    )
    const snapshot = macAt(t0, { servers: [ollama, other], models: both }, { gpuInUseBytes: 24e9 })
    const { gpu, limit } = snapshot
    if (gpu.kind !== 'ok' || limit.kind !== 'ok') throw new Error('no GPU')
    expect(unknownOf(wordsOf(claimOfPastLimit(gpu, limit, snapshot)))).toEqual([])
  })
})

describe('of an app that holds or grows much, every language knows', () => {
  const { memory, room } = macAt(t0)
  if (memory.kind !== 'ok' || room.kind !== 'ok') throw new Error('no memory')
  const around = {
    memory,
    room,
    shortage: 'short',
    settings: defaultAlertSettings,
    mayAdvise: () => true,
    readAtMs: t0,
  } as const
  const kinds: readonly Partial<App>[] = [
    {},
    { hasWindows: false },
    { iconName: 'system' },
    { iconName: 'terminal' },
    { kind: 'virtual-machine' },
    { quitEnds: 'all of it' },
  ]

  test('how much that is, and what to do', () => {
    const growths = [9 * GB, 2 * GB].map((bytes) => {
      return { bytes, spanMs: 230_000, bytesPerMinute: 1e9, isSteady: true }
    })
    const claims = every([20 * GB, 12 * GB], kinds, (bytes, kind) => {
      const app = appOf('Xcode', bytes, kind)
      return [
        claimOfShare(app, around),
        ...growths.map((growth) => claimOfGrowth(app, growth, around)),
      ]
    }).flat()
    expect(unknownOf(claims.flatMap(wordsOf))).toEqual([])
  })
})
