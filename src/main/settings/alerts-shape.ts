import { z } from 'zod/mini'
import { isRuleId } from '../../shared/alert.ts'
import {
  alertBounds,
  defaultAlertSettings,
  type AlertSettings,
} from '../../shared/alert-settings.ts'

const maxRules = 64

const line = (name: keyof typeof alertBounds): z.ZodMiniType<number> => {
  const { least, most } = alertBounds[name]
  return z.pipe(
    z.catch(z._default(z.number(), defaultAlertSettings[name]), defaultAlertSettings[name]),
    z.transform((given) => Math.min(most, Math.max(least, given))),
  )
}

const ruleNames = z.pipe(
  z.catch(z._default(z.array(z.unknown()), [...defaultAlertSettings.off]), [
    ...defaultAlertSettings.off,
  ]),
  z.transform((names) =>
    names.slice(0, maxRules).filter((name) => typeof name === 'string' && isRuleId(name)),
  ),
)

/** One line that is wrong, or out of bounds, must not cost the others. */
const shape = z.looseObject({
  off: ruleNames,
  runsOutWithinMinutes: line('runsOutWithinMinutes'),
  hogRatio: line('hogRatio'),
  hogGrowthBytes: line('hogGrowthBytes'),
  hogGrowthMinutes: line('hogGrowthMinutes'),
  idleAfterMinutes: line('idleAfterMinutes'),
  contextRatio: line('contextRatio'),
  swapDiskBytes: line('swapDiskBytes'),
})

/** All of it is admitted; what is missing or wrong is the default. */
export const alertsShape: z.ZodMiniType<AlertSettings> = z.pipe(
  z.catch(z._default(z.looseObject({}), {}), {}),
  z.transform((given): AlertSettings => shape.parse(given)),
)
