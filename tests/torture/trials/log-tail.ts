import { race } from '../log-tail/race.ts'
import type { Trial } from '../trial.ts'

const forMs = 60_000
const linkForMs = 15_000
const seed = 8_117

/** Every line once and in its order, however the log is rotated and whenever the reader is killed. */
export const trial: Trial = {
  name: 'log-tail',
  what: 'a log is written in bursts and rotated in every way, its reader killed and started again',
  run: async ({ children }) => {
    const plain = await race(children, 'server.log', forMs, seed)
    const link = await race(children, 'link.log', linkForMs, seed)
    const styles = Object.entries({ ...plain.wrote.rotations, ...link.wrote.rotations })
    return {
      trials: plain.wrote.written + link.wrote.written,
      faults: [...plain.faults, ...link.faults],
      figures: [
        `${plain.wrote.written + link.wrote.written} lines (seed ${seed})`,
        `rotated: ${styles.map(([name, count]) => `${name} ${count}`).join(', ')}`,
        `the reader was killed ${plain.kills + link.kills} times`,
      ],
    }
  },
}
