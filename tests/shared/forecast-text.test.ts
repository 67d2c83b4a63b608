import { describe, expect, test } from 'vitest'
import type { Forecast } from '../../src/shared/forecast.ts'
import { shownForecast } from '../../src/shared/forecast-text.ts'
import { appId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { atMs, gemma, qwen } from './loaded.ts'
import { clearing, endingRoom, endingTokens, runningOut, snoozed, stale } from './warned.ts'

const ok = { kind: 'ok', atMs, isStale: false } as const
const saidOf = (forecast: Forecast, rest: Partial<Snapshot> = {}): readonly string[] =>
  shownForecast({ models: [gemma, qwen], alerts: [], ...rest, forecast: { ...ok, ...forecast } })

const room = endingRoom.runsOut
const [tokens] = endingTokens.models
if (room === null || tokens === undefined) throw new Error('no forecast in this test')
const withTokens = (rest: Partial<typeof tokens>): Forecast => ({
  ...endingTokens,
  models: [{ ...tokens, ...rest }],
})

describe('the forecast says', () => {
  test('nothing of what it does not know', () => {
    expect(saidOf({ ...endingRoom, runsOut: null })).toEqual([])
    expect(saidOf(withTokens({ tokensLeft: null }))).toEqual([])
    const alerts = { models: [gemma], alerts: [] }
    expect(shownForecast({ ...alerts, forecast: { kind: 'waiting', reason: 'x' } })).toEqual([])
    expect(shownForecast({ ...alerts, forecast: { ...ok, ...endingRoom, isStale: true } })).toEqual(
      [],
    )
  })

  test('when the room ends, at which pace, and by whom', () => {
    const grower = {
      kind: 'app',
      appId: appId('a'),
      name: 'python\n',
      bytesPerSecond: 9e7,
    } as const
    expect(saidOf({ ...endingRoom, runsOut: { ...room, grower } })).toEqual([
      'runs out in about 40 s at 102 MB/s: python� grows',
    ])
    expect(saidOf({ ...endingRoom, runsOut: { ...room, sureness: 'likely' } })).toEqual([
      'may run out in about 40 s at 102 MB/s',
    ])
    expect(saidOf({ ...endingRoom, runsOut: { ...room, msLeft: 90_000_000 } })).toEqual([])
  })

  test('how many tokens are left of a model that generates, and for how long', () => {
    expect(saidOf(endingTokens)).toEqual(['~96k tokens / 27 min left at this pace'])
    expect(saidOf(withTokens({ msLeft: null }))).toEqual(['~96k tokens left'])
    expect(saidOf(withTokens({ endsWith: 'context', tokensLeft: 6_058 }))).toEqual([
      '~5.9k tokens / 27 min left in its context at this pace',
    ])
    expect(saidOf(withTokens({ modelId: qwen.id }))).toEqual([]) // it is idle
  })
})

describe('of what grows in two places, the forecast says', () => {
  test('whose tokens they are, where two generate', () => {
    const two = { ...endingTokens, models: [tokens, { ...tokens, modelId: qwen.id }] }
    const models = [gemma, { ...qwen, state: 'generating' } as const]
    expect(saidOf(two, { models })).toEqual([
      'gemma3:27b: ~96k tokens / 27 min left at this pace',
      'Qwen3-8B-Q4_K_M.gguf: ~96k tokens / 27 min left at this pace',
    ])
  })

  test('in tokens alone what the room loses to the cache of that model', () => {
    const grower = {
      kind: 'model',
      modelId: gemma.id,
      serverId: gemma.serverId,
      name: gemma.name,
      bytesPerSecond: 9e7,
    } as const
    const both = { ...endingTokens, runsOut: { ...room, grower } }
    expect(saidOf(both)).toEqual(['~96k tokens / 27 min left at this pace'])
    expect(saidOf({ ...endingTokens, runsOut: room })).toHaveLength(2)
  })

  test('nothing that an alert says, as long as that is told', () => {
    const both = { ...endingTokens, runsOut: room }
    expect(saidOf(both, { alerts: [runningOut] })).toEqual([])
    expect(saidOf(both, { alerts: [snoozed(runningOut)] })).toHaveLength(2)
    expect(saidOf(both, { alerts: [stale(runningOut)] })).toHaveLength(2)
    expect(saidOf(both, { alerts: [clearing(runningOut)] })).toHaveLength(2)
    const ofContext = withTokens({ endsWith: 'context' })
    const about = { ...runningOut.about, modelId: gemma.id }
    expect(saidOf(ofContext, { alerts: [{ ...runningOut, rule: 'context', about }] })).toEqual([])
    expect(saidOf(ofContext, { alerts: [runningOut] })).toHaveLength(1)
  })
})
