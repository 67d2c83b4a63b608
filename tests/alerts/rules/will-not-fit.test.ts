import { describe, expect, test } from 'vitest'
import { willNotFit } from '../../../src/main/alerts/rules/will-not-fit.ts'
import { serverId } from '../../../src/shared/ids.ts'
import type { Load, LoadNeed } from '../../../src/shared/load.ts'
import type { LogNotice } from '../../../src/shared/log-notice.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { GB, known, loadOf, macAt, modelOf, needOf, serverOf, t0, watching } from '../moments.ts'

const server = serverOf('s')
const withLoad = (
  atMs: number,
  need: LoadNeed,
  { load = {}, rest = {} }: { load?: Partial<Load>; rest?: Partial<Snapshot> } = {},
): Snapshot => macAt(atMs, { servers: [server], loads: [loadOf('qwen3:30b', need, load)], ...rest })

const only = <T>(all: readonly T[]): T => {
  const [first] = all
  if (first === undefined || all.length !== 1) throw new Error(`${all.length} instead of one`)
  return first
}

describe('a load that needs more than there is', () => {
  test('is told at the first sight of it, with figures that add up', () => {
    const alert = only(watching(willNotFit).see(withLoad(t0, needOf(19.2 * GB, 16 * GB))))
    expect(alert).toMatchObject({
      severity: 'imminent',
      title: 'qwen3:30b will not fit',
      sentence:
        "It needs 19.2 GB, and there is room for 16.0 GB within Metal's limit of 22.0 GB: 3.2 GB too much. The load is likely to fail.",
      about: { loadId: 'qwen3:30b', serverId: 's' },
    })
    expect(alert.figures).toMatchObject({
      line: 'gpu',
      lineBytes: 22 * GB,
      needBytes: 19.2 * GB,
      haveBytes: 16 * GB,
      toFreeBytes: 19.2 * GB - 16 * GB,
    })
  })

  test('one that fits, also tightly, is no alert', () => {
    expect(watching(willNotFit).see(withLoad(t0, needOf(15.9 * GB, 16 * GB)))).toEqual([])
    expect(watching(willNotFit).see(withLoad(t0, needOf(16 * GB, 16 * GB)))).toEqual([])
  })

  test('one whose need or room is not known is none either', () => {
    for (const need of [
      { kind: 'waiting', reason: '' },
      { kind: 'absent', reason: 'no file' },
      needOf(19 * GB, 16 * GB, { deciding: null, verdict: 'unknown' }),
    ] as const)
      expect(watching(willNotFit).see(withLoad(t0, need))).toEqual([])
  })
})

describe('where its need is not sure', () => {
  test('within the error of the estimate it may not fit: a warning', () => {
    const need = needOf(16.5 * GB, 16 * GB, { lowBytes: 15.8 * GB, basis: 'approximate' })
    expect(only(watching(willNotFit).see(withLoad(t0, need)))).toMatchObject({
      severity: 'warning',
      title: 'qwen3:30b may not fit',
    })
  })

  test('a guess is at most a warning, and none where little is missing', () => {
    const guess = { basis: 'guess' } as const
    const far = needOf(24 * GB, 16 * GB, guess)
    expect(only(watching(willNotFit).see(withLoad(t0, far))).severity).toBe('warning')
    expect(watching(willNotFit).see(withLoad(t0, needOf(17 * GB, 16 * GB, guess)))).toEqual([])
  })
})

describe('what to do', () => {
  test('advises what the load itself would do with less', () => {
    const advice = {
      kind: 'context',
      text: 'take a context of 16384 tokens',
      savesBytes: 4 * GB,
      isEnough: true,
      verdict: 'fits',
      flag: '-c 16384',
      how: { kind: 'flag', text: '-c 16384' },
      costs: null,
    } as const
    const need = needOf(19.2 * GB, 16 * GB, { advice: [advice] })
    expect(only(watching(willNotFit).see(withLoad(t0, need))).advice).toBe(
      'Take a context of 16384 tokens: then it fits.',
    )
  })
})

