import { ruleIds, type RuleId } from '../../shared/alert.ts'
import {
  type alertBounds,
  defaultAlertSettings,
  isOff,
  mayHold,
  offByDefault,
  ruleHoldSeconds,
  type AlertSettings,
} from '../../shared/alert-settings.ts'
import type { PreferInput } from '../../shared/preferences.ts'

/** One number of the alerts. */
export type AlertLineName = keyof typeof alertBounds
type AlertChange = NonNullable<PreferInput['alerts']>

/** The numbers that each rule goes by, beside its hold. */
const linesByRule: Readonly<Partial<Record<RuleId, readonly AlertLineName[]>>> = {
  'running-out': ['runsOutWithinMinutes'],
  'memory-hog': ['hogRatio', 'hogGrowthBytes', 'hogGrowthMinutes'],
  'idle-model': ['idleAfterMinutes'],
  context: ['contextRatio'],
  'swap-disk': ['swapDiskBytes'],
}

export const linesOf = (rule: RuleId): readonly AlertLineName[] => linesByRule[rule] ?? []

export const quantityOf = {
  runsOutWithinMinutes: 'minutes',
  hogRatio: 'ratio',
  hogGrowthBytes: 'bytes',
  hogGrowthMinutes: 'minutes',
  idleAfterMinutes: 'minutes',
  contextRatio: 'ratio',
  swapDiskBytes: 'bytes',
} as const satisfies Record<AlertLineName, string>

export const holdOf = (rule: RuleId, { holdSeconds }: AlertSettings): number =>
  holdSeconds[rule] ?? ruleHoldSeconds[rule]

/** Whether anything of this rule is not as Headroom comes. */
export const isChanged = (rule: RuleId, alerts: AlertSettings): boolean =>
  isOff(rule, alerts) !== offByDefault.has(rule) ||
  linesOf(rule).some((line) => alerts[line] !== defaultAlertSettings[line]) ||
  (mayHold(rule) && holdOf(rule, alerts) !== ruleHoldSeconds[rule])

/** Whether it speaks from now on; both lists stay as short as they can be. */
export function turned(rule: RuleId, isOn: boolean, { off, on }: AlertSettings): AlertChange {
  const without = (rules: readonly RuleId[]): readonly RuleId[] =>
    rules.filter((one) => one !== rule)
  if (offByDefault.has(rule))
    return { off: without(off), on: isOn ? [...without(on), rule] : without(on) }
  return { off: isOn ? without(off) : [...without(off), rule] }
}

/** As Headroom comes, of one rule. */
export const asItComes = (rule: RuleId, alerts: AlertSettings): AlertChange => ({
  ...turned(rule, !offByDefault.has(rule), alerts),
  ...Object.fromEntries(linesOf(rule).map((line) => [line, defaultAlertSettings[line]])),
  holdSeconds: { [rule]: null },
})

/** As Headroom comes, of all rules. */
export const allAsTheyCome: AlertChange = {
  ...defaultAlertSettings,
  holdSeconds: Object.fromEntries(ruleIds.map((rule) => [rule, null])),
}
