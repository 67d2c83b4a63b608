import type { Card } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { highAlone, watermarkZero } from './misadvice-torch.ts'
import { nameAtStart } from './program-words.ts'

/** `invalid low watermark ratio 1.4`: PyTorch does not take its limit as it was set; nothing was short. */
export const isWatermark = ({ signature }: Pick<Case, 'signature'>): boolean =>
  signature.endsWith('-watermark')

// PYTORCH_MPS_HIGH_WATERMARK_RATIO is taken from 0.0 to 2.0, PYTORCH_MPS_LOW_WATERMARK_RATIO from 0.0 to the high one, where
// that is not 0.0; by default they are 1.7 and 1.4 (MPSAllocator.mm; inference-logs.md §6)
export function mpsWatermark(one: Case): Card {
  const isHigh = one.signature.includes('high')
  const what = isHigh
    ? 'the high watermark of its memory is set to what it does not take'
    : 'the low watermark of its memory is above the high one'
  return {
    sentence: `${nameAtStart(one)} stopped before it used the GPU: ${what}`,
    cause: isHigh
      ? 'PYTORCH_MPS_HIGH_WATERMARK_RATIO may be from 0.0 to 2.0. It is a setting that is wrong; no memory was short.'
      : 'Where PYTORCH_MPS_HIGH_WATERMARK_RATIO alone is set below 1.4, the low watermark, 1.4 by default, is above it. It is a setting that is wrong; no memory was short.',
    fixes: [
      fix(
        'Set both, the low one below the high one',
        'export PYTORCH_MPS_HIGH_WATERMARK_RATIO=1.0 PYTORCH_MPS_LOW_WATERMARK_RATIO=0.9',
      ),
      fix(
        'Or leave both to PyTorch, as where neither is set',
        'unset PYTORCH_MPS_HIGH_WATERMARK_RATIO PYTORCH_MPS_LOW_WATERMARK_RATIO',
      ),
    ],
    misadvice: [highAlone, watermarkZero],
  }
}
