import { reportPartKinds, type ReportPartKind } from '../../../shared/report.ts'
import { mostHistoryPoints } from '../../../shared/history.ts'
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

/** What each part is made of; the recording is made of files (recorded-part). */
const sources: Readonly<Record<Exclude<ReportPartKind, 'recording'>, Source>> = {
  about: (asked) => asked.about(),
  doctor: (asked) => asked.doctor(),
  snapshot: async (asked) => asked.current() ?? (await asked.snapshotOnce()),
  settings: (asked) => asked.preferences(),
  findings: async (asked) => (asked.current() ?? (await asked.snapshotOnce())).findings,
  history: (asked, nowMs) =>
    asked.history({
      sinceMs: nowMs - dayMs,
      untilMs: nowMs,
      mostPoints: Math.min(mostHistoryPoints, dayMs / 60_000),
    }),
  acts: (asked) => asked.acts(),
  learnt: (asked) => asked.learnt(),
  'black-boxes': (asked) => asked.blackBox(),
}

export interface PartSource {
  readonly kind: ReportPartKind
  readonly name: string
  readonly of: Source
}

export const partSources: readonly PartSource[] = reportPartKinds.flatMap((kind) =>
  kind === 'recording' ? [] : [{ kind, name: `${kind}.json`, of: sources[kind] }],
)
