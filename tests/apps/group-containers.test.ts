import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pid } from '../../src/shared/ids.ts'
import { groupProcesses } from '../../src/main/apps/group.ts'
import type { RunningProcess } from '../../src/main/apps/running.ts'
import { nobody, running } from './running-process.ts'

const first = '3f2a91c0b7de4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c'
const second = '9'.repeat(64)
const inDocker = (id: string): string => `0::/system.slice/docker-${id}.scope\n`

test('all programs of a container are one app, named by its oldest', () => {
  const cgroup = inDocker(first)
  const processes = [
    running(['/bin/sh', '/entry.sh'], { cgroup, pid: 1, startedAtMs: 10, sessionId: 1 }),
    running(['/usr/bin/python3', '-m', 'vllm'], { cgroup, pid: 2, startedAtMs: 20, sessionId: 2 }),
  ]
  expect(groupProcesses(processes, nobody, 0)).toMatchObject([
    {
      kind: 'container',
      name: 'entry.sh',
      detail: 'Docker container 3f2a91c0b7de',
      memoryBytes: 2_000_000,
      quitSigns: { unaskable: 'stop it with Docker: docker stop 3f2a91c0b7de' },
      processes: [{ name: 'entry.sh' }, { name: 'vllm' }],
    },
  ])
})

test('two containers of one image are two apps', () => {
  const processes = [first, second].map((id, index) =>
    running(['/usr/bin/ollama', 'serve'], { cgroup: inDocker(id), pid: index + 1 }),
  )
  expect(
    groupProcesses(processes, nobody, 0)
      .map(({ detail }) => detail)
      .sort(),
  ).toEqual(['Docker container 3f2a91c0b7de', 'Docker container 999999999999'])
})

test('in a container, the programs beside Headroom are apps of their own', () => {
  const cgroup = inDocker(first)
  const processes = [
    running(['/usr/bin/node', '/opt/headroom.mjs'], { cgroup, pid: 1, residentBytes: 9 }),
    running(['/usr/bin/ollama', 'serve'], { cgroup, pid: 2, residentBytes: 8 }),
    running(['/usr/bin/redis'], { cgroup: inDocker(second), pid: 3, residentBytes: 7 }),
  ]
  const groups = groupProcesses(processes, { ...nobody, pid: pid(1) }, 0)
  expect(groups.map(({ name, kind, detail }) => ({ name, kind, detail }))).toEqual([
    { name: 'Headroom', kind: 'app', detail: null },
    { name: 'ollama', kind: 'app', detail: null },
    { name: 'redis', kind: 'container', detail: 'Docker container 999999999999' },
  ])
})

test('every virtual machine is an app of its own', () => {
  const machine = (id: number, name: string): RunningProcess =>
    running(['/usr/bin/qemu-system-x86_64', '-name', `guest=${name}`], {
      pid: id,
      cgroup: `0::/machine.slice/machine-qemu\\x2d${id}\\x2d${name}.scope/libvirt/emulator\n`,
    })
  const groups = groupProcesses([machine(1, 'builder'), machine(2, 'desktop')], nobody, 0)
  expect(groups.map(({ name, kind, detail }) => ({ name, kind, detail }))).toEqual([
    { name: 'builder', kind: 'virtual-machine', detail: 'virtual machine' },
    { name: 'desktop', kind: 'virtual-machine', detail: 'virtual machine' },
  ])
})

const anyProcess: fc.Arbitrary<RunningProcess> = fc
  .record({
    argv: fc.array(fc.oneof(fc.string(), fc.constantFrom('-m', '-c', '/srv/index.js'))),
    executable: fc.option(fc.constantFrom('/bin/sh', '/usr/bin/node', '/bin/busybox', '/a b')),
    cgroup: fc.constantFrom('', '0::/\n', inDocker(first), inDocker(second)),
    name: fc.string({ maxLength: 15 }),
    sessionId: fc.nat(3),
    startedAtMs: fc.nat(1_000),
    residentBytes: fc.nat(2 ** 40),
    proportionalBytes: fc.option(fc.nat(2 ** 40)),
  })
  .map(({ argv, ...given }) => running(argv, given))

test('every process is in one app, and an app is the sum of its processes', () => {
  fc.assert(
    fc.property(fc.array(anyProcess, { maxLength: 30 }), fc.nat(30), (some, own) => {
      const processes = some.map((process, index) => ({ ...process, pid: pid(index) }))
      const groups = groupProcesses(processes, { ...nobody, pid: pid(own) }, 0)
      const pids = groups.flatMap((group) => group.processes.map((process) => process.pid))
      expect(pids.sort((a, b) => a - b)).toEqual(processes.map((process) => process.pid))
      for (const group of groups) {
        const bytes = group.processes.map((process) => process.memoryBytes)
        expect(group.memoryBytes).toBe(bytes.reduce((sum, one) => sum + one, 0))
        expect(bytes).toEqual([...bytes].sort((a, b) => b - a))
        expect(group.isHeadroom).toBe(group.processes.some((process) => process.pid === own))
      }
      expect(new Set(groups.map((group) => group.id)).size).toBe(groups.length)
      const sizes = groups.map((group) => group.memoryBytes)
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    }),
  )
})
