import type { Section } from '../../../shared/details.ts'
import { shownFinding, screenFindingCount } from '../../../shared/finding-text.ts'
import type { Finding } from '../../../shared/finding.ts'
import { cutInMiddle, shownModel } from '../../../shared/model-text.ts'
import { serverText, serversWithRow } from '../../../shared/server-text.ts'
import { englishVoice, type Voice } from '../../../shared/phrases/voice.ts'
import type { Model } from '../../../shared/server.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { actedText } from '../../../shared/acted-text.ts'
import { alertEntries } from './alert-entries.ts'
import { appEntries } from './app-entries.ts'
import { linesOf, maxLabelLength, textEntries, textEntry, type MenuEntry } from './menu-entry.ts'
import { actEntry, unloadActOf } from './let-go.ts'
import { gaugeTextEntries } from './text-entries.ts'
import { suggestionEntries } from './suggestion-entries.ts'

export interface TrayChoices extends Pick<Settings, 'menuBarText'> {
  /** Of a newer Headroom that only needs to be put in place. */
  readonly readyVersion?: string | null | undefined
}

/** What a right click on the gauge, or one with Control, shows. */
export const trayMenu = (
  sentence: string,
  { menuBarText, readyVersion = null }: TrayChoices,
  machine: Loaded | null,
  voice: Voice = englishVoice,
): readonly MenuEntry[] => [
  ...linesOf(sentence).map(textEntry),
  ...(machine === null
    ? []
    : [
        ...actedEntries(machine, voice),
        ...suggestionEntries(machine, voice),
        ...alertEntries(machine, voice),
        ...findingEntries(machine, voice),
        ...modelEntries(machine, voice),
        ...appEntries(machine, voice),
      ]),
  { kind: 'line' },
  ...updateEntries(readyVersion, voice),
  { kind: 'act', label: voice.say('Open Headroom'), act: { kind: 'open' } },
  opensDetails(voice.say('Details'), 'history'),
  {
    kind: 'menu',
    label: voice.say('Settings'),
    entries: [
      ...gaugeTextEntries(menuBarText, voice),
      { kind: 'line' },
      opensDetails(voice.say('Settings'), 'settings'),
    ],
  },
  { kind: 'line' },
  { kind: 'act', label: voice.say('Quit Headroom'), act: { kind: 'quit' } },
]

const updateEntries = (readyVersion: string | null, { say }: Voice): readonly MenuEntry[] =>
  readyVersion === null
    ? []
    : [
        {
          kind: 'act',
          label: say(`Install version ${readyVersion} and restart`),
          act: { kind: 'install-update' },
        },
        { kind: 'line' },
      ]

const opensDetails = (label: string, section: Section): MenuEntry =>
  actEntry(label, {
    kind: 'begin',
    begins: { kind: 'details', place: { section, focus: null } },
  })

export type Loaded = Pick<
  Snapshot,
  'mode' | 'acted' | 'suggestion' | 'alerts' | 'models' | 'servers' | 'findings' | 'apps' | 'atMs'
>

/** What was done by itself last. */
const actedEntries = ({ acted }: Pick<Loaded, 'acted'>, { say }: Voice): readonly MenuEntry[] =>
  acted === null ? [] : [{ kind: 'line' }, ...textEntries(say(actedText(acted)))]

/** What is wrong and no alert tells, the newest first: a click opens the window, where it stands with what helps. */
function findingEntries(
  { alerts, servers, atMs, ...machine }: Loaded,
  { say }: Voice,
): readonly MenuEntry[] {
  const isTold = ({ id }: Finding): boolean =>
    alerts.some(({ about, snoozed }) => about.findingId === id && snoozed === null)
  const findings = machine.findings.filter((finding) => !isTold(finding))
  if (findings.length === 0) return []
  const moreCount = findings.length - screenFindingCount
  return [
    { kind: 'line' },
    ...findings.slice(0, screenFindingCount).map((finding): MenuEntry => {
      const { title, who, when } = shownFinding(finding, { servers, atMs })
      const pieces = [title, who, when].filter((piece) => piece !== null)
      const label = pieces.map(say).join(' · ')
      return { kind: 'act', label: cutInMiddle(label, maxLabelLength), act: { kind: 'open' } }
    }),
    ...(moreCount > 0 ? [textEntry(say(`${moreCount} more`))] : []),
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
function modelEntries({ models, servers, atMs }: Loaded, voice: Voice): readonly MenuEntry[] {
  const { say } = voice
  const others = serversWithRow({ models, servers })
  if (models.length === 0 && others.length === 0) return []
  const moreCount = models.length - shownModelCount
  return [
    { kind: 'line' },
    ...models
      .slice(0, shownModelCount)
      .map((model) => modelEntry(model, shownModel(model, { servers, atMs }), voice)),
    ...(moreCount > 0 ? [textEntry(say(`${moreCount} more`))] : []),
    ...others
      .slice(0, shownServerCount)
      .map(({ server }) => textEntry(cutInMiddle(say(serverText(server)), maxLabelLength))),
    ...(others.length > shownServerCount
      ? [textEntry(say(`${others.length - shownServerCount} servers more`))]
      : []),
  ]
}

function modelEntry(
  model: Model,
  { name, server, size, state, notes }: ReturnType<typeof shownModel>,
  voice: Voice,
): MenuEntry {
  const { say } = voice
  const figure = size === null ? '' : `${voice.figure(size.figure)} · `
  const label = `${cutInMiddle(name, maxNameLength)}  ${figure}${say(state)}`
  return {
    kind: 'menu',
    label,
    entries: [
      textEntry(say(server)),
      ...notes.flatMap((note) => linesOf(say(note)).map(textEntry)),
      ...unloadEntries(model, voice),
    ],
  }
}

function unloadEntries(model: Model, { say }: Voice): readonly MenuEntry[] {
  const act = unloadActOf(model)
  if (act === null) return []
  return [actEntry(say(model.eject.kind === 'quit' ? 'Quit its server' : 'Unload'), act)]
}