describe('the words differ by engine', () => {
  const mlx = serverOf('s', { kind: 'mlx-lm', title: 'mlx_lm' })

  test('MLX crawls: a warning, until it would refuse', () => {
    const crawl = only(
      watching(willNotFit).see(
        withLoad(t0, needOf(19.2 * GB, 16 * GB), { rest: { servers: [mlx] } }),
      ),
    )
    expect(crawl.severity).toBe('warning')
    expect(crawl.sentence).toContain('MLX slows to a crawl there, and refuses past 30.4 GB.')
    const refused = only(
      watching(willNotFit).see(
        withLoad(t0, needOf(26 * GB, 16 * GB), { rest: { servers: [mlx] } }),
      ),
    )
    expect(refused.severity).toBe('imminent')
    expect(refused.sentence).toContain('macOS may panic.')
  })

  test('in RAM it is swap that takes it, where there is room for that', () => {
    const inRam = needOf(30 * GB, 24 * GB, {
      needBytes: 20 * GB,
      deciding: { line: 'ram', needBytes: 30 * GB, roomBytes: 24 * GB },
    })
    const swap = known(t0, {
      totalBytes: 8 * GB,
      usedBytes: 0,
      freeBytes: 8 * GB,
      inBytesPerSecond: 0,
      outBytesPerSecond: 0,
    })
    const swapped = only(watching(willNotFit).see(withLoad(t0, inRam, { rest: { swap } })))
    expect(swapped).toMatchObject({ severity: 'warning', figures: { lineBytes: 32 * GB } })
    expect(swapped.sentence).toContain('in RAM')
    const beyond = needOf(30 * GB, 24 * GB, { ...inRam, needBytes: 23 * GB })
    const refused = only(watching(willNotFit).see(withLoad(t0, beyond, { rest: { swap } })))
    expect(refused.severity).toBe('imminent')
    expect(refused.sentence).toContain('The load is likely to fail.')
    const killed = only(watching(willNotFit).see(withLoad(t0, inRam)))
    expect(killed.severity).toBe('imminent')
    expect(killed.sentence).toContain('likely to be killed')
  })
})

describe('it clears', () => {
  test('at once when the load has ended, whichever way', () => {
    for (const stage of ['loaded', 'failed'] as const) {
      const watch = watching(willNotFit)
      expect(watch.see(withLoad(t0, needOf(19 * GB, 16 * GB)))).toHaveLength(1)
      const ended = { load: { stage, endedAtMs: t0 + 1_000 } }
      expect(watch.see(withLoad(t0 + 1_000, needOf(19 * GB, 16 * GB), ended))).toEqual([])
    }
  })

  test('a room that breathes about the edge makes one episode', () => {
    const watch = watching(willNotFit)
    const seen = Array.from({ length: 60 }, (_, index) => {
      const roomBytes = (16 + ([0, 0.4, 0.9, -0.3][index % 4] ?? 0)) * GB
      return watch.see(withLoad(t0 + index * 1_000, needOf(16.2 * GB, roomBytes)))
    })
    expect(seen.every((alerts) => alerts.length === 1)).toBe(true)
    expect(new Set(seen.flat().map(({ id }) => id)).size).toBe(1)
  })

  test('not where it just fits now: what is left may go again', () => {
    const after = (roomBytes: number) => {
      const watch = watching(willNotFit)
      watch.see(withLoad(t0, needOf(16 * GB, 15 * GB)))
      return Array.from({ length: 30 }, (_, index) =>
        watch.see(withLoad(t0 + index * 1_000, needOf(16 * GB, roomBytes))),
      ).at(-1)
    }
    expect(after(16.6 * GB)).toMatchObject([
      {
        severity: 'warning',
        title: 'qwen3:30b may not fit',
        sentence:
          "It needs about 16.0 GB, and there is room for 16.6 GB within Metal's limit of 22.0 GB: it just fits now.",
      },
    ])
    expect(after(17 * GB)).toEqual([])
  })

  test('after a while where there is room now', () => {
    const watch = watching(willNotFit)
    watch.see(withLoad(t0, needOf(19 * GB, 16 * GB)))
    expect(watch.see(withLoad(t0 + 1_000, needOf(19 * GB, 22 * GB)))).toMatchObject([
      { isClearing: true },
    ])
    expect(watch.see(withLoad(t0 + 11_000, needOf(19 * GB, 22 * GB)))).toEqual([])
  })

  test('is stale where the room is not known any more', () => {
    const watch = watching(willNotFit)
    watch.see(withLoad(t0, needOf(19 * GB, 16 * GB)))
    const lost = { rest: { room: { kind: 'failed', reason: 'x', state: 'unknown' } as const } }
    expect(watch.see(withLoad(t0 + 1_000, needOf(19 * GB, 16 * GB), lost))).toMatchObject([
      { isStale: true },
    ])
  })
})

