import type { Alert } from '../../shared/alert.ts'
import type { Finding } from '../../shared/finding.ts'
import type { AlertId, FindingId, LoadId } from '../../shared/ids.ts'
import type { Load } from '../../shared/load.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

export interface AlertRow {
  readonly alert: Alert
  /** It has cleared, and keeps its place for as long as somebody points at the list. */
  readonly isGone: boolean
}

/**
 * The alerts that are told, as the Snapshot has them: the worst first, then the newest; those that are not known any more
 * last. `held`: the rows of when somebody began to point at them; none of these moves, and what is new comes below.
 */
export function alertRows(
  alerts: readonly Alert[],
  held: readonly AlertRow[] | null,
): readonly AlertRow[] {
  const told = alerts.filter(({ snoozed }) => snoozed === null)
  if (held === null) return told.toSorted(staleLast).map(asRow)
  const isSnoozed = new Set(alerts.filter(({ snoozed }) => snoozed !== null).map(({ id }) => id))
  const kept = held
    .filter(({ alert }) => !isSnoozed.has(alert.id))
    .map(({ alert }) => {
      const now = told.find(({ id }) => id === alert.id)
      return now === undefined ? { alert, isGone: true } : asRow(now)
    })
  const isKept = new Set(kept.map(({ alert }) => alert.id))
  return [...kept, ...told.filter(({ id }) => !isKept.has(id)).map(asRow)]
}

/** An alert in whose card something was pressed, and of which something is still to be said. */
export interface PressedAlert {
  readonly alert: Alert
  /** Where its row stood. */
  readonly place: number
}

/** The rows, and those that were pressed and have gone since: what came of it is said where it was pressed. */
export function withPressed(
  rows: readonly AlertRow[],
  pressed: readonly PressedAlert[],
): readonly AlertRow[] {
  const all = [...rows]
  for (const { alert, place } of pressed.toSorted((a, b) => a.place - b.place))
    if (rows.every((row) => row.alert.id !== alert.id))
      all.splice(place, 0, { alert, isGone: true })
  return all
}

const asRow = (alert: Alert): AlertRow => ({ alert, isGone: false })

const staleLast = (a: Alert, b: Alert): number => Number(a.isStale) - Number(b.isStale)

/** More stand behind a count. */
export const screenAlertCount = 3

/** One in full: the worst; others only where they are as urgent as can be. */
export const isInFull = ({ alert, isGone }: AlertRow, index: number): boolean =>
  !isGone && (index === 0 || alert.severity === 'imminent') && index < screenAlertCount

/** What says all that an alert says, and more: it stands in place of the alert. */
export type AlertCardOf =
  | { readonly kind: 'load'; readonly load: Load }
  | { readonly kind: 'finding'; readonly finding: Finding }

/** By the alerts; where two are about the same, the first has it. */
export function alertCards(
  snapshot: Pick<Snapshot, 'alerts' | 'loads' | 'findings'>,
): ReadonlyMap<AlertId, AlertCardOf> {
  const cards = new Map<AlertId, AlertCardOf>()
  const taken = new Set<string>()
  for (const alert of snapshot.alerts) {
    const card = cardOf(alert, snapshot)
    if (card === null || taken.has(idOf(card))) continue
    taken.add(idOf(card))
    cards.set(alert.id, card)
  }
  return cards
}

function cardOf(
  { rule, about, isStale, isClearing, snoozed }: Alert,
  { loads, findings }: Pick<Snapshot, 'loads' | 'findings'>,
): AlertCardOf | null {
  if (isStale || isClearing || snoozed !== null) return null
  const finding = findings.find(({ id }) => id === about.findingId)
  if (finding !== undefined) return { kind: 'finding', finding }
  // what another rule says of a load (swap, a limit that was passed) its card does not say
  const load = rule === 'will-not-fit' ? loads.find(({ id }) => id === about.loadId) : undefined
  return load === undefined ? null : { kind: 'load', load }
}

const idOf = (card: AlertCardOf): LoadId | FindingId =>
  card.kind === 'load' ? card.load.id : card.finding.id

/** Loads and findings that stand among the alerts: their own lists leave them out. */
export const toldInAlerts = (
  snapshot: Pick<Snapshot, 'alerts' | 'loads' | 'findings'>,
): ReadonlySet<LoadId | FindingId> => new Set([...alertCards(snapshot).values()].map(idOf))
