import type { AlertFigures } from '../../shared/alert.ts'
import type { KernelPressure } from '../../shared/snapshot.ts'
import { memoryFigures } from './rule.ts'

/** The level is at ease again above this share (xnu osfmk/vm, macos-sources §2): then available is 1.5 times the compressor. */
const atEaseRatio = 0.6
const availablePerCompressed = atEaseRatio / (1 - atEaseRatio)

/** What the kernel would need to be at ease, with what is compressed now; null where it does not tell. */
export function pressureFigures(
  kernel: KernelPressure | null,
): Extract<AlertFigures, { kind: 'memory' }> | null {
  if (kernel === null) return null
  const { availableBytes, compressorBytes } = kernel
  if (availableBytes === null || compressorBytes === null) return null
  const needBytes = Math.round(availablePerCompressed * compressorBytes)
  return memoryFigures({
    line: 'pressure',
    lineBytes: needBytes,
    needBytes,
    haveBytes: availableBytes,
  })
}
