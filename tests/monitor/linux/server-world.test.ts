import { describe, expect, test } from 'vitest'
import { createLinuxSources } from '../../../src/main/monitor/linux/sources.ts'
import { linuxServerWorld } from '../../../src/main/monitor/linux/server-world.ts'
import { pid } from '../../../src/shared/ids.ts'
import { createFakeHost } from '../../fake-host.ts'
import { setProcesses } from '../../proc.ts'
import { askerOf } from '../../world.ts'
import { linuxWorld } from '../linux-world.ts'

const atMs = 1_795_200_000_000

/** A Linux machine with an Ollama, whose sources have answered. */
async function serverWorld() {
  const world = linuxWorld()
  setProcesses(world, [
    { pid: 1, name: 'init', parentPid: 0 },
    {
      pid: 77,
      name: 'ollama',
      startTicks: 500,
      residentPages: 1_000,
      argv: ['/usr/bin/ollama', 'serve'],
      pssKib: 3_000,
    },
    {
      pid: 78,
      name: 'llama-server',
      parentPid: 77,
      executable: null,
      argv: ['llama-server', '-m'],
    },
  ])
  world.set('file /proc/77/status', 'Name:\tollama\nVmRSS:\t   5000 kB\n')
  world.set('link /proc/77/cwd', '/srv/models')
  const fake = createFakeHost(world)
  const sources = createLinuxSources('linux')
  for (const source of Object.values(sources)) {
    void source.ask(fake.host, atMs, { isLooked: true, isOnBattery: false })
  }
  await fake.advance(1_000)
  return { servers: linuxServerWorld(sources), asker: askerOf(world, atMs) }
}

describe('what Linux tells of servers', () => {
  test('is their command line, their parent and their start', async () => {
    const { servers, asker } = await serverWorld()
    const processes = (await servers.processes(asker)) ?? []
    expect(processes.find((one) => one.pid === 77)).toMatchObject({
      parentPid: 1,
      executable: '/usr/bin/ollama',
      argv: ['/usr/bin/ollama', 'serve'],
      startedAtMs: 1_795_100_000_000 + 5_000,
      user: null,
    })
    expect(processes.find((one) => one.pid === 78)).toMatchObject({
      parentPid: 77,
      executable: null,
    })
    expect(processes.find((one) => one.pid === 1)?.parentPid).toBeNull()
  })

  test('is their folder, and their memory by what is resident or shared in part', async () => {
    const { servers, asker } = await serverWorld()
    expect(await servers.folderOf(asker, pid(77))).toBe('/srv/models')
    expect(await servers.folderOf(asker, pid(1))).toBeNull()
    const memoryOf = servers.memoryAt(atMs)
    expect(memoryOf(pid(77))?.bytes).toBeGreaterThan(0)
    expect(memoryOf(pid(999))).toBeNull()
  })

  test('is measured anew, and one that has ended has nothing', async () => {
    const { servers, asker } = await serverWorld()
    const measured = await servers.measure(asker, [pid(77), pid(999)])
    expect(measured).toEqual([{ bytes: 3_000 * 1024, kind: 'pss' }])
  })

  test('is nothing before the processes are listed', async () => {
    const servers = linuxServerWorld(createLinuxSources('linux'))
    expect(await servers.processes(askerOf(new Map(), atMs))).toBeNull()
    expect(servers.memoryAt(atMs)(pid(77))).toBeNull()
  })
})
