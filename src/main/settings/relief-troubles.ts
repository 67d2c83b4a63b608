import { printable } from '../../shared/printable.ts'
import { beforeLoads, idleMinutesBounds } from '../../shared/relief-settings.ts'
import { isBeforeLoad, isName, maxNames } from './relief-shape.ts'

/** More are a count: whoever mends these reads on. */
const toldCount = 4
const maxLength = 40

const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given)

/** What of relief in the settings is not as it was written, in words, and what stands in its place. */
export function reliefTroubles(given: unknown): readonly string[] {
  if (given === undefined) return []
  if (!isObject(given)) return ['relief is no object: nothing happens by itself']
  const found = Object.entries(given).flatMap(([name, value]) => troublesOf(name, value))
  const moreCount = found.length - toldCount
  return [...found.slice(0, toldCount), ...(moreCount > 0 ? [`${moreCount} more of relief`] : [])]
}

function troublesOf(name: string, value: unknown): readonly string[] {
  switch (name) {
    case 'neverSuggest':
      return neverTroubles(value)
    case 'unloadIdleAfterMinutes':
      return minutesTroubles(value)
    case 'beforeLoad':
      return isBeforeLoad(value)
        ? []
        : [`relief.beforeLoad is ${written(value)}, none of ${beforeLoads.join(', ')}: it is off`]
    default: // foreign
      return [`relief.${shown(name)} is not known, and not used`]
  }
}

function neverTroubles(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return ['relief.neverSuggest is no list of names, and not used']
  const names: readonly unknown[] = value
  const wrong = names
    .filter((one) => !isName(one))
    .map((one) => `relief.neverSuggest has ${written(one)}, which is no name, and not used`)
  const tooMany = `relief.neverSuggest has more than ${maxNames} names: the others are not used`
  return names.filter(isName).length > maxNames ? [...wrong, tooMany] : wrong
}

function minutesTroubles(value: unknown): readonly string[] {
  if (value === null) return []
  const { least, most } = idleMinutesBounds
  const bounds = `from ${least} to ${most}`
  if (typeof value !== 'number' || !Number.isFinite(value))
    return [`relief.unloadIdleAfterMinutes is ${written(value)}, not a number ${bounds}: it is off`]
  if (value >= least && value <= most) return []
  const instead = value < least ? 'it is off' : `${most} is used`
  return [`relief.unloadIdleAfterMinutes is ${value}, not ${bounds}: ${instead}`]
}

const written = (value: unknown): string => shown(JSON.stringify(value))
const shown = (text: string): string => printable(text, maxLength)
