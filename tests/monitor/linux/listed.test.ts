import { copyFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { askAt } from '../../../src/main/host/ask-at.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { createListed } from '../../../src/main/monitor/linux/listed.ts'
import { createLinuxSources } from '../../../src/main/monitor/linux/sources.ts'
import { createProcessReader } from '../../../src/main/probes/linux/processes.ts'
import { pid, type Pid } from '../../../src/shared/ids.ts'
import { createFakeHost } from '../../fake-host.ts'
import { localHost } from '../../host/local-host.ts'
import { setProcesses } from '../../proc.ts'
import { startChild, tempFolder, until } from '../../processes.ts'
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
  test('each of this machine that stays what it is, one whose file was deleted among them', async () => {
    const deleted = await startDeleted()
    const host = localHost()
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    const before = new Map<Pid, unknown>()
    for (const name of all) before.set(pid(Number(name)), await identityOf(host, pid(Number(name))))
    const { pids, listed } = await listing(host)
    const compared: Pid[] = []
    for (const id of pids) {
      const found = await identityOf(host, id)
      if (found === null || !isDeepStrictEqual(found, before.get(id))) continue
      expect(listed(id)).toMatchObject(found)
      compared.push(id)
    }
    expect(compared).toContain(deleted)
    expect(compared).toContain(process.pid)
  })

  test('also one that has become another program of the same name', async () => {
    const [first, second] = [copyOfShell(), copyOfShell()]
    const loop = 'while :; do sleep 0.05; done'
    const child = startChild([
      first,
      '-c',
      `trap 'exec ${second} -c "${loop}"' USR1; echo up; ${loop}`,
    ])
    await child.printed(/up/)
    const host = localHost()
    const read = createProcessReader()
    const listedAt = async (atMs: number) => {
      const reading = await read(askAt(host, atMs))
      const all = reading.kind === 'ok' ? reading.value : []
      return all.find((one) => one.pid === child.pid)?.executable
    }
    expect(await listedAt(0)).toBe(first)
    expect(await listedAt(3_000)).toBe(first) // and has settled
    child.kill('SIGUSR1')
    await until('the other program', async () => {
      const found = await host.identify(child.pid)
      return found.kind === 'ok' && found.value.executable === second ? true : null
    })
    expect(await listedAt(4_000)).toBe(second)
  })
})

async function identityOf(host: Host, id: Pid) {
  const found = await host.identify(id)
  if (found.kind !== 'ok') return null
  const { startedAt, executable, parentPid } = found.value
  return { pid: id, startedAt, executable, parentPid }
}

function copyOfShell(): string {
  const file = join(tempFolder(), 'same')
  copyFileSync('/bin/bash', file)
  return file
}

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
