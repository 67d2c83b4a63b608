import { createContext, runInContext } from 'node:vm'
import { cpuMs } from '../cpu-ms.ts'
import { hostileLines } from '../inference/diagnosis/linear/hostile.ts'
import type { WrittenForm } from './regexes.ts'

const shortLength = 200
const sweepLength = 4_000
const longLengths = [4_000, 16_000] as const
/** What looks at every pair of places of the sweep takes more. */
const sweepMs = 1
/** More than the square: a longer one would not end. */
const hopelessMs = 1_000
const endsWithinMs = 10_000
/** Of four times the length: sixteen times as long where it grows with the square. */
const mostRatio = 10
const leastMs = 15
const looks = 4

const context = createContext({ form: /x/, texts: [''] })

/** Whether its worst short lines are over at all: V8 breaks off what is not. */
export function doesEnd({ form }: WrittenForm): boolean {
  const texts = hostileLines(form).map(({ text }) => text(shortLength))
  Object.assign(context, { form, texts })
  try {
    runInContext('for (const text of texts) { form.lastIndex = 0; form.exec(text) }', context, {
      timeout: endsWithinMs,
    })
    return true
  } catch {
    // ERR_SCRIPT_EXECUTION_TIMEOUT
    return false
  }
}

function leastMsOf(form: RegExp, text: string, count: number): number {
  const times = Array.from({ length: count }, () => {
    form.lastIndex = 0
    const beforeMs = cpuMs()
    form.exec(text)
    return cpuMs() - beforeMs
  })
  return Math.min(...times)
}

/** The first line of those that its own shape suggests that takes it more than in proportion to its length; null: none does. */
export function slowLineOf({ form }: WrittenForm): string | null {
  for (const { name, text } of hostileLines(form)) {
    const sweep = text(sweepLength)
    const onceMs = leastMsOf(form, sweep, 1)
    if (onceMs > hopelessMs) return name
    if (onceMs < sweepMs || leastMsOf(form, sweep, looks) < sweepMs) continue
    const [quarter, whole] = longLengths.map((length) => leastMsOf(form, text(length), looks))
    if (whole === undefined || quarter === undefined || whole < leastMs) continue
    if (whole / quarter >= mostRatio) return name
  }
  return null
}
