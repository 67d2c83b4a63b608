import type { Card, Fix } from '../../../../shared/finding.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { fewerAtOnce } from './fix-at-once.ts'
import { smallerBatch } from './fix-batch.ts'
import { lessContext } from './fix-context.ts'
import { smallerKv } from './fix-kv-type.ts'
import { smallerModel } from './fix-model.ts'
import { fix, present } from './fix.ts'
import { mlxMemoryLimit, oneArrayMemory, rightUpLimit } from './misadvice-memory.ts'
import { isOfMlx, isOfTorch, nameAtStart } from './program-words.ts'

/** One array, or one tensor, over Metal's largest buffer: however much is free. */
export function mlxAllocTooLarge(one: Case): Card {
  return {
    sentence: sentence(one),
    cause:
      'Metal has a limit for one buffer, about three quarters of the default GPU limit, and one array must lie in one buffer. It is the size of this one array that failed, not the sum of all.',
    fixes: present(isOfMlx(one) || isOfTorch(one) ? ofArrays(one) : ofTensors(one)),
    misadvice: [oneArrayMemory, ...(isOfMlx(one) ? [mlxMemoryLimit] : []), rightUpLimit],
  }
}

function sentence(one: Case): string {
  const { triedBytes, maxBufferBytes } = one.facts
  const asked =
    triedBytes === undefined
      ? 'for one array that is too large'
      : `for one array of ${formatBytes(triedBytes)}`
  const allowed =
    maxBufferBytes === undefined
      ? 'more than Metal allows one buffer'
      : `and one buffer may have ${formatBytes(maxBufferBytes)}`
  return `${nameAtStart(one)} asked ${asked}, ${allowed}`
}

const ofArrays = (one: Case): readonly (Fix | null)[] => [
  // the steps of a prompt, where the program lets them be set
  isOfTorch(one) || one.program === 'mlx-lm' ? smallerBatch(one) : null,
  fix(
    'Send a shorter prompt, or smaller images: this array grows with the square of either where attention is not done in pieces',
    null,
    'the model sees less',
  ),
  fewerAtOnce(one),
  isOfTorch(one)
    ? fix(
        'Compute attention in slices, where the program has such an option',
        null,
        'a little slower',
      )
    : null,
]

const ofTensors = (one: Case): readonly (Fix | null)[] => [
  smallerBatch(one),
  lessContext(one),
  smallerKv(one),
  fewerAtOnce(one),
  smallerModel(one),
]
