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
const uptime = /^\d{1,7}\.\d\d\.\d{3}\.\d{3} [A-Z] /
const zone = /\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)/
const maxPrefixLength = 80

/** Cheap: of most lines no more is asked. null: it does not say when. A clock without a day is none: it says as much of any day. */
export function timeStyleIn(printed: string): LineTime['style'] | null {
  const prefix = printed.slice(0, maxPrefixLength)
  if (uptime.test(prefix)) return 'uptime'
  if (hasInstant(prefix)) return zone.test(prefix) ? 'zoned' : 'dated'
  return yearless.test(prefix) ? 'yearless' : null
}

export function lineTimeIn(printed: string): LineTime | null {
  const style = timeStyleIn(printed)
  if (style === null) return null
  const ms = msIn(style, printed)
  return ms === null ? null : { style, ms }
}

function msIn(style: LineTime['style'], printed: string): number | null {
  switch (style) {
    case 'uptime':
      return uptimeIn(printed)
    case 'dated':
    case 'zoned':
      return instantIn(printed)
    case 'yearless':
      return yearlessIn(printed)
  }
}

function yearlessIn(printed: string): number | null {
  const [, number, day, name, dayOfName, hour, minute, second] = yearless.exec(printed) ?? []
  if (second === undefined) return null
  const month = number === undefined ? months.indexOf(name ?? '') : Number(number) - 1
  const days = month * 31 + Number(day ?? dayOfName)
  return (((days * 24 + Number(hour)) * 60 + Number(minute)) * 60 + Number(second)) * 1_000
}
