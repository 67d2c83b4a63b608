import type { Host } from '../../../src/main/host/host.ts'
import { runTrial, type TrialOutcome } from './trials.ts'

/** Trials of neighbouring seeds, so many at a time. One that cannot be played is a fault as well. */
export async function severalTrials(
  host: Host,
  firstSeed: number,
  count: number,
  atOnce: number,
): Promise<{ readonly outcomes: readonly TrialOutcome[]; readonly faults: readonly string[] }> {
  const outcomes: TrialOutcome[] = []
  const faults: string[] = []
  let next = 0
  const play = async (): Promise<void> => {
    while (next < count) {
      const seed = firstSeed + next++
      try {
        const outcome = await runTrial(host, seed)
        outcomes.push(outcome)
        faults.push(...outcome.faults.map((fault) => `seed ${seed}, ${outcome.kind}: ${fault}`))
      } catch (error) {
        // any error is a fault of the trial; the others are still played
        faults.push(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, play))
  return { outcomes, faults }
}
