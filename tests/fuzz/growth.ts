import { cpuMs } from '../cpu-ms.ts'
import { createRandom } from '../frame/random.ts'
import type { TextSubject } from './subject.ts'

const shortChars = 30_000
/** What takes less shows nothing. */
const leastMs = 40
/** Of twice the length. What grows with the square takes four times as long. */
const mostRatio = 3.2
const looks = 4

const pieces: readonly string[] = [
  ...' \t\n019aA.,-_/:="\'\\()[]{}<>&%\u0000é',
  '\u001b[',
  'a ',
  ' a',
  '1 ',
  '1.',
  'a.',
  'a-',
  'a=1 ',
  '"a" ',
  '[a]',
  '(a)',
  '\r\n',
  ' \n',
  '\n ',
  '- ',
  ': ',
]

export interface Growth {
  readonly fault: string
  readonly input: string
}

/** Pumps a sample somewhere: what takes more than in proportion to its length. null: nothing was found in so many tries. */
export async function growthIn(
  { take, samples }: TextSubject,
  seed: number,
  tries: number,
): Promise<Growth | null> {
  const random = createRandom(seed)
  const anyOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  for (let tried = 0; tried < tries; tried++) {
    const sample = anyOf(samples()) ?? ''
    const at = Math.floor(random() * (sample.length + 1))
    const own = sample.slice(at, at + 1 + Math.floor(random() * 12))
    const piece = (random() < 0.4 ? own : anyOf(pieces)) || ' '
    const isCut = random() < 0.5
    const pumped = (length: number): string => {
      const middle = piece.repeat(Math.ceil(length / piece.length))
      return sample.slice(0, at) + middle + (isCut ? '' : sample.slice(at))
    }
    if ((await msOf(take, pumped(2 * shortChars), 1)) < leastMs) continue
    const ms = await msOf(take, pumped(2 * shortChars), looks)
    const halfMs = await msOf(take, pumped(shortChars), looks)
    if (ms < leastMs || ms / halfMs < mostRatio) continue
    const fault = `twice the length takes ${(ms / halfMs).toFixed(1)} times as long (${Math.round(ms)} ms): ${JSON.stringify(piece)} at ${at}`
    return { fault, input: pumped(shortChars) }
  }
  return null
}

/** The least of so many looks. */
async function msOf(take: (text: string) => unknown, text: string, count: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let look = 0; look < count; look++) {
    const beforeMs = cpuMs()
    try {
      await take(text)
    } catch {
      // how it refuses is looked at elsewhere
    }
    least = Math.min(least, cpuMs() - beforeMs)
  }
  return least
}
