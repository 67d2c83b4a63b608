import { sleep } from '../../frame/children.ts'
import { cpuSecondsOf } from '../../frame/proc.ts'
import { startServe, startWatcher } from '../../frame/serve.ts'
import { fillProcessesTo } from '../../frame/sleepers.ts'
import type { BenchNumber, Figure } from '../number.ts'
import { startOthers } from '../others.ts'

const warmUpMs = 10_000
const windowMs = 30_000
const quickWindowMs = 8_000
const processTotal = 150

/** Headroom and others that refresh once a second, all through the same window. */
export const number: BenchNumber = {
  name: 'beside-others',
  what: 'serve, watched at 1 s, beside other monitors at 1 s',
  run: async ({ children, isQuick }) => {
    const serve = await startServe(children)
    const watcher = await startWatcher(serve)
    const others = await startOthers(children)
    await fillProcessesTo(processTotal, children)
    await sleep(warmUpMs)
    const running = others.filter((other) => other.pid !== null)
    const pids = [serve.pid, ...running.map((other) => other.pid ?? serve.pid)]
    const startedAt = performance.now()
    const before = pids.map(cpuSecondsOf)
    await sleep(isQuick ? quickWindowMs : windowMs)
    const seconds = (performance.now() - startedAt) / 1000
    const percentages = pids.map((pid, index) => {
      const spent = cpuSecondsOf(pid) - (before[index] ?? 0)
      return (spent / seconds) * 100
    })
    watcher.close()
    const own = percentages[0] ?? Number.NaN
    return [
      { what: 'serve, watched, beside others', value: own, unit: '%', bar: null },
      ...running.flatMap((other, index) => compared(other.name, own, percentages[index + 1] ?? 0)),
      ...others.flatMap(({ name, pid, why }): readonly Figure[] =>
        pid === null ? [{ what: name, value: null, unit: '%', bar: null, note: why }] : [],
      ),
    ]
  },
}

const compared = (name: string, own: number, percent: number): readonly Figure[] => [
  { what: name, value: percent, unit: '%', bar: null },
  { what: `serve / ${name}`, value: own / percent, unit: '×', bar: null },
]
