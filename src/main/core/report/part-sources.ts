import { historyCsv, type HistoryTable } from '../../../shared/history-csv.ts'
import { mostHistoryPoints, type History } from '../../../shared/history.ts'
import { reportPartKinds, type ReportPartKind } from '../../../shared/report.ts'
import type { Redact } from '../../host/redact.ts'
import { cleanOf } from './clean.ts'
import type { ActLog } from '../../../shared/act.ts'
import type { Doctor } from '../../../shared/doctor.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import type { AboutDesk } from '../about-desk.ts'
import type { HistoryDesk } from '../history-desk.ts'
import type { PreferencesDesk } from '../preferences-desk.ts'
import type { RememberedDesk } from '../remembered-desk.ts'

/** Whom a report asks: the very desks that the screens ask. */
export interface ReportAsked
  extends
    AboutDesk,
    HistoryDesk,
    Pick<PreferencesDesk, 'preferences'>,
    Pick<RememberedDesk, 'learnt' | 'blackBox'> {
  doctor(): Promise<Doctor>
  current(): Snapshot | null
  snapshotOnce(): Promise<Snapshot>
  acts(): Promise<ActLog>
}

const dayMs = 24 * 3_600_000

type Source = (asked: ReportAsked, nowMs: number) => Promise<unknown>

const lastDay = (asked: ReportAsked, nowMs: number): Promise<History> =>
  asked.history({
    sinceMs: nowMs - dayMs,
    untilMs: nowMs,
    mostPoints: Math.min(mostHistoryPoints, dayMs / 60_000),
  })

/** What each part is made of; the recording is made of files (recorded-part). */
const sources: Readonly<Record<Exclude<ReportPartKind, 'recording'>, Source>> = {
  about: (asked) => asked.about(),
  doctor: (asked) => asked.doctor(),
  snapshot: async (asked) => asked.current() ?? (await asked.snapshotOnce()),
  settings: (asked) => asked.preferences(),
  findings: async (asked) => (asked.current() ?? (await asked.snapshotOnce())).findings,
  history: lastDay,
  acts: (asked) => asked.acts(),
  learnt: (asked) => asked.learnt(),
  'black-boxes': (asked) => asked.blackBox(),
}

/** A file of the archive, cleaned. */
export interface CleanText {
  readonly text: string
  readonly removedCount: number
}

export interface PartSource {
  readonly kind: ReportPartKind
  readonly name: string
  readonly make: (asked: ReportAsked, nowMs: number, redact: Redact) => Promise<CleanText>
}

const asJson =
  (of: Source): PartSource['make'] =>
  async (asked, nowMs, redact) => {
    const { value, removedCount } = cleanOf(await of(asked, nowMs), redact)
    return { text: `${JSON.stringify(value, null, 2)}\n`, removedCount }
  }

/** Texts are cleaned before they are quoted. */
const asCsv =
  (table: HistoryTable): PartSource['make'] =>
  async (asked, nowMs, redact) => {
    const history = await lastDay(asked, nowMs)
    const events = history.events.map((event) => ({ ...event, what: redact(event.what) }))
    const changed = events.filter(({ what }, index) => what !== history.events[index]?.what)
    return { text: historyCsv({ ...history, events }, table), removedCount: changed.length }
  }

export const partSources: readonly PartSource[] = reportPartKinds.flatMap((kind) => {
  if (kind === 'recording') return []
  const json = { kind, name: `${kind}.json`, make: asJson(sources[kind]) }
  if (kind !== 'history') return [json]
  return [
    json,
    { kind, name: 'history.csv', make: asCsv('points') },
    { kind, name: 'history-events.csv', make: asCsv('events') },
  ]
})
