import { say } from '../../frame/main.ts'
import { faultsOf, figuresOf } from '../soak/judge-soak.ts'
import { runSoak } from '../soak/run-soak.ts'
import { megabytes } from '../load/gauge.ts'
import type { Trial } from '../trial.ts'

const usualMinutes = 30 * 24 * 60
/** 23 bytes a tick of a day that is awake for sixteen hours. */
const mostBytesADay = 1e6

/** A month of a busy Mac, with all that Headroom keeps. `--minutes` are the Mac's. */
export const trial: Trial = {
  name: 'simulated-month',
  what: 'a month of a Mac that loads, unloads, runs short and sleeps: memory, handles and files stay as they were',
  run: async ({ children, minutes }) => {
    const hours = Math.round((minutes ?? usualMinutes) / 60)
    const lived = await runSoak(children, hours, ({ hour, heapBytes }) => {
      if (hour % 24 === 0) say(`day ${hour / 24}: heap ${megabytes(heapBytes)}`)
    })
    return {
      trials: lived.reduce((sum, { snapshots }) => sum + snapshots, 0),
      faults: faultsOf(lived, mostBytesADay),
      figures: figuresOf(lived),
    }
  },
}
