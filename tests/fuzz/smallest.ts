/** The least of an input that still fails, found by leaving out ever smaller pieces; bounded, so it may not be the least of all. */
export async function smallest<Input extends string | Uint8Array>(
  input: Input,
  fails: (input: Input) => Promise<boolean>,
  without: (input: Input, from: number, to: number) => Input,
  mostTries = 400,
): Promise<Input> {
  let least = input
  let tries = 0
  for (let size = Math.ceil(least.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < least.length && tries < mostTries; tries++) {
      const shorter = without(least, from, from + size)
      if (shorter.length < least.length && (await fails(shorter))) least = shorter
      else from += size
    }
  }
  return least
}

export const textWithout = (text: string, from: number, to: number): string =>
  text.slice(0, from) + text.slice(to)

export const bytesWithout = (bytes: Uint8Array, from: number, to: number): Uint8Array =>
  Uint8Array.from(Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]))
