import { createLocalHost } from '../../../src/main/host/local.ts'
import { severalTrials } from '../../apps/quit/several-trials.ts'
import type { Trial } from '../trial.ts'

const count = 1_000
const atOnce = 8
const seed = 50_000

/** Real programs of every kind are asked to quit, and forced only after a second confirmation. */
export const trial: Trial = {
  name: 'quit-ladder',
  what: `${count} apps of real programs are asked to quit: stubborn, vanishing, re-spawning, protected, other users'`,
  run: async () => {
    const host = createLocalHost()
    const { outcomes, faults } = await severalTrials(host, seed, count, atOnce)
    await host.close()
    const byKind = Map.groupBy(outcomes, ({ kind }) => kind)
    const counts = [...byKind].map(([kind, of]) => `${kind} ${of.length}`).toSorted()
    return {
      trials: count,
      faults,
      figures: [
        `${outcomes.length} played to their end (seeds from ${seed}, ${atOnce} at a time)`,
        counts.join(', '),
        `${outcomes.filter(({ isForced }) => isForced).length} ended by force, each after a second confirmation`,
      ],
    }
  },
}
