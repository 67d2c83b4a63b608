// Gives the number of a process that has ended to another one, and lets the ladder act on the first: what reuse.test.ts starts,
// in a namespace of its own where it can. Prints one line of JSON. Argument: `set` (the kernel is told the next number) or
// `cycle` (all numbers are used up in turn).
import { existsSync } from 'node:fs'
import type { Pid } from '../../../src/shared/ids.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { askToQuit, checkQuit, forceToQuit } from '../../../src/main/apps/quit/quit.ts'
import { sleep } from '../../frame/children.ts'
import { guardedHost } from './guarded-host.ts'
import { createOrphans, listed } from './orphans.ts'

const argv = ['/bin/sleep', '100201']
const way = process.argv[2]
const mostTries = 300

/** What comes right after it gets the number. The shell does it itself, so that nothing comes between. */
const before = (wanted: Pid): string =>
  way === 'set'
    ? `echo ${wanted - 1} > /proc/sys/kernel/ns_last_pid`
    : `while :; do : & [ $! = ${wanted - 1} ] && break; wait; done`

const orphans = createOrphans()
const local = createLocalHost()
const { host, signals } = guardedHost(local, ({ pid }) => orphans.running().includes(pid))
const first = await orphans.start(argv)
const target = {
  name: 'Loom',
  bundleId: null,
  bundlePath: null,
  processes: [await listed(host, first)],
}
orphans.signal(first, 'SIGKILL')
while (existsSync(`/proc/${first}`)) await sleep(10)

let second: Pid | null = null
for (let tries = 0; second !== first && tries < mostTries; tries++) {
  if (second !== null) orphans.signal(second, 'SIGKILL')
  second = await orphans.start(argv, { before: before(first) })
}
const now = await listed(host, first)
const refusals = [
  await checkQuit(host, target),
  await askToQuit(host, target),
  await forceToQuit(host, target, target.processes),
]
const signalled = await local.signal(target.processes[0] ?? now, 'SIGKILL')
const after = await listed(host, first)
console.log(
  JSON.stringify({
    pid: first,
    isReused: second === first && now.startedAt !== target.processes[0]?.startedAt,
    isSameProgram: now.executable === target.processes[0]?.executable,
    refusals,
    signals,
    host: signalled.kind === 'ok' ? 'sent' : signalled.reason,
    isAlive: after.startedAt === now.startedAt,
  }),
)
await orphans.endAll()
await local.close()
