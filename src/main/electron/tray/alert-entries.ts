import type { Alert } from '../../../shared/alert.ts'
import {
  nameOfSeverity,
  shownAlert,
  snoozeChoices,
  snoozedText,
} from '../../../shared/alert-text.ts'
import { capital } from '../../../shared/fit-text.ts'
import { cutInMiddle } from '../../../shared/model-text.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { linesOf, maxLabelLength, textEntry, type MenuEntry } from './menu-entry.ts'

/** As many as the menu has room for beside all else; more are a count. */
const shownAlertCount = 3

/** What is about to fail, the worst first, each with a menu of its own; then what is snoozed, in one line. */
export function alertEntries({
  alerts,
  atMs,
}: Pick<Snapshot, 'alerts' | 'atMs'>): readonly MenuEntry[] {
  if (alerts.length === 0) return []
  const told = alerts.filter(({ snoozed }) => snoozed === null)
  const moreCount = told.length - shownAlertCount
  return [
    { kind: 'line' },
    ...told.slice(0, shownAlertCount).map((alert) => alertEntry(alert, atMs)),
    ...(moreCount > 0 ? [textEntry(`${moreCount} more`)] : []),
    ...snoozedEntries(alerts.filter(({ snoozed }) => snoozed !== null)),
  ]
}

function alertEntry(alert: Alert, atMs: number): MenuEntry {
  const { title, sentence, advice, age } = shownAlert(alert, atMs)
  const said = [age, sentence, advice].filter((text) => text !== null)
  const word =
    alert.severity === 'notice' || age !== null ? '' : `${nameOfSeverity[alert.severity]}: `
  return {
    kind: 'menu',
    label: cutInMiddle(capital(`${word}${title}`), maxLabelLength),
    entries: [
      ...said.flatMap((text) => linesOf(capital(text)).map(textEntry)),
      { kind: 'line' },
      { kind: 'act', label: 'Open Headroom', act: { kind: 'open' } },
      {
        kind: 'menu',
        label: 'Snooze',
        entries: snoozeChoices.map(({ span, label }) => ({
          kind: 'act',
          label: capital(label),
          act: { kind: 'snooze', input: { target: alert.rule, span } },
        })),
      },
    ],
  }
}

function snoozedEntries(alerts: readonly Alert[]): readonly MenuEntry[] {
  if (alerts.length === 0) return []
  const lines = alerts.map(({ title, snoozed }) =>
    snoozed === null ? title : `${title} · ${snoozedText(snoozed)}`,
  )
  return [
    {
      kind: 'menu',
      label: `${alerts.length} snoozed`,
      entries: [
        ...lines.map((line) => textEntry(cutInMiddle(line, maxLabelLength))),
        { kind: 'line' },
        {
          kind: 'act',
          label: 'Tell all again',
          act: { kind: 'snooze', input: { target: 'all', span: null } },
        },
      ],
    },
  ]
}
