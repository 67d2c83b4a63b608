import { describe, expect, test } from 'vitest'
import { createJudge } from '../../src/main/core/judge-snapshots.ts'
import { createReliefDesk } from '../../src/main/core/relief-desk.ts'
import type { Judgement } from '../../src/main/monitor/judge.ts'
import { appId, modelId, serverId } from '../../src/shared/ids.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import {
  appOf,
  GB,
  known,
  loadOf,
  macAt,
  modelOf,
  needOf,
  nothingToCome,
  serverOf,
  t0,
} from '../alerts/moments.ts'
import { answering, withRoom } from '../alerts/of-sources.ts'

const servers = [serverOf('s'), serverOf('own', { kind: 'mlx-lm', title: 'mlx-lm' })]
const idle = (name: string, bytes: number, rest: Partial<Model> = {}): Model =>
  modelOf(name, bytes, { id: modelId(name), state: 'idle', idleSinceMs: t0 - 7.2e6, ...rest })

/** The biggest that idles is not the one that is needed. */
const models = [idle('big', 12 * GB), idle('small', 4.1 * GB, { idleSinceMs: t0 - 7.3e6 })]
const runsOut = {
  line: 'gpu',
  lineBytes: 22 * GB,
  roomBytes: 1 * GB,
  bytesPerSecond: 0.05 * GB,
  msLeft: 20_000,
  lowMsLeft: 18_000,
  highMsLeft: 22_000,
  by: 'known',
  sureness: 'sure',
  toComeBytes: 5 * GB,
  grower: null,
} as const

function judged(
  rest: Partial<Snapshot>,
  never: readonly string[] = [],
  gpuInUseBytes = 21 * GB,
): Judgement {
  const mac = macAt(t0, { servers, models, ...rest }, { gpuInUseBytes })
  const judge = createJudge(undefined, () => never)
  return judge(withRoom(mac, { state: 'tight', stateCause: 'room' }), true)
}
const advices = ({ alerts }: Judgement): Readonly<Record<string, string | null>> =>
  Object.fromEntries(alerts.map(({ rule, advice }) => [rule, advice]))
const firstOf = ({ suggestion }: Judgement): string | undefined => suggestion?.relief.steps[0]?.name

describe('what is said at once names the same first step', () => {
  test('for a load, beside what else would make it fit', () => {
    const need = needOf(19.2 * GB, 16 * GB, {
      advice: [
        {
          kind: 'context',
          text: 'take a context of 8192 tokens',
          savesBytes: 4 * GB,
          isEnough: true,
          verdict: 'fits',
          flag: '-c 8192',
          costs: null,
          how: { kind: 'flag', text: '-c 8192' },
        },
      ],
    })
    const loads = [loadOf('qwen3', need, { serverId: serverId('own') })]
    const both = judged({ loads })
    expect(both.suggestion?.cause.kind).toBe('load')
    expect(firstOf(both)).toBe('small')
    expect(advices(both)).toMatchObject({
      'will-not-fit': 'Unload small (4.1 GB, idle 2 h 1 min).',
      'idle-model': 'Unload small.',
    })
    // with nothing to let go its own advice stands
    expect(advices(judged({ loads, models: [] }))['will-not-fit']).toBe(
      'Take a context of 8192 tokens: then it fits.',
    )
  })

  test('for a room that ends soon and idle models', () => {
    const forecast = known(t0, { ...nothingToCome, runsOut })
    const both = judged({ forecast })
    expect(firstOf(both)).toBe('small')
    expect(advices(both)).toMatchObject({
      'running-out': 'Unload small (4.1 GB, idle 2 h 1 min).',
      'idle-model': 'Unload small.',
    })
    expect(both.alerts.filter(({ rule }) => rule === 'idle-model')).toHaveLength(1)
    // of nothing that is suggested the biggest is named
    const easy = createJudge(undefined)(macAt(t0, { servers, models, forecast }), true)
    expect(easy.suggestion).toBeNull()
    expect(advices(easy)['running-out']).toBe('Unload big (12.0 GB, idle 2 h).')
  })

  test('for an app that takes the GPU’s time', () => {
    const busy = modelOf('gemma3', 4 * GB, { state: 'generating' })
    const apps = [appOf('Blender', 1 * GB, { gpuRatio: 0.7 })]
    const sources = answering('gpu-clients')
    const both = createJudge(undefined)(macAt(t0, { servers, models: [busy], apps, sources }), true)
    expect(firstOf(both)).toBe('Blender')
    expect(advices(both)['gpu-hog']).toBe('Pause or quit Blender until the answer is there.')
  })
})

