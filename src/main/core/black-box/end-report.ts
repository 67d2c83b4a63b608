import type { BlackBoxReport, LastState } from '../../../shared/black-box.ts'
import { storyOfEnd, titleOfEnd } from '../../../shared/black-box-text.ts'
import type { KeptEnd, SoughtEnd } from '../../history/black-box-store.ts'
import { endFixes } from './end-fixes.ts'
import type { EndSigns } from './end-signs.ts'
import { judgeEnd } from './judge-end.ts'

/** What is known of an end without the system's word, and does not change any more. */
export interface EndBehind {
  readonly id: string
  readonly endedAtMs: number
  readonly foundAtMs: number
  readonly last: LastState | null
  readonly sought: SoughtEnd
}

const mostUnread = 10

/** One end in whole sentences; `nowMs`: until `sought.untilMs` the system may yet say more. */
export function endReport(behind: EndBehind, signs: EndSigns, nowMs: number): KeptEnd {
  const { last, sought } = behind
  const isMac = sought.platform === 'darwin'
  const mayComeLater = isMac && nowMs < sought.untilMs
  const { isConclusive, ...judged } = judgeEnd({ ...sought, mayComeLater }, signs)
  const isStillSought = !isConclusive && mayComeLater
  const told = {
    ...judged,
    last,
    isMac,
    isStillSought,
    canRead: signs.wouldTell,
    recorded: sought.recorded,
  }
  const report: BlackBoxReport = {
    id: behind.id,
    end: judged.end,
    endedAtMs: behind.endedAtMs,
    foundAtMs: behind.foundAtMs,
    title: titleOfEnd(told),
    story: storyOfEnd(told),
    signatures: judged.signatures,
    last,
    fixes: endFixes({ ...judged, last, isMac }),
    unread: signs.unread.slice(0, mostUnread),
    isSeen: false,
  }
  return { report, sought: isStillSought ? sought : null }
}

/** What is known now in place of what was: whoever has seen that it was not known has not seen what it was. */
export function filledIn(before: KeptEnd, now: KeptEnd): KeptEnd {
  const isNews = before.report.end !== now.report.end && now.report.end !== 'unknown'
  return { ...now, report: { ...now.report, isSeen: before.report.isSeen && !isNews } }
}
