import { isRuleId } from '../../shared/alert.ts'
import { alertBounds, defaultAlertSettings } from '../../shared/alert-settings.ts'
import { printable } from '../../shared/printable.ts'

/** More are a count: whoever mends these reads on. */
const toldCount = 6
const maxLength = 40

const isLine = (name: string): name is keyof typeof alertBounds => Object.hasOwn(alertBounds, name)
const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given)

/** What of the alerts in the settings is not as it was written, in words, and what stands in its place. */
export function alertTroubles(given: unknown): readonly string[] {
  if (given === undefined) return []
  if (!isObject(given)) return ['alerts is no object: the defaults are used']
  const found = Object.entries(given).flatMap(([name, value]) => troublesOf(name, value))
  const moreCount = found.length - toldCount
  return [...found.slice(0, toldCount), ...(moreCount > 0 ? [`${moreCount} more of alerts`] : [])]
}

function troublesOf(name: string, value: unknown): readonly string[] {
  if (name === 'off' || name === 'on') return rulesTroubles(name, value)
  if (!isLine(name)) return [`alerts.${shown(name)} is not known, and not used`]
  const { least, most } = alertBounds[name]
  const bounds = `from ${least} to ${most}`
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  if (!isNumber)
    return [
      `alerts.${name} is ${written(value)}, not a number ${bounds}: ${defaultAlertSettings[name]} is used`,
    ]
  if (value >= least && value <= most) return []
  return [`alerts.${name} is ${value}, not ${bounds}: ${value < least ? least : most} is used`]
}

function rulesTroubles(name: 'off' | 'on', value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [`alerts.${name} is no list of rules, and not used`]
  const names: readonly unknown[] = value
  return names.flatMap((one) =>
    typeof one === 'string' && isRuleId(one)
      ? []
      : [`alerts.${name} has ${written(one)}, which is no rule (headroom snooze lists them)`],
  )
}

const written = (value: unknown): string => shown(JSON.stringify(value))
const shown = (text: string): string => printable(text, maxLength)
