import type { Alert } from '../../../shared/alert.ts'
import {
  nameOfSeverity,
  shownAlert,
  snoozeChoices,
  snoozedText,
} from '../../../shared/alert-text.ts'
import { placeOfAlert } from '../../../shared/alert-place.ts'
import { capital } from '../../../shared/fit-text.ts'
import { cutInMiddle } from '../../../shared/model-text.ts'
import { englishVoice, type Voice } from '../../../shared/phrases/voice.ts'
import { markIn } from '../../../shared/phrases/mark.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { actEntry } from './let-go.ts'
import { linesOf, maxLabelLength, textEntry, type MenuEntry } from './menu-entry.ts'

/** As many as the menu has room for beside all else; more are a count. */
const shownAlertCount = 3

/** What is about to fail, the worst first, each with a menu of its own; then what is snoozed, in one line. */
export function alertEntries(
  { alerts, atMs }: Pick<Snapshot, 'alerts' | 'atMs'>,
  voice: Voice = englishVoice,
): readonly MenuEntry[] {
  if (alerts.length === 0) return []
  const told = alerts.filter(({ snoozed }) => snoozed === null)
  const moreCount = told.length - shownAlertCount
  return [
    { kind: 'line' },
    ...told.slice(0, shownAlertCount).map((alert) => alertEntry(alert, atMs, voice)),
    ...(moreCount > 0 ? [textEntry(voice.say(`${moreCount} more`))] : []),
    ...snoozedEntries(
      alerts.filter(({ snoozed }) => snoozed !== null),
      voice,
    ),
  ]
}

function alertEntry(alert: Alert, atMs: number, { language, say }: Voice): MenuEntry {
  const { title, sentence, advice, age } = shownAlert(alert, atMs)
  const said = [age, sentence, advice].filter((text) => text !== null)
  const word =
    alert.severity === 'notice' || age !== null
      ? ''
      : `${say(nameOfSeverity[alert.severity])}${markIn(language, ': ')}`
  return {
    kind: 'menu',
    label: cutInMiddle(capital(`${word}${say(title)}`), maxLabelLength),
    entries: [
      ...said.flatMap((text) => linesOf(capital(say(text))).map(textEntry)),
      { kind: 'line' },
      { kind: 'act', label: say('Open Headroom'), act: { kind: 'open' } },
      actEntry(say('Details'), {
        kind: 'begin',
        begins: { kind: 'details', place: placeOfAlert(alert) },
      }),
      {
        kind: 'menu',
        label: say('Snooze'),
        entries: snoozeChoices.map(({ span, label }) => ({
          kind: 'act',
          label: capital(say(label)),
          act: { kind: 'snooze', input: { target: alert.rule, span } },
        })),
      },
    ],
  }
}

function snoozedEntries(alerts: readonly Alert[], { say }: Voice): readonly MenuEntry[] {
  if (alerts.length === 0) return []
  const lines = alerts.map(({ title, snoozed }) =>
    [title, ...(snoozed === null ? [] : [snoozedText(snoozed)])].map(say).join(' · '),
  )
  return [
    {
      kind: 'menu',
      label: say(`${alerts.length} snoozed`),
      entries: [
        ...lines.map((line) => textEntry(cutInMiddle(line, maxLabelLength))),
        { kind: 'line' },
        {
          kind: 'act',
          label: say('Tell all again'),
          act: { kind: 'snooze', input: { target: 'all', span: null } },
        },
      ],
    },
  ]
}
