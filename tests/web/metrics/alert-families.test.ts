import { expect, test } from 'vitest'
import { ruleIds, severities, type Alert } from '../../../src/shared/alert.ts'
import type { Forecast } from '../../../src/shared/forecast.ts'
import { hog, willNotFit } from '../../shared/alerted.ts'
import { five, refused } from '../../shared/found.ts'
import { gemma, llamaServer, ollama, qwen } from '../../shared/loaded.ts'
import { linesOf } from './scraped.ts'

const seriesCount = ruleIds.length * severities.length

test('every rule has a series from the first scrape on: 1 where an alert of it stands', async () => {
  const lines = await linesOf(/alert_/, { alerts: [willNotFit, hog, { ...hog, isClearing: true }] })
  expect(lines).toHaveLength(seriesCount)
  expect(lines.filter((line) => !line.endsWith(' 0'))).toEqual([
    'headroom_alert_active{rule="memory-hog",severity="warning"} 1',
    'headroom_alert_active{rule="will-not-fit",severity="imminent"} 1',
  ])
  const none = await linesOf(/alert_/, { alerts: [] })
  expect(none.filter((line) => line.endsWith(' 0'))).toHaveLength(seriesCount)
})

test('an alert whose source has gone silent is neither 0 nor 1', async () => {
  const lines = await linesOf(/alert_/, { alerts: [{ ...hog, isStale: true }] })
  expect(lines).toHaveLength(seriesCount - 1)
  expect(lines.filter((line) => line.includes('memory-hog'))).toEqual([
    'headroom_alert_active{rule="memory-hog",severity="imminent"} 0',
    'headroom_alert_active{rule="memory-hog",severity="notice"} 0',
  ])
})

test('an alert that is snoozed stands, and says that it is silenced: not where another of its rule is not', async () => {
  const snoozed: Alert = { ...hog, snoozed: { span: 'run', untilMs: null } }
  const standing = async (alerts: readonly Alert[]): Promise<readonly string[]> =>
    (await linesOf(/alert_/, { alerts })).filter((line) => line.endsWith(' 1'))
  expect(await standing([snoozed])).toEqual([
    'headroom_alert_active{rule="memory-hog",severity="warning"} 1',
    'headroom_alert_snoozed{rule="memory-hog",severity="warning"} 1',
  ])
  expect(await standing([snoozed, hog])).toEqual([
    'headroom_alert_active{rule="memory-hog",severity="warning"} 1',
  ])
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

test('what is left is told in seconds and tokens, and nothing where it is not known', async () => {
  const loaded = { models: [gemma, qwen], servers: [ollama, llamaServer] }
  const left = /_left$/
  expect(await linesOf(left, { ...loaded, forecast: { ...forecast, ...ok } })).toEqual([
    'headroom_model_tokens_left{server="Ollama",port="11434",model="gemma3:27b",ends="context"} 6058',
    'headroom_seconds_left 40.5',
  ])
  const noEnd = { ...forecast, ...ok, runsOut: null, models: [] }
  expect(await linesOf(left, { ...loaded, forecast: noEnd })).toEqual([])
  const old = { ...forecast, ...ok, isStale: true }
  expect(await linesOf(left, { ...loaded, forecast: old })).toEqual([])
})

test('findings are counted by class, and have no series where nothing was found', async () => {
  expect(await linesOf(/findings/, { findings: five })).toEqual([
    'headroom_findings{class="context-full"} 1',
    'headroom_findings{class="gpu-flat"} 1',
    'headroom_findings{class="killed-by-system"} 1',
    'headroom_findings{class="metal-alloc-failed"} 2',
  ])
  expect(await linesOf(/findings/, { findings: [refused] })).toHaveLength(1)
  expect(await linesOf(/findings/, { findings: [] })).toEqual([])
})
