import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createChildren } from '../frame/children.ts'
import { startServe, type Serve } from '../frame/serve.ts'
import { headroom, snapshotIn } from '../headroom-program.ts'
import { until } from '../processes.ts'
import { compareScrapes } from './compare-scrapes.ts'
import {
  lacking,
  prometheusWords,
  promtool,
  scraping,
  startPrometheus,
  type OwnPrometheus,
} from './own-prometheus.ts'
import { recordingOf } from './replayed-texts.ts'
import { noteSnapshots, type SeenSnapshots } from './seen-snapshots.ts'

/** A minute. Each scrape has as long as there is to the next one: the machine may be slow. */
const everySeconds = 5
const scrapeCount = 12
const withinMs = 240_000
const metricsToken = 'the-token-of-a-collector'

interface Running {
  readonly prometheus: OwnPrometheus
  readonly loading: Serve
  readonly seen: SeenSnapshots
}

/** The rules as they are shipped, but for how long each waits. */
function hurriedRules(folder: string): string {
  const shipped = new URL('../../resources/prometheus/headroom.rules.yml', import.meta.url)
  const text = readFileSync(fileURLToPath(shipped), 'utf8')
  const file = join(folder, 'headroom.rules.yml')
  writeFileSync(file, text.replaceAll(/^( +for: \d+)m$/gm, '$1s'))
  return file
}

/** A live serve by TLS and two replays, scraped for a minute by a real Prometheus. */
async function runFor(
  folder: string,
  children: ReturnType<typeof createChildren>,
): Promise<Running> {
  const tokenFile = join(folder, 'metrics.token')
  writeFileSync(tokenFile, `${metricsToken}\n`, { mode: 0o600 })
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, '.config') }
  const start = (...args: readonly string[]): Promise<Serve> =>
    startServe(children, { args: ['--metrics-token-file', tokenFile, ...args], env })
  const replay = (name: string): Promise<Serve> =>
    start('--replay', recordingOf(`${name}.jsonl`), '--speed', '4')
  const live = await start('--tls')
  const loading = await replay('mac-m2max-32gb-loading')
  const beyond = await replay('mac-64gb-two-servers')
  const seen = noteSnapshots(loading)
  const targets = Object.entries({ live, loading, beyond }).map(([instance, { port }]) => ({
    instance,
    port,
    isSecure: instance === 'live',
  }))
  const certFile = join(folder, '.config', 'headroom', 'tls', 'certificate.pem')
  const options = { tokenFile, certFile, everySeconds, ruleFiles: [hurriedRules(folder)] }
  const prometheus = await startPrometheus(children, folder, scraping(targets, options))
  const hasScraped = async (): Promise<true | null> => {
    const least = await prometheus.valueOf('min(count_over_time(up[10m]))')
    return least !== null && least >= scrapeCount ? true : null
  }
  await until(`${scrapeCount} scrapes of each`, hasScraped, withinMs)
  await seen.stop()
  return { prometheus, loading, seen }
}

/** The minute that all tests of a group look at; what it started ends with them. */
function useMinute(): () => Promise<Running> {
  const children = createChildren()
  const running = Promise.withResolvers<Running>()
  const folder = join(tmpdir(), `headroom-prometheus-${process.pid}`)
  beforeAll(async () => {
    mkdirSync(folder)
    running.resolve(await runFor(folder, children))
  }, withinMs)
  afterAll(async () => {
    await children.endAll()
    rmSync(folder, { recursive: true, force: true })
  })
  return () => running.promise
}

describe.skipIf(lacking !== null)(`a minute of ${prometheusWords}`, () => {
  const running = useMinute()

  test('finds each of three machines at every scrape, one of them by the certificate that Headroom has made', async () => {
    const { prometheus } = await running()
    const found = await prometheus.query('min_over_time(up{job="headroom"}[10m])')
    const up = found.map(({ labels, samples }) => [labels['instance'], samples[0]?.value])
    expect(Object.fromEntries(up)).toEqual({ live: 1, loading: 1, beyond: 1 })
    const modes = await prometheus.query('headroom_build_info')
    const told = modes.map(({ labels }) => [labels['instance'], labels['mode']])
    expect(Object.fromEntries(told)).toEqual({ live: 'live', loading: 'replay', beyond: 'replay' })
  })

  test('holds what /api/snapshot said at the same tick, each figure to its last digit', async () => {
    const { prometheus, seen } = await running()
    const found = await prometheus.query(
      '{job="headroom", instance="loading", __name__=~"headroom_.*"}[10m]',
    )
    const { scrapeCount: count, comparedCount, wrong } = compareScrapes(found, seen)
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThanOrEqual(scrapeCount)
    expect(comparedCount).toBeGreaterThan(count / 2)
  })

  test('agrees with `status --json` of the same machine on what does not move', async () => {
    const { prometheus } = await running()
    const snapshot = snapshotIn((await headroom('status', '--json')).stdout)
    if (snapshot.memory.kind !== 'ok') throw new Error('the memory of this machine is not told')
    const ram = await prometheus.valueOf('headroom_limit_bytes{instance="live", kind="ram"}')
    expect(ram).toBe(snapshot.memory.totalBytes)
    const gpu = await prometheus.valueOf('headroom_limit_bytes{instance="live", kind="gpu"}')
    expect(gpu).toBe(snapshot.limit.kind === 'ok' ? snapshot.limit.limitBytes : null)
  })

  test('fires the alert that is shipped for what a replayed Mac is alarmed of, and none of a Headroom that is gone', async () => {
    const { prometheus } = await running()
    const fired = await prometheus.query(
      'max_over_time(ALERTS{alertstate="firing", instance="beyond"}[10m])',
    )
    const names = new Set(fired.map(({ labels }) => labels['alertname']))
    expect(names).toContain('HeadroomImminent')
    const imminent = fired.find(({ labels }) => labels['alertname'] === 'HeadroomImminent')
    expect(imminent?.labels).toMatchObject({ rule: 'past-limit', severity: 'critical' })
    const gone = await prometheus.query('ALERTS{alertname=~"HeadroomGone|HeadroomStale"}')
    expect(gone).toEqual([])
  })

  test('reads text in which promtool finds nothing', async () => {
    const { loading } = await running()
    const answer = await fetch(`http://127.0.0.1:${loading.port}/metrics`, {
      headers: { authorization: `Bearer ${metricsToken}` },
    })
    const text = await answer.text()
    expect(await promtool(['check', 'metrics'], text)).toEqual({ isRight: true, said: '' })
  })
})
