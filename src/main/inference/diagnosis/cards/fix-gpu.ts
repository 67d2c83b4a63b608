import type { Fix } from '../../../../shared/finding.ts'
import { fix } from './fix.ts'

/** What helps after any command that the GPU did not finish. */

export const startAgain: Fix = fix(
  'Start it again: after a failed command every later request may fail too',
)

export const gpuAlone: Fix = fix(
  'Let no second program use the GPU meanwhile: another model, a game, a video export',
)
