import { shownFinding, screenFindingCount } from '../../../shared/finding-text.ts'
import type { Finding } from '../../../shared/finding.ts'
import { cutInMiddle, shownModel } from '../../../shared/model-text.ts'
import { serverText, serversWithRow } from '../../../shared/server-text.ts'
import type { Model } from '../../../shared/server.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { actedText } from '../../../shared/acted-text.ts'
import { alertEntries } from './alert-entries.ts'
import { appEntries } from './app-entries.ts'
import {
  confirmedInWindow,
  linesOf,
  maxLabelLength,
  textEntries,
  textEntry,
  type MenuEntry,
} from './menu-entry.ts'
import { suggestionEntries } from './suggestion-entries.ts'

/** What a right click on the gauge, or one with Control, shows. */
export const trayMenu = (
  sentence: string,
  { menuBarText }: Pick<Settings, 'menuBarText'>,
  machine: Loaded | null,
): readonly MenuEntry[] => [
  ...linesOf(sentence).map(textEntry),
  ...(machine === null
    ? []
    : [
        ...actedEntries(machine),
        ...suggestionEntries(machine),
        ...alertEntries(machine),
        ...findingEntries(machine),
        ...modelEntries(machine),
        ...appEntries(machine),
      ]),
  { kind: 'line' },
  { kind: 'act', label: 'Open Headroom', act: { kind: 'open' } },
  {
    kind: 'menu',
    label: 'Settings',
    entries: [
      {
        kind: 'check',
        label: 'Room beside the gauge',
        isChecked: menuBarText === 'room',
        act: { kind: 'toggle-text' },
      },
    ],
  },
  { kind: 'line' },
  { kind: 'act', label: 'Quit Headroom', act: { kind: 'quit' } },
]

export type Loaded = Pick<
  Snapshot,
  'mode' | 'acted' | 'suggestion' | 'alerts' | 'models' | 'servers' | 'findings' | 'apps' | 'atMs'
>

/** What was done by itself last. */
const actedEntries = ({ acted }: Pick<Loaded, 'acted'>): readonly MenuEntry[] =>
  acted === null ? [] : [{ kind: 'line' }, ...textEntries(actedText(acted))]

/** What is wrong and no alert tells, the newest first: a click opens the window, where it stands with what helps. */
function findingEntries({ alerts, servers, atMs, ...machine }: Loaded): readonly MenuEntry[] {
  const isTold = ({ id }: Finding): boolean =>
    alerts.some(({ about, snoozed }) => about.findingId === id && snoozed === null)
  const findings = machine.findings.filter((finding) => !isTold(finding))
  if (findings.length === 0) return []
  const moreCount = findings.length - screenFindingCount
  return [
    { kind: 'line' },
    ...findings.slice(0, screenFindingCount).map((finding): MenuEntry => {
      const { title, who, when } = shownFinding(finding, { servers, atMs })
      const label = [title, who, when].filter((piece) => piece !== null).join(' · ')
      return { kind: 'act', label: cutInMiddle(label, maxLabelLength), act: { kind: 'open' } }
    }),
    ...(moreCount > 0 ? [textEntry(`${moreCount} more`)] : []),
  ]
}

/** More than these make the menu longer than what it is opened for. */
const shownModelCount = 8
const maxNameLength = 40

const shownServerCount = 4

/**
 * The biggest models, each with a menu of its own: what unloads one does not lie under the first click; then the servers that
 * have none, or are closed.
 */
function modelEntries({ models, servers, atMs }: Loaded): readonly MenuEntry[] {
  const others = serversWithRow({ models, servers })
  if (models.length === 0 && others.length === 0) return []
  const moreCount = models.length - shownModelCount
  return [
    { kind: 'line' },
    ...models
      .slice(0, shownModelCount)
      .map((model) => modelEntry(model, shownModel(model, { servers, atMs }))),
    ...(moreCount > 0 ? [textEntry(`${moreCount} more`)] : []),
    ...others
      .slice(0, shownServerCount)
      .map(({ server }) => textEntry(cutInMiddle(serverText(server), maxLabelLength))),
    ...(others.length > shownServerCount
      ? [textEntry(`${others.length - shownServerCount} servers more`)]
      : []),
  ]
}

function modelEntry(
  model: Model,
  { name, server, size, state, notes }: ReturnType<typeof shownModel>,
): MenuEntry {
  const figure = size === null ? '' : `${size.figure} · `
  const label = `${cutInMiddle(name, maxNameLength)}  ${figure}${state}`
  return {
    kind: 'menu',
    label,
    entries: [
      textEntry(server),
      ...notes.flatMap((note) => linesOf(note).map(textEntry)),
      ...unloadEntries(model),
    ],
  }
}

function unloadEntries({ id, eject, state }: Model): readonly MenuEntry[] {
  if (eject.kind === 'none' || state === 'unloading') return []
  const begins = { kind: 'unload', modelId: id } as const
  if (eject.kind === 'quit') return [confirmedInWindow('Quit its server', begins)]
  if (state === 'generating' || eject.takesAll) return [confirmedInWindow('Unload', begins)]
  return [{ kind: 'act', label: 'Unload', act: begins }]
}
