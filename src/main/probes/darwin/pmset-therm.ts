import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { countIn } from './forms/figure.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** What macOS holds back because of heat, by `pmset`. On Apple Silicon no recorded text of a limited machine is known. */
export interface ThermalWarning {
  /** null where none has been recorded since the start of the machine. */
  readonly warningLevel: number | null
  readonly performanceWarningLevel: number | null
  /** How fast the processor may run, of 1; null where none has been recorded. */
  readonly speedLimitRatio: number | null
  /** How much of its time programs may have, of 1 (Intel); null where none has been recorded. */
  readonly schedulerLimitRatio: number | null
  /** null: the text does not tell all, or is of an unknown form. */
  readonly isThrottled: boolean | null
}

export const pmsetTherm: Probe<ThermalWarning> = {
  question: { kind: 'command', argv: ['/usr/bin/pmset', '-g', 'therm'] },
  parse: parsePmsetTherm,
}

const knownForms = [
  /^Note: No .* has been recorded$/i,
  /^(?:Thermal|Performance) Warning Level = \d+$/i,
  /^CPU Power notify$/i,
  /^CPU_\w+\s*=\s*\d+$/,
]

/** When it was recorded: pmset writes it before a level, too (print_pretty_date of pmset.c). */
const stamp =
  /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: [AP]M)?(?: ?(?:[+-]\d\d:?\d\d|Z))?\s+/

// Note: No thermal warning level has been recorded
// Note: No performance warning level has been recorded
// 2025-04-06 20:50:47 -0500 Thermal Warning Level = 1
// 2025-04-06 20:50:47 -0500 CPU Power notify
//     CPU_Scheduler_Limit     = 100
//     CPU_Available_CPUs      = 8
//     CPU_Speed_Limit         = 100
export function parsePmsetTherm(text: string): ThermalWarning {
  const lines = wholeLines(text)
    .map((line) => line.trim().replace(stamp, ''))
    .filter((line) => line !== '')
  const known = lines.filter((line) => knownForms.some((form) => form.test(line)))
  if (known.length === 0) throw new ParseError('pmset tells nothing of heat')
  const countOf = (form: RegExp): number | null =>
    countIn(known.map((line) => form.exec(line)?.[1]).find((figure) => figure !== undefined))
  const ratioOf = (form: RegExp): number | null => {
    const percent = countOf(form)
    return percent === null || percent > 100 ? null : percent / 100
  }
  const told = {
    warningLevel: countOf(/^Thermal Warning Level = (\d+)$/i),
    performanceWarningLevel: countOf(/^Performance Warning Level = (\d+)$/i),
    speedLimitRatio: ratioOf(/^CPU_Speed_Limit\s*=\s*(\d+)$/),
    schedulerLimitRatio: ratioOf(/^CPU_Scheduler_Limit\s*=\s*(\d+)$/),
  }
  // the processor's power comes last: without a word of it the text is not whole
  const isWhole =
    told.speedLimitRatio !== null || known.some((line) => /^Note: No CPU power status/i.test(line))
  const isFree = isWhole && known.length === lines.length ? false : null
  return { ...told, isThrottled: isHeldBack(told) || isFree }
}

const isHeldBack = (told: Omit<ThermalWarning, 'isThrottled'>): boolean =>
  (told.warningLevel ?? 0) > 0 ||
  (told.performanceWarningLevel ?? 0) > 0 ||
  (told.speedLimitRatio ?? 1) < 1 ||
  (told.schedulerLimitRatio ?? 1) < 1
