import {
  isRuleId,
  type RuleId,
  ruleIds,
  snoozeSpans,
  type Snooze,
  type SnoozeSpan,
  type SnoozeTarget,
} from '../../shared/alert.ts'
import { isOff, type AlertSettings } from '../../shared/alert-settings.ts'
import { snoozedText } from '../../shared/alert-text.ts'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import { watchesFor } from '../../shared/rule-text.ts'
import type { Snoozes } from '../../shared/snooze.ts'
import type { Core } from '../core/core.ts'
import { openOwnAlerts } from '../core/own-alerts.ts'
import { Refusal } from '../host/attempt.ts'
import { nearestWord } from './nearest-word.ts'
import { print, printJson, say } from './output.ts'
import { openOwnCore } from './own-core.ts'

export interface SnoozeOptions {
  /** null: all is listed, and nothing changed. */
  readonly target: string | null
  /** `off` ends it. */
  readonly span: SnoozeSpan | 'off' | null
  readonly json: boolean
}

/** `headroom snooze`: silences a rule, here and in every other Headroom of this user. Throws UsageError. */
export async function snooze(options: SnoozeOptions): Promise<ExitCode> {
  const target = options.target === null ? null : targetOf(options.target)
  if (target !== null && options.span === null)
    throw new UsageError('for how long: 1h, run (while what runs now runs) or restart; off ends it')
  const core = await openOwnCore({ roomCapBytes: null })
  try {
    const { settings } = await openOwnAlerts({ stays: false })
    return await snoozeBy(core, { ...options, target }, settings())
  } finally {
    await core.close()
  }
}

const isSpan = (name: string): boolean => ['off', ...snoozeSpans].includes(name)

/** By its name. Throws UsageError with all names, and with the one that was probably meant. */
export function targetOf(name: string): SnoozeTarget {
  if (name === 'all' || isRuleId(name)) return name
  if (isSpan(name)) throw new UsageError(`for which rule? headroom snooze <rule|all> ${name}`)
  const nearest = nearestWord(name, ['all', ...ruleIds])
  const meant = nearest === null ? '' : ` (did you mean ${nearest}?)`
  throw new UsageError(
    `there is no rule "${printable(name, 40)}"${meant}: all, ${ruleIds.join(', ')}`,
  )
}

export async function snoozeBy(
  core: Pick<Core, 'snooze' | 'snoozes'>,
  {
    target,
    span,
    json,
  }: Pick<SnoozeOptions, 'span' | 'json'> & { readonly target: SnoozeTarget | null },
  settings: OnOff,
): Promise<ExitCode> {
  if (target === null || span === null) {
    told(await core.snoozes(), json, (all) => snoozeTable(all, settings))
    return exitCode.yes
  }
  try {
    const snoozes = await core.snooze({ target, span: span === 'off' ? null : span })
    told(snoozes, json, (all) => [doneText(target, all)])
    return exitCode.yes
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal is a sentence for people
    say(error.message)
    return exitCode.no
  }
}

function told(all: Snoozes, json: boolean, linesOf: (all: Snoozes) => readonly string[]): void {
  if (json) printJson(all)
  else linesOf(all).forEach(print)
}

/** `pressure: snoozed until 14:05:10` */
const doneText = (target: SnoozeTarget, { snoozes }: Snoozes): string => {
  const made = snoozes.find((one) => one.target === target)
  if (made === undefined) return `${target}: not snoozed`
  return `${target}: ${snoozedText(made)}${endNote(made)}`
}

/** Nobody here knows whether the app or a `serve` runs: what ends it is said for both. */
function endNote({ span, untilMs }: Snooze): string {
  if (span === 'restart') return ' (the next start of the app or of headroom serve ends it)'
  return span === 'run' && untilMs !== null ? ' (nothing runs whose end could be waited for)' : ''
}

type OnOff = Pick<AlertSettings, 'off' | 'on'>

const offText = (id: RuleId, { off }: OnOff): string =>
  off.includes(id) ? 'off in settings.json' : 'off unless settings.json has it in alerts.on'

/** Every rule with what it watches for, and what of them is snoozed. */
export function snoozeTable({ snoozes }: Snoozes, settings: OnOff): readonly string[] {
  const of = (target: SnoozeTarget): Snooze | undefined =>
    snoozes.find((one) => one.target === target)
  const all = of('all')
  const width = Math.max(...ruleIds.map((id) => id.length))
  return [
    ...ruleIds.map((id) => {
      const own = of(id)
      const states = [
        ...(isOff(id, settings) ? [offText(id, settings)] : []),
        ...(own === undefined ? [] : [snoozedText(own)]),
      ]
      const state = states.length === 0 ? '' : `  (${states.join(', ')})`
      return `${id.padEnd(width)}  ${watchesFor[id]}${state}`
    }),
    ...(all === undefined ? [] : [`${'all'.padEnd(width)}  ${snoozedText(all)}`]),
    ...(snoozes.length === 0
      ? ['Nothing is snoozed. headroom snooze <rule|all> <1h|run|restart>']
      : []),
  ]
}
