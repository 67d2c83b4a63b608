import { describe, expect, test } from 'vitest'
import { families } from '../../../src/main/web/metrics/metrics.ts'
import { askServer } from '../../http-server.ts'
import { five } from '../../shared/found.ts'
import { createFakeCore, muchKnown, nothingKnown } from '../fake-core.ts'
import { bearer, startWeb } from '../web-server.ts'
import { parseExposition, sampleLines } from './exposition.ts'
import { linesOf, scrapedText } from './scraped.ts'

const scrape = async (port: number): Promise<readonly string[]> => {
  const answer = await askServer(port, { path: '/metrics', headers: bearer })
  expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  return sampleLines(answer.body)
}
/** What is told of any machine: who answers, since when, and that no alert stands. */
const always = /^(headroom_(build_info|snapshot_timestamp_seconds|alert_active)|process_)/
const ofMachine = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => !always.test(line))

describe('the metrics', () => {
  test('have no series for what is not known: never a 0', async () => {
    const core = createFakeCore({ ...nothingKnown, mode: 'replay' })
    expect(ofMachine(await scrape(await startWeb(core)))).toEqual([])
  })

  test('hold what is known, a 0 that is one among it', async () => {
    const lines = ofMachine(sampleLines(await scrapedText(muchKnown)))
    expect(lines.filter((line) => !line.startsWith('headroom_app'))).toEqual([
      'headroom_room_bytes 50',
      'headroom_ram_room_bytes 60',
      'headroom_gpu_room_bytes 50',
      'headroom_state{state="full"} 0',
      'headroom_state{state="plenty"} 1',
      'headroom_state{state="tight"} 0',
      'headroom_limit_bytes{kind="gpu"} 80',
      'headroom_limit_bytes{kind="ram"} 100',
      'headroom_limit_info{source="nvidia-smi",estimated="false"} 1',
      'headroom_memory_available_bytes 60',
      'headroom_gpu_in_use_bytes 30',
      'headroom_gpu_in_use_now_bytes 30',
      'headroom_gpu_beyond_limit_bytes 0',
      'headroom_swap_used_bytes 0',
      'headroom_own_resident_bytes 5',
      'headroom_source_up{source="gpu"} 0',
      'headroom_source_up{source="memory"} 1',
    ])
  })

  test('forget what is no longer known', async () => {
    const core = createFakeCore(muchKnown)
    const port = await startWeb(core)
    const now = (): Promise<readonly string[]> => scrape(port).then(ofMachine)
    core.push({ ...muchKnown, mode: 'replay' })
    expect(await now()).toContain('headroom_room_bytes 50')
    core.push({ ...nothingKnown, mode: 'replay' })
    expect(await now()).toEqual([])
  })

  test('are those of the process that answers, under the names that Prometheus has for them', async () => {
    expect(await linesOf(/^(process|headroom_build)/, {})).toEqual([
      'headroom_build_info{version="1.2.3",mode="live"} 1',
      'process_cpu_seconds_total 4.5',
      'process_resident_memory_bytes 67000000',
      'process_start_time_seconds 1.5',
    ])
    const { types } = parseExposition(await scrapedText(muchKnown))
    const others = [...types].filter(([, type]) => type !== 'gauge')
    expect(others).toEqual([['process_cpu_seconds_total', 'counter']])
  })
})

describe('a Snapshot of long ago', () => {
  const told = { ...muchKnown, atMs: 1_000_000, findings: five }
  const namesAt = async (nowMs: number): Promise<ReadonlySet<string>> => {
    const { samples } = parseExposition(await scrapedText(told, { nowMs }))
    return new Set(samples.map(({ name }) => name))
  }

  test('says no more than that it is old, and who answers', async () => {
    expect([...(await namesAt(1_120_001))]).toEqual([
      'headroom_build_info',
      'headroom_snapshot_timestamp_seconds',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'process_start_time_seconds',
    ])
    expect(await namesAt(1_120_000)).toContain('headroom_room_bytes')
  })

  test('is as good as any in a replay, whose time is that of its recording', async () => {
    const text = await scrapedText({ ...told, mode: 'replay' }, { nowMs: 9e12 })
    expect(sampleLines(text)).toContain('headroom_room_bytes 50')
    expect(sampleLines(text)).toContain('headroom_snapshot_timestamp_seconds 1000')
  })
})

describe('what Headroom says of itself', () => {
  test('is which sources answer; one that has gone silent does not, and of one that is not there nothing is told', async () => {
    const [memory, ...others] = muchKnown.sources
    if (memory === undefined) throw new Error('no source')
    const sources = [{ ...memory, isStale: true }, ...others]
    expect(await linesOf(/source_up/, { sources })).toEqual([
      'headroom_source_up{source="gpu"} 0',
      'headroom_source_up{source="memory"} 0',
    ])
  })

  test('is how late its ticks come, and nothing of it in a replay', async () => {
    const lateTicks = { tickCount: 60, lateCount: 3, mostLateMs: 4_500 }
    expect(await linesOf(/own_/, {}, { lateTicks })).toEqual([
      'headroom_own_late_ticks 3',
      'headroom_own_tick_delay_seconds 4.5',
    ])
    expect(await linesOf(/own_/, {})).toEqual([])
  })
})

test('every family has a name and a help of its own, a unit where it has one, and a bound', () => {
  expect(new Set(families.map(({ name }) => name)).size).toBe(families.length)
  expect(new Set(families.map(({ help }) => help)).size).toBe(families.length)
  expect(families.filter(({ most }) => !(most > 0 && most <= 64))).toEqual([])
})
