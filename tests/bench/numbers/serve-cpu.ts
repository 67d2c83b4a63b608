import { sleep } from '../../frame/children.ts'
import { cpuSecondsOf, kernelThreadCount } from '../../frame/proc.ts'
import { startServe, startWatcher } from '../../frame/serve.ts'
import { fillProcessesTo } from '../../frame/sleepers.ts'
import type { BenchNumber, Figure } from '../number.ts'

const warmUpMs = 10_000
/** Slow sources are asked every 30 s while nobody looks: a window holds whole rounds of them. */
const windowMs = 60_000
const quickWindowMs = 10_000

const loads = [
  { total: 150, idleBar: { most: 0.3 }, watchedBar: { most: 1 } },
  { total: 500, idleBar: null, watchedBar: { most: 2 } },
] as const

/** One serve that nobody looks at and one with a client, side by side through the same windows. */
export const number: BenchNumber = {
  name: 'serve-cpu',
  what: 'processor time of serve, of one core',
  run: async ({ children, isQuick }) => {
    const idle = await startServe(children)
    const watched = await startServe(children)
    const watcher = await startWatcher(watched)
    const spanMs = isQuick ? quickWindowMs : windowMs
    const figures: Figure[] = []
    for (const { total, idleBar, watchedBar } of loads) {
      const count = await fillProcessesTo(total, children)
      await sleep(warmUpMs)
      const startedAt = performance.now()
      const seenBefore = watcher.seenCount()
      const idleBefore = cpuSecondsOf(idle.pid)
      const watchedBefore = cpuSecondsOf(watched.pid)
      await sleep(spanMs)
      const seconds = (performance.now() - startedAt) / 1000
      const percent = (before: number, after: number): number => ((after - before) / seconds) * 100
      const seen = watcher.seenCount() - seenBefore
      figures.push(
        {
          what: `serve, nobody looking, ${total} processes`,
          value: percent(idleBefore, cpuSecondsOf(idle.pid)),
          unit: '%',
          bar: idleBar,
          note: `${count} in /proc, ${kernelThreadCount()} of them the kernel's own; ${Math.round(seconds)} s; children's time included`,
        },
        {
          what: `serve, watched, ${total} processes`,
          value: percent(watchedBefore, cpuSecondsOf(watched.pid)),
          unit: '%',
          bar: watchedBar,
          note: `${seen} Snapshots reached the client`,
        },
      )
    }
    watcher.close()
    return figures
  },
}
