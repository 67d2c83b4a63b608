import { sleep } from '../../frame/children.ts'
import { cpuSecondsOf } from '../../frame/proc.ts'
import { createRandom } from '../../frame/random.ts'
import { idleLine } from '../logs/idle-lines.ts'
import { serveLogs } from '../logs/served-log.ts'
import type { BenchNumber } from '../number.ts'

const warmUpMs = 10_000
/** While nobody looks, logs are looked for every 30 s: a window holds whole rounds. */
const windowMs = 60_000
const quickWindowMs = 10_000
const logCount = 10
const lineCount = 1_000

/** Two of serve that nobody looks at, side by side: one has logs to follow to which nothing is written. */
export const number: BenchNumber = {
  name: 'log-quiet',
  what: 'processor time of following ten quiet logs, of one core',
  run: async ({ children, isQuick }) => {
    const random = createRandom(3)
    const line = (_: unknown, index: number): string => idleLine(index, random)
    const text = `${Array.from({ length: lineCount }, line).join('\n')}\n`
    const { serve: without } = await serveLogs(children, 0, '')
    const { serve: following } = await serveLogs(children, logCount, text)
    await sleep(warmUpMs)
    const startedAt = performance.now()
    const before = [cpuSecondsOf(without.pid), cpuSecondsOf(following.pid)] as const
    await sleep(isQuick ? quickWindowMs : windowMs)
    const seconds = (performance.now() - startedAt) / 1_000
    const percentOf = (pid: number, since: number): number =>
      ((cpuSecondsOf(pid) - since) / seconds) * 100
    const alone = percentOf(without.pid, before[0])
    const withLogs = percentOf(following.pid, before[1])
    return [
      {
        what: 'ten quiet logs, nobody looking',
        value: withLogs - alone,
        unit: '%',
        bar: null,
        note: `${withLogs.toFixed(2)} % with them, ${alone.toFixed(2)} % without, in ${Math.round(seconds)} s`,
      },
    ]
  },
}
