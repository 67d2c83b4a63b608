import { killRecorders } from '../../host/flight/kill-recorder.ts'
import type { Trial } from '../trial.ts'

const count = 1_000
const atOnce = 3
const mostLifeMs = 8_000

/** The flight recorder survives whatever ends it. */
export const trial: Trial = {
  name: 'kill-recorder',
  what: `${count} recordings are killed at random moments, and opened as the next start does it`,
  run: async () => {
    const { recordings, mostLostMs, faults } = await killRecorders(count, { atOnce, mostLifeMs })
    return {
      trials: recordings,
      faults,
      figures: [
        `five recordings a process, ${atOnce} processes at a time, killed within ${mostLifeMs} ms`,
        `the last ${mostLostMs} ms were lost of the one that lost the most`,
      ],
    }
  },
}