describe('a server that lets another model go for it', () => {
  const load = { startedAtMs: t0 }
  const old = (atMs: number) => modelOf('old', 9 * GB, { atMs, state: 'idle', idleSinceMs: t0 - 1 })

  test('nothing is told while the old one may be gone already', () => {
    const watch = watching(willNotFit)
    const before = { load, rest: { models: [old(t0 - 2_000)] } }
    const seen = Array.from({ length: 20 }, (_, index) =>
      watch.see(withLoad(t0 + index * 1_000, needOf(19 * GB, 16 * GB), before)),
    )
    expect(seen.flat()).toEqual([])
  })

  test('it is told where the old one is still there after it has been asked again', () => {
    const watch = watching(willNotFit)
    const seen = [1, 3, 5].map((seconds) => {
      const atMs = t0 + seconds * 1_000
      const still = { load, rest: { models: [old(atMs)] } }
      return watch.see(withLoad(atMs, needOf(19 * GB, 16 * GB), still)).length
    })
    expect(seen).toEqual([0, 0, 1])
  })

  test('it is told at once where even without the old one too much is missing', () => {
    const watch = watching(willNotFit)
    const before = { load, rest: { models: [old(t0 - 2_000)] } }
    watch.see(withLoad(t0, needOf(29 * GB, 16 * GB), before))
    expect(watch.see(withLoad(t0 + 4_000, needOf(29 * GB, 16 * GB), before))).toHaveLength(1)
  })
})

const notice = (needBytes: number, rest: Partial<LogNotice> = {}): LogNotice => ({
  id: 'n',
  serverId: serverId('s'),
  model: 'qwen3:30b',
  figures: { kind: 'needed', needBytes, haveBytes: 16 * GB, line: 'gpu' },
  place: {
    path: 'server.log',
    lineNumber: 3,
    line: 'x',
  },
  atMs: t0,
  ...rest,
})

describe("a log's own figures", () => {
  test('tell of a load that nothing else tells of', () => {
    const snapshot = macAt(t0, { servers: [server], notices: [notice(19.2 * GB)] })
    expect(only(watching(willNotFit).see(snapshot))).toMatchObject({
      severity: 'warning',
      title: 'qwen3:30b may not fit',
      sentence:
        'Its log says that it needs 19.2 GB on the GPU, and that there are 16.0 GB: 3.2 GB too much. It is likely to fail.',
    })
  })

  test('are silent where the load is known by itself', () => {
    const loads = [loadOf('qwen3:30b', needOf(15 * GB, 16 * GB))]
    const snapshot = macAt(t0, { servers: [server], loads, notices: [notice(19.2 * GB)] })
    expect(watching(willNotFit).see(snapshot)).toEqual([])
  })

  test('and the load itself, seen a moment later, are one alert', () => {
    const watch = watching(willNotFit)
    const at = (atMs: number, rest: Partial<Snapshot>) =>
      watch.see(macAt(atMs, { servers: [server], notices: [notice(19.2 * GB)], ...rest }))
    const [told] = at(t0, {})
    const loads = [loadOf('qwen3:30b', needOf(19 * GB, 16 * GB))]
    const seen = [1, 2, 3].map((seconds) => at(t0 + seconds * 1_000, { loads }))
    expect(seen.flat().map(({ id }) => id)).toEqual([told?.id, told?.id, told?.id])
    expect(seen.at(-1)).toMatchObject([{ severity: 'imminent', about: { loadId: 'qwen3:30b' } }])
    const both = [...loads, loadOf('other', needOf(18 * GB, 16 * GB))]
    expect(new Set(at(t0 + 3_500, { loads: both }).map(({ id }) => id)).size).toBe(2)
    const ended = both.map((load) => ({ ...load, stage: 'failed' as const }))
    expect(at(t0 + 4_000, { loads: ended })).toEqual([])
  })

  test('do not call a model by the name of its blob', () => {
    const model = `/home/u/.ollama/models/blobs/sha256-${'0af3'.repeat(16)}`
    const notices = [notice(19.2 * GB, { model })]
    expect(only(watching(willNotFit).see(macAt(t0, { servers: [server], notices }))).title).toBe(
      'A model may not fit',
    )
  })

  test('that only just fit are no alert', () => {
    for (const needBytes of [15 * GB, 16 * GB]) {
      const snapshot = macAt(t0, { servers: [server], notices: [notice(needBytes)] })
      expect(watching(willNotFit).see(snapshot)).toEqual([])
    }
  })

  test('have the end that their engine has there', () => {
    const mlx = { servers: [serverOf('s', { kind: 'mlx-lm' })] }
    const onGpu = macAt(t0, { ...mlx, notices: [notice(19.2 * GB)] })
    expect(only(watching(willNotFit).see(onGpu)).sentence).toBe(
      'Its log says that it needs 19.2 GB on the GPU, and that there are 16.0 GB: 3.2 GB too much. MLX slows to a crawl there, and refuses past 30.4 GB.',
    )
    const figures = { kind: 'needed', needBytes: 33 * GB, haveBytes: 20 * GB, line: 'ram' } as const
    const inRam = macAt(t0, { ...mlx, notices: [notice(0, { figures })] })
    expect(only(watching(willNotFit).see(inRam)).sentence).toContain('It is likely to fail.')
  })
})
