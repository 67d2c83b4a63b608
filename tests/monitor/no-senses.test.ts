import { expect, test } from 'vitest'
import { createNoSenses } from '../../src/main/monitor/no-senses.ts'
import { createMonitor } from '../../src/main/monitor/monitor.ts'
import { createFakeHost } from '../fake-host.ts'
import type { World } from '../world.ts'

test('on a platform without sources nothing is guessed, and the reason is told', async () => {
  const facts = {
    distro: 'FreeBSD',
    release: '15',
    kernel: '',
    arch: 'x64',
    manufacturer: 'AMD',
    brand: 'EPYC',
    cores: 8,
  }
  const world: World = new Map([['library systeminformation/machine', JSON.stringify(facts)]])
  const { host, advance } = createFakeHost(world, 'freebsd')
  const snapshot = createMonitor(host, createNoSenses(host.platform)).once(1_000)
  await advance(1_000)
  const unknown = { kind: 'absent', reason: 'Headroom has no sources for freebsd yet' }
  expect(await snapshot).toMatchObject({
    machine: { kind: 'ok', platform: 'freebsd', operatingSystem: 'FreeBSD 15', coreCount: 8 },
    memory: unknown,
    room: { ...unknown, state: 'unknown' },
    gpu: unknown,
    apps: [],
    sources: [{ id: 'machine', kind: 'ok' }],
  })
})
