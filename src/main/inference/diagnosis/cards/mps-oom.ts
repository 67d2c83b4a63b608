import type { Card, Fix, Misadvice } from '../../../../shared/finding.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { smallerBatch } from './fix-batch.ts'
import { smallerModel } from './fix-model.ts'
import { letOthersGo } from './fix-unload.ts'
import { fix, present } from './fix.ts'
import { twoThirds } from './misadvice-memory.ts'
import {
  gpuTab,
  lowVram,
  memoryLimitMb,
  restartPython,
  raiseMpsLimit,
  watermarkZero,
} from './misadvice-torch.ts'
import { isOtherLarge, mpsRefusal, type MpsRefusal } from './mps-figures.ts'
import { isWatermark, mpsWatermark } from './mps-watermark.ts'
import { isOfTorch, nameAtStart } from './program-words.ts'

/** PyTorch's message, whoever runs it. */
export function mpsOom(told: Case): Card {
  const one: Case = isOfTorch(told) ? told : { ...told, program: 'pytorch' }
  return isWatermark(one) ? mpsWatermark(one) : refused(one)
}

function refused(one: Case): Card {
  const refusal = mpsRefusal(one.facts)
  return {
    sentence: [...figures(one), ...verdict(refusal, one), ...units(one)].join('; '),
    cause: cause(one, refusal),
    fixes: present(fixes(one, refusal)),
    misadvice: misadvice(one, refusal),
  }
}

function figures(one: Case): readonly string[] {
  const { triedBytes, allocatedBytes, otherBytes, maxAllowedBytes } = one.facts
  const asked = triedBytes === undefined ? 'more memory' : formatBytes(triedBytes)
  return [
    `${nameAtStart(one)} asked for ${asked} on the GPU and did not get it`,
    ...(allocatedBytes === undefined ? [] : [`it holds ${formatBytes(allocatedBytes)}`]),
    ...(otherBytes === undefined ? [] : [`other Metal memory takes ${formatBytes(otherBytes)}`]),
    ...(maxAllowedBytes === undefined ? [] : [`${formatBytes(maxAllowedBytes)} are allowed`]),
  ]
}

/** It divides by 1024, and in most versions says GB. */
const units = ({ facts: { allocatedBytes } }: Case): readonly string[] =>
  allocatedBytes === undefined ? [] : ['PyTorch prints them as GiB, which it may call GB']

function verdict(refusal: MpsRefusal, { facts: { triedBytes } }: Case): readonly string[] {
  switch (refusal.kind) {
    case 'limit':
      return triedBytes !== undefined && triedBytes <= refusal.leftBytes
        ? ['with it the limit is just reached']
        : [`${formatBytes(refusal.leftBytes)} of that were left`]
    case 'device':
      return [`${formatBytes(refusal.leftBytes)} of that were left, so the limit did not refuse it`]
    case 'no-limit':
      return ['it runs without a limit']
    case 'untold':
      return []
  }
}

function cause(one: Case, refusal: MpsRefusal): string {
  const other = isOtherLarge(one.facts)
    ? ' The other memory is large: heaps of PyTorch that are half filled, unless this process has a second user of Metal.'
    : ''
  switch (refusal.kind) {
    case 'limit':
      return `PyTorch refused it by its own limit, after it had dropped its cached buffers: what it holds is in use.${aboveRam(one)}${other}`
    case 'device':
      return `PyTorch's own limit left room for it. The device refused, or no piece in one was large enough (fragmentation).${other}`
    case 'no-limit':
      return `The message names no limit: PYTORCH_MPS_HIGH_WATERMARK_RATIO is 0.0, so Metal itself could give no more.${other}`
    case 'untold':
      return 'PyTorch has a limit of its own for the GPU, by default 1.7 times what Metal recommends. It was reached, or Metal itself could give no more.'
  }
}

function aboveRam({ facts: { maxAllowedBytes }, machine: { ramBytes } }: Case): string {
  return maxAllowedBytes !== undefined && ramBytes !== null && maxAllowedBytes > ramBytes
    ? ` The limit of ${formatBytes(maxAllowedBytes)} is more than the ${formatBytes(ramBytes)} of RAM of this Mac.`
    : ''
}

const restart: Fix = fix(
  'End this process and start it again: what is left of its heaps goes with it',
  null,
  'it loads its model again',
)

function fixes(one: Case, refusal: MpsRefusal): readonly (Fix | null)[] {
  const less = [smallerBatch(one), smallerModel(one), letOthersGo(one)]
  const second = isOtherLarge(one.facts)
    ? fix('Look for a second user of Metal in the same process, such as MLX or another framework')
    : null
  const withLimit = fix(
    refusal.kind === 'no-limit'
      ? 'Set a limit again, so that it fails with a clean error before the Mac freezes'
      : 'Let it fail early and cleanly instead of swapping: a limit within the memory of the GPU',
    'export PYTORCH_MPS_HIGH_WATERMARK_RATIO=1.0 PYTORCH_MPS_LOW_WATERMARK_RATIO=0.9',
    'it refuses sooner',
  )
  return refusal.kind === 'device'
    ? [restart, second, ...less]
    : [...less, second, withLimit, refusal.kind === 'no-limit' ? restart : null]
}

function misadvice(one: Case, refusal: MpsRefusal): readonly Misadvice[] {
  return [
    watermarkZero,
    ...(refusal.kind === 'limit' ? [restartPython] : []),
    ...(refusal.kind === 'device' ? [raiseMpsLimit] : []),
    memoryLimitMb,
    ...(one.program === 'comfyui' ? [lowVram] : []),
    twoThirds,
    gpuTab,
  ]
}
