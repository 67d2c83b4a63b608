import { z } from 'zod/mini'
import { isRuleId, type RuleId } from '../../shared/alert.ts'
import {
  alertBounds,
  defaultAlertSettings,
  holdBounds,
  type AlertSettings,
} from '../../shared/alert-settings.ts'

const maxRules = 64

/** Whatever stands there, and nothing, becomes a value: one line that is wrong, or out of bounds, must not cost the others. */
export const lenient = <T>(valueOf: (given: unknown) => T): z.ZodMiniType<T> =>
  z.pipe(z._default(z.unknown(), null), z.transform(valueOf))

const line = (name: keyof typeof alertBounds): z.ZodMiniType<number> => {
  const { least, most } = alertBounds[name]
  return lenient((given) =>
    typeof given === 'number' && Number.isFinite(given)
      ? Math.min(most, Math.max(least, given))
      : defaultAlertSettings[name],
  )
}

const ruleNames = lenient((given): readonly RuleId[] => {
  const names = z.array(z.unknown()).safeParse(given)
  if (!names.success) return []
  const known = names.data
    .slice(0, maxRules)
    .filter((name) => typeof name === 'string' && isRuleId(name))
  return [...new Set(known)]
})

const holdSeconds = lenient((given): AlertSettings['holdSeconds'] => {
  const lines = z.record(z.string(), z.unknown()).safeParse(given)
  if (!lines.success) return {}
  return Object.fromEntries(
    Object.entries(lines.data).flatMap(([rule, seconds]) =>
      isRuleId(rule) && typeof seconds === 'number' && Number.isFinite(seconds)
        ? [[rule, Math.min(holdBounds.most, Math.max(holdBounds.least, seconds))]]
        : [],
    ),
  )
})

/** Loose: what a later version has written stays in the file. */
const shape = z.looseObject({
  off: ruleNames,
  on: ruleNames,
  runsOutWithinMinutes: line('runsOutWithinMinutes'),
  hogRatio: line('hogRatio'),
  hogGrowthBytes: line('hogGrowthBytes'),
  hogGrowthMinutes: line('hogGrowthMinutes'),
  idleAfterMinutes: line('idleAfterMinutes'),
  contextRatio: line('contextRatio'),
  swapDiskBytes: line('swapDiskBytes'),
  holdSeconds,
})

/** All of it is admitted; what is missing or wrong is the default. */
export const alertsShape = lenient((given): AlertSettings => {
  const lines = z.looseObject({}).safeParse(given)
  return shape.parse(lines.success ? lines.data : {})
})
