import { numberIn, ParseError } from '../../../shared/parse.ts'
import type { ThermalLevel } from '../../../shared/snapshot.ts'
import type { Probe } from '../probe.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** How far macOS holds the machine back because of heat. `level`: null for a number that has no word. */
export interface ThermalPressure {
  readonly number: number
  readonly level: ThermalLevel | null
}

const key = 'com.apple.system.thermalpressurelevel'

export const thermalLevel: Probe<ThermalPressure> = {
  question: { kind: 'command', argv: ['/usr/bin/notifyutil', '-g', key] },
  parse: parseThermalLevel,
}

/** By their numbers (OSThermalNotification.h of macOS). */
const levels: readonly ThermalLevel[] = ['nominal', 'moderate', 'heavy', 'trapping', 'sleeping']

// com.apple.system.thermalpressurelevel 0
export function parseThermalLevel(text: string): ThermalPressure {
  const number = numberIn(
    wholeLines(text).join('\n'),
    /^com\.apple\.system\.thermalpressurelevel:? +(\d+)\s*$/m,
  )
  if (!Number.isSafeInteger(number)) throw new ParseError('not a thermal level')
  return { number, level: levels[number] ?? null }
}
