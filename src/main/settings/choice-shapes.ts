import { z } from 'zod/mini'
import { defaultSettings, settingBounds, type ClockSettings } from '../../shared/settings.ts'
import { lenient } from './alerts-shape.ts'

/** One of a list of words, else the default. */
export const oneOf = <Word extends string>(
  words: readonly Word[],
  otherwise: Word,
): z.ZodMiniType<Word> => lenient((given) => words.find((word) => word === given) ?? otherwise)

interface Bounds {
  readonly least: number
  readonly most: number
}

/** A number, moved into its bounds, else the default. */
export const numberWithin = ({ least, most }: Bounds, otherwise: number): z.ZodMiniType<number> =>
  lenient((given) =>
    typeof given === 'number' && Number.isFinite(given)
      ? Math.min(most, Math.max(least, given))
      : otherwise,
  )

const { clocks } = defaultSettings

const clocksObject = z.looseObject({
  lookedSeconds: numberWithin(settingBounds.lookedSeconds, clocks.lookedSeconds),
  aloneSeconds: numberWithin(settingBounds.aloneSeconds, clocks.aloneSeconds),
  isSlowerOnBattery: lenient((given) => given !== false),
})

export const clocksShape = lenient((given): ClockSettings => {
  const lines = z.looseObject({}).safeParse(given)
  return clocksObject.parse(lines.success ? lines.data : {})
})
