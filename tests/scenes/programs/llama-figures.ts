import type { LoadFigures } from '../../fixtures/recordings/mac/llama-log.ts'
import { GiB, MiB } from '../mac/mac.ts'
import type { World } from '../mac/world.ts'
import { kvBytesPerToken, llamaComputeBytes, type ModelOnDisk } from '../models.ts'

/** Q4_K: 4.5 bits an element. The table of tokens stays where the CPU reads it. */
const tableBytesPerElement = 0.5625

/** What llama.cpp prints of a load at verbosity 4. */
export function figuresOf(
  world: World,
  { shape, path, weightsBytes }: ModelOnDisk,
  contextTokens: number,
  command = '',
): LoadFigures {
  const { limitBytes, machine } = world.mac
  const { freeBytes, fileBytes } = world.pages()
  return {
    command,
    blobPath: path,
    contextTokens,
    freeRam: `${((freeBytes + fileBytes) / GiB).toFixed(1)} GiB`,
    weightsMiB: {
      gpu: weightsBytes / MiB,
      cpu: (shape.vocabulary * shape.width * tableBytesPerElement) / MiB,
    },
    kvMiB: (contextTokens * kvBytesPerToken(shape)) / MiB,
    computeMiB: llamaComputeBytes(shape) / MiB,
    freeMiB: Math.floor(limitBytes / MiB),
    limitMB: (limitBytes / 1e6).toFixed(2),
    layers: shape.layers,
    chip: machine.chip,
  }
}
