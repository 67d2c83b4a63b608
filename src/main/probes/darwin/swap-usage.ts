import { sizeIfAny } from './forms/figure.ts'

/** vm.swapusage, in bytes. The total grows on demand; 0 is normal. */
export interface SwapUsage {
  readonly totalBytes: number
  readonly usedBytes: number
  readonly freeBytes: number
  readonly isEncrypted: boolean
}

const form = /^total = (\S+)\s+used = (\S+)\s+free = (\S+)(?:\s+\((\w+)\))?$/

// total = 2048.00M  used = 310.25M  free = 1737.75M  (encrypted)
/** M is 1024^2; the decimal mark follows LC_NUMERIC. null where it is not of this form, or the parts pass the total. */
export function parseSwapUsage(value: string | undefined): SwapUsage | null {
  const [, total, used, free, mark] = form.exec(value ?? '') ?? []
  const [totalBytes, usedBytes, freeBytes] = [sizeIfAny(total), sizeIfAny(used), sizeIfAny(free)]
  if (totalBytes === null || usedBytes === null || freeBytes === null) return null
  if (usedBytes > totalBytes || freeBytes > totalBytes) return null
  return { totalBytes, usedBytes, freeBytes, isEncrypted: mark === 'encrypted' }
}
