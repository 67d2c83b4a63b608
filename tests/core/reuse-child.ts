// In a namespace of its own, where the kernel can be told the next number: what Core has listed ends, another process of the same
// program gets its number, and Core is asked to quit the app that was shown. Prints one line of JSON.
import { existsSync } from 'node:fs'
import { createCore } from '../../src/main/core/core.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import type { Pid } from '../../src/shared/ids.ts'
import { guardedHost } from '../apps/quit/guarded-host.ts'
import { createOrphans, listed } from '../apps/quit/orphans.ts'
import { sleep } from '../frame/children.ts'

const argv = ['/bin/sleep', '100401']
const mostTries = 300

const orphans = createOrphans()
const local = createLocalHost()
const { host, signals } = guardedHost(local, ({ pid }) => orphans.running().includes(pid))
const core = await createCore(host, { roomCapBytes: null })
const first = await orphans.start(argv)
const then = await listed(host, first)
const { apps } = await core.snapshotOnce()
const app = apps.find(({ processes }) => processes.some(({ pid }) => pid === first))

orphans.signal(first, 'SIGKILL')
while (existsSync(`/proc/${first}`)) await sleep(10)
const before = `echo ${first - 1} > /proc/sys/kernel/ns_last_pid`
let second: Pid | null = null
for (let tries = 0; second !== first && tries < mostTries; tries++) {
  if (second !== null) orphans.signal(second, 'SIGKILL')
  second = await orphans.start(argv, { before })
}
const now = await listed(host, first)
const refusal =
  app === undefined
    ? 'not listed'
    : await core
        .quit({ appId: app.id, isDryRun: false, isConfirmed: true, forceAfter: null })
        .then(({ sentence }) => `done: ${sentence}`, String)
const after = await listed(host, first)
console.log(
  JSON.stringify({
    isReused: second === first && now.startedAt !== then.startedAt,
    isSameProgram: now.executable === then.executable,
    refusal: refusal.replace(`${first}`, 'PID'),
    signals,
    isAlive: after.startedAt === now.startedAt,
  }),
)
await core.close()
await orphans.endAll()
