import { sleep } from '../../frame/children.ts'
import { cpuSecondsOf } from '../../frame/proc.ts'
import { startServe, startWatcher, type Serve } from '../../frame/serve.ts'
import { startFakeServers } from '../fake-servers.ts'
import type { BenchNumber, Figure } from '../number.ts'

const warmUpMs = 10_000
/** While nobody looks a server is asked every 30 s: a window holds whole rounds. */
const windowMs = 60_000
const quickWindowMs = 10_000

/** Of one core, in percent. */
interface Used {
  readonly idlePercent: number
  readonly watchedPercent: number
}

async function usedBy(idle: Serve, watched: Serve, spanMs: number): Promise<Used> {
  await sleep(warmUpMs)
  const before = [cpuSecondsOf(idle.pid), cpuSecondsOf(watched.pid)] as const
  const startedAt = performance.now()
  await sleep(spanMs)
  const seconds = (performance.now() - startedAt) / 1_000
  const percentOf = (serve: Serve, since: number): number =>
    ((cpuSecondsOf(serve.pid) - since) / seconds) * 100
  return {
    idlePercent: percentOf(idle, before[0]),
    watchedPercent: percentOf(watched, before[1]),
  }
}

const figure = (what: string, without: number, withServers: number, told: string): Figure => ({
  what,
  value: withServers - without,
  unit: '%',
  bar: null,
  note: `${withServers.toFixed(2)} % with them, ${without.toFixed(2)} % without; ${told}`,
})

/** The same two of serve, without servers and with them: what is more is their watching. */
export const number: BenchNumber = {
  name: 'servers',
  what: 'processor time of watching six inference servers over HTTP, of one core',
  run: async ({ children, isQuick }) => {
    const spanMs = isQuick ? quickWindowMs : windowMs
    const idle = await startServe(children)
    const watched = await startServe(children)
    const watcher = await startWatcher(watched)
    const without = await usedBy(idle, watched, spanMs)
    const servers = await startFakeServers(children)
    const before = servers.requestCount()
    const withServers = await usedBy(idle, watched, spanMs)
    const requestCount = servers.requestCount() - before
    watcher.close()
    const told = `${servers.count} processes, two of them at work; ${requestCount} requests by both in ${(spanMs + warmUpMs) / 1_000} s, their first rounds among them`
    return [
      figure('six servers, nobody looking', without.idlePercent, withServers.idlePercent, told),
      figure('six servers, watched', without.watchedPercent, withServers.watchedPercent, told),
    ]
  },
}
