import { z } from 'zod/mini'
import {
  beforeLoads,
  defaultReliefSettings,
  idleMinutesBounds,
  type BeforeLoad,
  type ReliefSettings,
} from '../../shared/relief-settings.ts'
import { lenient } from './alerts-shape.ts'

export const maxNames = 200
const maxNameLength = 200

export const isName = (entry: unknown): entry is string =>
  typeof entry === 'string' && entry.trim() !== '' && entry.length <= maxNameLength

const names = lenient((given): readonly string[] => {
  const entries = z.array(z.unknown()).safeParse(given)
  return entries.success ? entries.data.filter(isName).slice(0, maxNames) : []
})

/** Less than the least is off: whoever writes 0 or -1 means never, and would get the sharpest that there is. */
const minutes = lenient((given): number | null =>
  typeof given === 'number' && Number.isFinite(given) && given >= idleMinutesBounds.least
    ? Math.min(idleMinutesBounds.most, given)
    : defaultReliefSettings.unloadIdleAfterMinutes,
)

export const isBeforeLoad = (given: unknown): given is BeforeLoad =>
  beforeLoads.some((one) => one === given)

/** What acts by itself needs to be written right: whatever is wrong is off. */
const beforeLoad = lenient((given): BeforeLoad =>
  isBeforeLoad(given) ? given : defaultReliefSettings.beforeLoad,
)

/** Loose: what a later version has written stays in the file. */
const shape = z.looseObject({
  neverSuggest: names,
  unloadIdleAfterMinutes: minutes,
  beforeLoad,
})

/** All of it is admitted; what is missing or wrong is the default. */
export const reliefShape = lenient((given): ReliefSettings => {
  const lines = z.looseObject({}).safeParse(given)
  return shape.parse(lines.success ? lines.data : {})
})
