import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killOnAndOn } from '../../history/store/killings.ts'
import type { Trial } from '../trial.ts'

const lanes = 4
const killsALane = 250
const seed = 90_210

/** Whatever moment it is killed at: the history opens, is whole, and has all that was written. */
export const trial: Trial = {
  name: 'kill-history',
  what: `${lanes * killsALane} writers of the history are killed while they write`,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-kill-history-'))
    const outcomes = await Promise.all(
      Array.from({ length: lanes }, (_, lane) =>
        killOnAndOn(join(folder, `history-${lane}.sqlite`), killsALane, seed + lane),
      ),
    )
    rmSync(folder, { recursive: true })
    const batches = outcomes.reduce((sum, one) => sum + one.batches, 0)
    return {
      trials: lanes * killsALane,
      faults: outcomes.flatMap(({ faults }) => faults),
      figures: [`${batches} batches were on the disk before (seeds from ${seed})`],
    }
  },
}