const slack = appOf('Slack', 9 * GB, { gpuRatio: 0.8 })

/** Slack grows and takes the GPU, two models idle, and a load does not fit. */
function everythingAtOnce(): Partial<Snapshot> {
  const grower = {
    kind: 'app',
    appId: appId('Slack'),
    name: 'Slack',
    bytesPerSecond: 0.05 * GB,
  } as const
  const advice = {
    kind: 'unload',
    text: 'unload small (4.1 GB, idle 2 h)',
    savesBytes: 4 * GB,
    isEnough: true,
    verdict: 'fits',
    flag: 'headroom unload small',
    costs: null,
    how: { kind: 'command', text: 'headroom unload small' },
  } as const
  const own = serverId('own')
  return {
    apps: [slack],
    models: [...models, modelOf('gemma3', 1 * GB, { state: 'generating', serverId: own })],
    sources: answering('processes', 'gpu-clients'),
    loads: [loadOf('qwen3', needOf(19.2 * GB, 16 * GB, { advice: [advice] }), { serverId: own })],
    forecast: known(t0, {
      ...nothingToCome,
      runsOut: { ...runsOut, line: 'ram' as const, grower },
    }),
  }
}

describe('what the user never wants to be suggested', () => {
  const said = (judgement: Judgement): string =>
    judgement.alerts.map(({ advice }) => advice ?? '').join('\n')

  test('is in no suggestion and no advice, while what it does is told', () => {
    const kept = judged(everythingAtOnce(), ['slack', 'SMALL', 'big'])
    expect(kept.suggestion).toBeNull()
    expect(said(kept)).not.toMatch(/slack|small|big/i)
    const titles = kept.alerts.map(({ title }) => title)
    expect(titles).toContain('Slack takes much of the GPU’s time')
    expect(kept.alerts.map(({ rule }) => rule)).not.toContain('idle-model')
    // without a list they are
    expect(said(judged(everythingAtOnce()))).toMatch(/Slack/)
    expect(said(judged(everythingAtOnce()))).toMatch(/small/)
  })

  test('is told of where it holds much of the memory, without a word of quitting it', () => {
    const mac = macAt(t0, {
      apps: [{ ...slack, memoryBytes: 20 * GB }],
      sources: answering('processes'),
    })
    const short = withRoom(mac, { state: 'full', stateCause: 'swapping' })
    const advicesOf = (never: readonly string[]) =>
      advices(createJudge(undefined, () => never)(short, true))
    expect(advicesOf([])['memory-hog']).toMatch(/quit/)
    expect(advicesOf(['Slack'])).toMatchObject({ 'memory-hog': null })
  })

  test('is in no answer of `relief`', async () => {
    const snapshot = macAt(t0, { servers, models, apps: [slack] }, { gpuInUseBytes: 21 * GB })
    const namesOf = async (list: readonly string[]) => {
      const desk = createReliefDesk(() => Promise.resolve(snapshot), { never: () => list })
      const { steps, candidates } = await desk.relief({ kind: 'room', needBytes: 4 * GB })
      return [steps.map(({ name }) => name), candidates.map(({ name }) => name)]
    }
    expect(await namesOf([])).toEqual([['small'], ['big', 'small', 'Slack']])
    expect(await namesOf(['small', 'Slack'])).toEqual([['big'], ['big']])
  })
})
