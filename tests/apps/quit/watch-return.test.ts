import { chmodSync, copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { QuitEnd, QuitTrace } from '../../../src/main/apps/quit/target.ts'
import { askToQuit } from '../../../src/main/apps/quit/quit.ts'
import { watchReturn } from '../../../src/main/apps/quit/watch-return.ts'
import { tempFolder } from '../../processes.ts'
import { pid } from '../../../src/shared/ids.ts'
import { contents, loom, macProcess, macWorld, main } from './mac-world.ts'
import { quitWorld, patientWaits, targetOf } from './quit-world.ts'

const briefly = { withinMs: 1_500, everyMs: 100 }

const tracesOf = (end: QuitEnd): readonly QuitTrace[] => {
  if (end.kind !== 'ended') throw new Error(`it is ${end.kind}`)
  return end.traces
}

/** A script that starts a program anew whenever it ends, as supervisors do. */
function supervisor(): string {
  const path = join(tempFolder(), 'supervise.sh')
  writeFileSync(path, '#!/bin/sh\nwhile :; do "$@"; sleep 0.1; done\n')
  chmodSync(path, 0o755)
  return path
}

describe('what comes back', () => {
  test('is kept alive by whoever has started it anew, by its script and number', async () => {
    const { host, orphans } = quitWorld()
    const path = supervisor()
    const keeper = await orphans.start(['/bin/sh', path, '/bin/sleep', '100101'])
    const id = await orphans.find(['/bin/sleep', '100101'])
    const target = await targetOf(host, [id])
    const traces = tracesOf(await askToQuit(host, target, patientWaits))
    const keptBy = await watchReturn(host, target, host.clock.nowMs(), traces, briefly)
    expect(keptBy).toBe(`supervise.sh (${keeper})`)
  })

  test('is known by its script where an interpreter runs it', async () => {
    const { host, orphans } = quitWorld()
    const path = supervisor()
    const argv = ['/bin/sh', '-c', 'while :; do sleep 0.3; done', 'served']
    const keeper = await orphans.start(['/bin/sh', path, ...argv])
    const id = await orphans.find(argv)
    const target = await targetOf(host, [id])
    const traces = tracesOf(await askToQuit(host, target, patientWaits))
    // meanwhile other scripts of the same shell are started
    await orphans.start(['/bin/sh', '-c', 'while :; do sleep 0.3; done', 'another'])
    const keptBy = await watchReturn(host, target, host.clock.nowMs(), traces, briefly)
    expect(keptBy).toBe(`supervise.sh (${keeper})`)
  })
})

describe('what stays away', () => {
  test('is not confused with another program of the same file, nor with one that ran before', async () => {
    const { host, orphans } = quitWorld()
    const id = await orphans.start(['/bin/sleep', '100103'])
    await orphans.start(['/bin/sleep', '100103']) // the same, but started before
    await new Promise((resolve) => setTimeout(resolve, 100))
    const target = await targetOf(host, [id])
    const traces = tracesOf(await askToQuit(host, target, patientWaits))
    await orphans.start(['/bin/sleep', '100104'])
    expect(await watchReturn(host, target, host.clock.nowMs(), traces, briefly)).toBe(null)
  })

  test('is not an engine that runs with another model by now', async () => {
    const { host, orphans } = quitWorld()
    const engine = join(tempFolder(), 'llama-server')
    copyFileSync('/bin/sleep', engine)
    const id = await orphans.start([engine, '100106', '0.1'])
    const target = await targetOf(host, [id])
    const traces = tracesOf(await askToQuit(host, target, patientWaits))
    await orphans.start([engine, '100106', '0.2'])
    expect(await watchReturn(host, target, host.clock.nowMs(), traces, briefly)).toBe(null)
    await orphans.start([engine, '100106', '0.1'])
    expect(await watchReturn(host, target, host.clock.nowMs(), traces, briefly)).not.toBe(null)
  })

  test('is watched for no longer than ten seconds after its end', async () => {
    const { host, orphans } = quitWorld()
    const id = await orphans.start(['/bin/sleep', '100105'])
    const target = await targetOf(host, [id])
    const traces = tracesOf(await askToQuit(host, target, patientWaits))
    const startedMs = performance.now()
    expect(await watchReturn(host, target, host.clock.nowMs() - 10_000, traces)).toBe(null)
    expect(performance.now() - startedMs).toBeLessThan(900)
  })
})

describe('an app of macOS (its answers composed by us)', () => {
  const askedAtMs = 1_795_199_100_000
  const lately = (executable: string) => ({
    ...macProcess(pid(900), executable),
    startedAt: String(askedAtMs + 1_000),
  })
  const agent = macProcess(pid(820), `${contents}/MacOS/Agent`)
  const target = { ...loom, processes: [...loom.processes, agent] }

  /** Both have ended, and this one is started anew. */
  async function keptBy(executable: string): Promise<string | null> {
    const world = macWorld(
      (_, mac) => (mac.end(main), mac.end(agent.pid), '{"kind":"asked","taken":true}'),
    )
    world.start(agent)
    const { host } = world
    const traces = tracesOf(await world.outcome(askToQuit(host, target)))
    const asked = traces.map((trace) => ({ ...trace, askedAtMs }))
    world.start(lately(executable))
    return watchReturn(host, target, host.clock.nowMs(), asked, { withinMs: 0, everyMs: 1 })
  }

  test('is back when its main program is', async () => {
    expect(await keptBy(`${contents}/MacOS/Loom`)).toBe('launchd')
  })

  test('is not back by an agent of it', async () => {
    expect(await keptBy(`${contents}/MacOS/Agent`)).toBe(null)
  })
})
