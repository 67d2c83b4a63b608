import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Host } from '../../../src/main/host/host.ts'
import { createListed } from '../../../src/main/monitor/linux/listed.ts'
import { createLinuxSources } from '../../../src/main/monitor/linux/sources.ts'
import { pid, type Pid } from '../../../src/shared/ids.ts'
import { createFakeHost } from '../../fake-host.ts'
import { localHost } from '../../host/local-host.ts'
import { setProcesses } from '../../proc.ts'
import { startChild, tempFolder } from '../../processes.ts'
import { linuxWorld } from '../linux-world.ts'

const attention = { isLooked: true, isOnBattery: false }

/** What the sources of Linux have listed at this moment, by the process. */
async function listing(host: Host) {
  const sources = createLinuxSources('linux')
  const atMs = host.clock.nowMs()
  await sources.bootTime.ask(host, atMs, attention)
  await sources.processes.ask(host, atMs, attention)
  const pids = sources.processes.goodAt(atMs)?.value.map(({ pid: id }) => id) ?? []
  return { pids, listed: createListed(sources, host.clock) }
}

/** A copy of a program, whose file can be deleted while it runs. */
async function startDeleted(): Promise<Pid> {
  const file = join(tempFolder(), 'sleeper')
  copyFileSync('/bin/sleep', file)
  const child = startChild([file, '1000'])
  const host = localHost()
  await expect.poll(async () => (await host.identify(child.pid)).kind).toBe('ok')
  await expect
    .poll(async () => {
      const found = await host.identify(child.pid)
      return found.kind === 'ok' ? found.value.executable : null
    })
    .toBe(file)
  rmSync(file)
  return child.pid
}

describe.runIf(process.platform === 'linux')('a process is listed as Host identifies it', () => {
  test('each of this machine that still runs, one whose file was deleted among them', async () => {
    const deleted = await startDeleted()
    const host = localHost()
    const { pids, listed } = await listing(host)
    const compared: Pid[] = []
    for (const id of pids) {
      const found = await host.identify(id)
      const [before, after] = [listed(id), await host.identify(id)]
      // it has ended, or become another program, while this looked
      if (found.kind !== 'ok' || after.kind !== 'ok') continue
      if (found.value.executable !== after.value.executable) continue
      const { startedAt, executable, parentPid } = found.value
      expect(before).toMatchObject({ pid: id, startedAt, executable, parentPid })
      compared.push(id)
    }
    expect(compared).toContain(deleted)
    expect(compared).toContain(process.pid)
  })
})

describe('a process is listed', () => {
  const listedIn = async (executable: string | null) => {
    const world = linuxWorld()
    setProcesses(world, [{ pid: 77, name: 'ssh-agent', parentPid: 1, startTicks: 200, executable }])
    const { host } = createFakeHost(world)
    return (await listing(host)).listed
  }

  test('by its short name where it hides its file, as Host has it then', async () => {
    expect((await listedIn(null))(pid(77))).toEqual({
      pid: 77,
      startedAt: '200',
      executable: '(ssh-agent)',
      parentPid: 1,
      startedAtMs: 1_795_100_002_000,
    })
  })

  test('only where it was in the list', async () => {
    expect((await listedIn('/usr/bin/ssh-agent'))(pid(78))).toBeNull()
  })
})
