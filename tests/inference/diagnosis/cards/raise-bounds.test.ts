import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { wiredLimitMib } from '../../../../src/main/inference/diagnosis/cards/figures.ts'
import { raiseLimit } from '../../../../src/main/inference/diagnosis/cards/fix-limit.ts'
import { raiseBounds } from '../../../../src/shared/limit-raise.ts'
import { caseOf, mac } from './case-of.ts'

const gib = 2 ** 30

test('no card suggests more than the guided raise takes, nor what is no raise', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 1_024 }),
      fc.integer({ min: 1, max: 1_100 }),
      (ramGib, limitGib) => {
        const one = caseOf('metal-alloc-failed', {}, { machine: mac(ramGib, limitGib * gib) })
        const bounds = raiseBounds(ramGib * gib, limitGib * gib)
        const suggested = wiredLimitMib(one)
        expect(suggested).toBe(
          bounds === null || bounds.calmBytes === null ? null : bounds.calmBytes / 2 ** 20,
        )
        if (suggested !== null)
          expect(raiseLimit(one)?.command).toBe(`sudo sysctl iogpu.wired_limit_mb=${suggested}`)
      },
    ),
  )
})
