import { ParseError } from '../../../../shared/parse.ts'

const bytesPerUnit: Readonly<Record<string, number>> = {
  B: 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
  P: 2 ** 50,
}

// 4208K  1423M+  8.7G  0B  10772,94M  214434824 B  18 GB
const form = /^(\d+(?:[.,]\d+)?)\s?([BKMGTP])?B?[+-]?$/

/**
 * A size as Apple's tools print it, in whole bytes: K, M and G are powers of 1024 (top, footprint, vmmap, vm.swapusage), a
 * figure without a unit is bytes, `+` and `-` (top: grew, shrank) are passed over, and the decimal mark may be a comma.
 * Throws ParseError.
 */
export function parseBinarySize(text: string): number {
  const [, figure, unit] = form.exec(text.trim()) ?? []
  const factor = bytesPerUnit[unit ?? 'B'] ?? Number.NaN
  const bytes = Math.round(Number(figure?.replace(',', '.')) * factor)
  if (Number.isSafeInteger(bytes)) return bytes
  throw new ParseError(`not a size: ${text}`)
}
