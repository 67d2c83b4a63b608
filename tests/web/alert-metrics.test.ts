import { expect, test } from 'vitest'
import { createMetrics } from '../../src/main/web/metrics.ts'
import type { Alert } from '../../src/shared/alert.ts'
import type { Forecast } from '../../src/shared/forecast.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { hog, willNotFit } from '../shared/alerted.ts'
import { gemma, llamaServer, ollama, qwen } from '../shared/loaded.ts'
import { nothingKnown } from './fake-core.ts'

const ofAlerts = async (snapshot: Partial<Snapshot>): Promise<readonly string[]> => {
  const text = await createMetrics().text({ ...nothingKnown, ...snapshot })
  return text
    .split('\n')
    .filter((line) => /^headroom_(alerts|room_runs_out|model_tokens_left)/.test(line))
}

test('alerts are counted by rule and severity, those that are not of now apart', async () => {
  const snoozed: Alert = { ...hog, snoozed: { span: 'run', untilMs: null } }
  const alerts = [willNotFit, hog, hog, snoozed, { ...hog, isStale: true }]
  expect(await ofAlerts({ alerts: [...alerts, { ...hog, isClearing: true }] })).toEqual([
    'headroom_alerts{rule="will-not-fit",severity="imminent",state="now"} 1',
    'headroom_alerts{rule="memory-hog",severity="warning",state="now"} 2',
    'headroom_alerts{rule="memory-hog",severity="warning",state="snoozed"} 1',
    'headroom_alerts{rule="memory-hog",severity="warning",state="stale"} 1',
    'headroom_alerts{rule="memory-hog",severity="warning",state="clearing"} 1',
  ])
  expect(await ofAlerts({ alerts: [] })).toEqual([])
})

const ok = { kind: 'ok', atMs: 1, isStale: false } as const
const modelForecast = { msLeft: null, bytesPerToken: null, mayGrow: null }
const forecast: Forecast = {
  runsOut: {
    line: 'gpu',
    lineBytes: 22e9,
    roomBytes: 4e9,
    bytesPerSecond: 1e8,
    msLeft: 40_500,
    lowMsLeft: 30_000,
    highMsLeft: 50_000,
    by: 'trend',
    sureness: 'sure',
    toComeBytes: null,
    grower: null,
  },
  models: [
    { ...modelForecast, modelId: gemma.id, endsWith: 'context', tokensLeft: 6_058 },
    { ...modelForecast, modelId: qwen.id, endsWith: 'memory', tokensLeft: null },
  ],
  swapGrowth: null,
}
const loaded = { models: [gemma, qwen], servers: [ollama, llamaServer] }

test('what is left is told in seconds and tokens, and nothing where it is not known', async () => {
  expect(await ofAlerts({ ...loaded, forecast: { ...forecast, ...ok } })).toEqual([
    'headroom_room_runs_out_seconds 40.5',
    'headroom_model_tokens_left{model="gemma3:27b",server="Ollama",port="11434",ends="context"} 6058',
  ])
  const noEnd = { ...forecast, ...ok, runsOut: null, models: [] }
  expect(await ofAlerts({ ...loaded, forecast: noEnd })).toEqual([])
  expect(await ofAlerts({ ...loaded, forecast: { ...forecast, ...ok, isStale: true } })).toEqual([])
  expect(await ofAlerts({ forecast: { kind: 'waiting', reason: 'not yet' } })).toEqual([])
})
