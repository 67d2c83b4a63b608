import { hasInstant, instantIn, uptimeIn } from './log-text.ts'

/** When a line says that it was printed. Only times of one style can be held against each other. */
export interface LineTime {
  readonly style: 'zoned' | 'dated' | 'uptime' | 'yearless'
  readonly ms: number
}

// INFO 03-16 20:40:22 [logger.py:43] …        Mar 16 20:40:22 host name[1]: …
const yearless =
  /^(?:(?:DEBUG|INFO|WARNING|ERROR|CRITICAL) (\d\d)-(\d\d)|([A-Z][a-z]{2}) ([ \d]\d)) (\d\d):(\d\d):(\d\d)/
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const zone = /\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)/
const maxPrefixLength = 80

/** null: it does not say. A clock without a day is none: it says as much of any day. */
export function lineTimeIn(printed: string): LineTime | null {
  const uptimeMs = uptimeIn(printed)
  if (uptimeMs !== null) return { style: 'uptime', ms: uptimeMs }
  if (hasInstant(printed)) {
    const ms = instantIn(printed)
    const isZoned = zone.test(printed.slice(0, maxPrefixLength))
    return ms === null ? null : { style: isZoned ? 'zoned' : 'dated', ms }
  }
  return yearlessIn(printed)
}

function yearlessIn(printed: string): LineTime | null {
  const [, number, day, name, dayOfName, hour, minute, second] = yearless.exec(printed) ?? []
  if (second === undefined) return null
  const month = number === undefined ? months.indexOf(name ?? '') : Number(number) - 1
  const days = month * 31 + Number(day ?? dayOfName)
  return {
    style: 'yearless',
    ms: (((days * 24 + Number(hour)) * 60 + Number(minute)) * 60 + Number(second)) * 1_000,
  }
}
