import { expect, test } from 'vitest'
import { localHost } from '../../host/local-host.ts'
import { severalTrials } from './several-trials.ts'
import { kinds } from './trial-kinds.ts'

const count = 100

test(
  `${count} random trials: none is forced before the second confirmation, and none but the meant are ended`,
  {
    timeout: 180_000,
  },
  async () => {
    const { outcomes, faults } = await severalTrials(localHost(), 1_000, count, 6)
    expect(faults).toEqual([])
    expect(outcomes.length).toBe(count)
    expect(new Set(outcomes.map(({ kind }) => kind)).size).toBe(kinds.length)
    expect(outcomes.filter(({ isForced }) => isForced).length).toBeGreaterThan(5)
  },
)
