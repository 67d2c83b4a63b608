import { askAt } from '../../host/ask-at.ts'
import type { Host } from '../../host/host.ts'
import { readEnd } from '../../monitor/darwin/read-end.ts'
import { homeOf } from '../../monitor/logs/usual-logs.ts'
import { kernelWords } from '../../probes/linux/oom-kills.ts'
import { read } from '../../probes/probe.ts'
import type { EndSigns } from './end-signs.ts'
import { linuxSigns } from './linux-signs.ts'
import { macSigns } from './mac-signs.ts'

export interface EndSought {
  /** Headroom's own, of that run. */
  readonly pid: number
  readonly isOtherBoot: boolean | null
  readonly endedAtMs: number
}

/** What came shortly before it may be why, and the last sign of life is some seconds old. */
const beforeMs = 2 * 60_000
const afterMs = 2 * 60_000

/** Asks this system what it says of an end: once, and not before somebody sees the present. */
export async function readSigns(
  host: Pick<Host, 'ask' | 'clock' | 'platform'>,
  { pid, isOtherBoot, endedAtMs }: EndSought,
): Promise<EndSigns> {
  const nowMs = host.clock.nowMs()
  const asker = askAt(host, nowMs)
  const sinceMs = endedAtMs - beforeMs
  const shortlyMs = Math.min(nowMs, endedAtMs + afterMs)
  if (host.platform === 'darwin') {
    // the report of a panic is written when the Mac has started again
    const untilMs = isOtherBoot === false ? shortlyMs : Math.max(nowMs, shortlyMs)
    const found = await readEnd(asker, { sinceMs, untilMs, home: await homeOf(asker) })
    return before(macSigns(found, pid), shortlyMs)
  }
  if (host.platform !== 'linux') return notRead
  const window = { sinceMs, untilMs: shortlyMs, isOtherBoot: isOtherBoot === true }
  return linuxSigns(await read(asker, kernelWords(window)))
}

/** What was ended long after it is no part of it. */
const before = (signs: EndSigns, untilMs: number): EndSigns => ({
  ...signs,
  ended: signs.ended.filter(({ atMs }) => atMs === null || atMs <= untilMs),
})

const notRead: EndSigns = {
  panics: [],
  ended: [],
  ownCrash: null,
  others: [],
  wouldTell: false,
  unread: ['Where this system tells of its ends is not known.'],
}
