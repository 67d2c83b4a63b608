const bytesOfUnit: Readonly<Record<string, readonly number[]>> = {
  KiB: [2 ** 10],
  MiB: [2 ** 20],
  GiB: [2 ** 30],
  KB: [1e3, 2 ** 10],
  MB: [1e6, 2 ** 20],
  GB: [1e9, 2 ** 30],
}

/** Half of the last digit of MiB with two decimals is 5243 bytes. */
const leastToleranceBytes = 6_000
/** A figure that stands nowhere as it is expected is a sum of several. */
const sumToleranceRatio = 1e-4

/** Bytes within half the last digit that was printed; tokens, layers and paths exactly. */
export function isRightFact(name: string, expected: unknown, got: unknown, text: string): boolean {
  if (!name.endsWith('_bytes') || typeof expected !== 'number' || typeof got !== 'number') {
    return expected === got
  }
  const halves = halfDigitsOf(expected, text)
  const printed = halves.length === 0 ? Math.abs(expected) * sumToleranceRatio : Math.max(...halves)
  return Math.abs(expected - got) <= Math.max(leastToleranceBytes, printed)
}

/** Half of the last digit of every figure with decimals in the log that is these bytes: `11.8 GiB`. */
function halfDigitsOf(bytes: number, text: string): readonly number[] {
  return [...text.matchAll(/\b(\d+)[.,](\d{1,6}) ?([KMG]i?B)\b/g)].flatMap(
    ([, whole = '', decimals = '', unit = '']) =>
      (bytesOfUnit[unit] ?? [])
        .filter((factor) => Math.round(Number(`${whole}.${decimals}`) * factor) === bytes)
        .map((factor) => (0.5 * factor) / 10 ** decimals.length),
  )
}
