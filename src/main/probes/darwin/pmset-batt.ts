import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { countIn } from './forms/figure.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** Where the power comes from, and what the battery holds. */
export interface BatteryState {
  /** From its own battery or from that of a UPS: the mains are not there. */
  readonly isOnBattery: boolean
  /** Its own battery, or a UPS that tells of itself. */
  readonly hasBattery: boolean
  /** 0 to 1; of the Mac's own battery where it has one, else of the UPS. */
  readonly levelRatio: number | null
  /** As printed: `charging`, `finishing charge`, `AC attached; not charging`. */
  readonly state: string | null
  /** Until it is empty or full; null where there is no estimate. */
  readonly remainingMs: number | null
}

export const pmsetBatt: Probe<BatteryState> = {
  question: { kind: 'command', argv: ['/usr/bin/pmset', '-g', 'batt'] },
  parse: parsePmsetBatt,
}

// Now drawing from 'AC Power'
//  -InternalBattery-0 (id=36438115)	73%; charging; 1:20 remaining present: true
export function parsePmsetBatt(text: string): BatteryState {
  const lines = wholeLines(text)
  const source = lines.map(
    (line) => /^Now drawing from '(AC|Battery|UPS) Power'\s*$/.exec(line)?.[1],
  )
  const word = source.find((found) => found !== undefined)
  if (word === undefined) throw new ParseError('no source of power is named')
  // one that was cut is there all the same
  const batteries = text.split(/\r?\n/).filter((line) => /^\s+-\S/.test(line))
  const present = batteries.filter((line) => !/\bpresent: false\b/.test(line))
  const chosen = present.find((line) => /^\s+-InternalBattery\b/.test(line)) ?? present[0]
  return {
    isOnBattery: word !== 'AC',
    hasBattery: chosen !== undefined,
    ...batteryIn(chosen !== undefined && lines.includes(chosen) ? chosen : ''),
  }
}

type Charge = Pick<BatteryState, 'levelRatio' | 'state' | 'remainingMs'>

/** The words between the level and what remains; behind `present:` stands nothing of them. */
function batteryIn(line: string): Charge {
  const [, level, rest = ''] = /\s(\d+)%(?:;(.*))?$/.exec(line.trimEnd()) ?? []
  const percent = countIn(level)
  const words = (rest.split(/\bpresent:/)[0] ?? '')
    .split(';')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  return {
    levelRatio: percent === null || percent > 100 ? null : percent / 100,
    state: words.filter((word) => !isEstimate(word)).join('; ') || null,
    remainingMs: remainingIn(words.find(isEstimate)),
  }
}

const isEstimate = (word: string): boolean => /^(?:\d+:\d\d remaining|\(.*\))$/.test(word)

function remainingIn(estimate: string | undefined): number | null {
  const [, hours, minutes] = /^(\d{1,4}):([0-5]\d) remaining$/.exec(estimate ?? '') ?? []
  return hours === undefined ? null : (Number(hours) * 60 + Number(minutes)) * 60_000
}
