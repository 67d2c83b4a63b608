import { shownAlert } from '../../../shared/alert-text.ts'
import type { Alert } from '../../../shared/alert.ts'
import type { App } from '../../../shared/app.ts'
import { capital } from '../../../shared/fit-text.ts'
import { shownModel, unknownSize } from '../../../shared/model-text.ts'
import { shownSuggestion } from '../../../shared/relief-text.ts'
import { meaningOfState, sentenceOf } from '../../../shared/sentence.ts'
import type { Model } from '../../../shared/server.ts'
import { serversWithRow, serverText } from '../../../shared/server-text.ts'
import { nameOfMemoryKind } from '../../../shared/showing.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { formatBytes, formatCount, formatRoom } from '../../../shared/units.ts'
import { markOf } from '../alert-lines.ts'
import { barWords, type BarWords } from './bar-words.ts'
import {
  barLine,
  plainWord,
  separator,
  type BarColour,
  type BarCommand,
  type BarDialect,
  type BarLine,
} from './swiftbar-line.ts'
import { wrapped } from './wrapped.ts'

/** A menu is looked at in passing: more are a count, and `headroom status` has them all. */
const shownAlertCount = 5
const shownModelCount = 8
const shownAppCount = 6

export interface SwiftBarOptions {
  readonly dialect: BarDialect
  /** How Headroom is started; null: nothing can be clicked. */
  readonly headroom: BarCommand | null
}

/** For a plugin of SwiftBar or xbar: what stands in the menu bar, and behind the line the menu. */
export function swiftBarMenu(snapshot: Snapshot, { dialect, headroom }: SwiftBarOptions): string {
  const acting = snapshot.mode === 'live' ? headroom : null
  const sections: readonly (readonly BarLine[])[] = [
    roomLines(snapshot),
    alertLines(snapshot),
    suggestionLines(snapshot, acting),
    modelLines(snapshot, acting),
    appLines(snapshot, acting),
    ownLines(headroom),
  ]
  const shown = sections.flatMap((lines) =>
    lines.length === 0 ? [] : [separator, ...lines.map((line) => barLine(line, dialect))],
  )
  return [barLine(faceLine(barWords(snapshot)), dialect), ...shown].join('\n')
}

/** Nobody could be asked, for this reason. */
export function swiftBarUnknown(reason: string, dialect: BarDialect): string {
  const face: BarLine = { label: 'room ?', symbol: 'memorychip' }
  const lines = [...texts(`Room is not known: ${reason}`), refresh]
  return [face, null, ...lines]
    .map((line) => (line === null ? separator : barLine(line, dialect)))
    .join('\n')
}

const red: BarColour = { light: '#b3261e', dark: '#ff8a80' }
const amber: BarColour = { light: '#8a5a00', dark: '#ffc857' }

/** `22.0 GB`, `3.1 GB tight`, `!! 3.1 GB tight, about to fail`: sign and word stand beside the colour. */
function faceLine(words: BarWords): BarLine {
  const { brief, state, alert } = words
  const isBad = alert?.severity === 'imminent' || state === 'full'
  return {
    label: alert === null ? brief : `${alert.mark} ${brief}, ${alert.word}`,
    symbol: alert === null ? 'memorychip' : 'exclamationmark.triangle',
    colour: isBad ? red : alert !== null || state === 'tight' ? amber : null,
  }
}

const text = (label: string, depth: 0 | 1 = 0): BarLine => ({ label, depth })

const texts = (sentence: string, depth: 0 | 1 = 0): readonly BarLine[] =>
  wrapped(sentence).map((line) => text(line, depth))

function roomLines(snapshot: Snapshot): readonly BarLine[] {
  const { room } = snapshot
  const head = texts(`${sentenceOf(snapshot)} · ${room.state}`)
  if (room.kind !== 'ok' || room.isStale) return head
  const gpu = room.gpuRoomBytes
  const rooms = [
    `RAM room ${formatRoom(room.ramRoomBytes)}`,
    ...(gpu === null ? [] : [`GPU room ${formatRoom(gpu)}`]),
  ]
  return [...head, text(`${capital(meaningOfState(room))} · ${rooms.join(' · ')}`)]
}

function alertLines({ alerts, atMs }: Snapshot): readonly BarLine[] {
  const moreCount = alerts.length - shownAlertCount
  return [
    ...alerts.slice(0, shownAlertCount).flatMap((alert) => linesOfAlert(alert, atMs)),
    ...(moreCount > 0 ? [text(`${formatCount(moreCount)} more`)] : []),
  ]
}

function linesOfAlert(alert: Alert, atMs: number): readonly BarLine[] {
  const { title, severity, age, snoozed, sentence, advice } = shownAlert(alert, atMs)
  const about = [severity, age, snoozed].filter((piece) => piece !== null).join(' · ')
  const isOfNow = age === null && snoozed === null
  const colours = { imminent: red, warning: amber, notice: null }
  return [
    {
      label: `${markOf[alert.severity]} ${title} (${about})`,
      colour: isOfNow ? colours[alert.severity] : null,
    },
    ...(sentence === null ? [] : texts(sentence, 1)),
    ...(advice === null ? [] : texts(`Try first: ${advice}`, 1)),
  ]
}

function suggestionLines(
  { suggestion }: Snapshot,
  headroom: BarCommand | null,
): readonly BarLine[] {
  if (suggestion === null) return []
  const { title, sentence } = shownSuggestion(suggestion)
  const { want } = suggestion.relief
  const need = want.kind === 'room' ? `${Math.ceil(want.needBytes)}` : null
  return [
    ...texts(`${title}: ${sentence}`),
    ...(headroom === null || need === null
      ? []
      : [run('Make room…', [...headroom, 'relief', '--need', need, '--do'])]),
  ]
}

const run = (label: string, command: BarCommand, depth: 0 | 1 = 0): BarLine => ({
  label,
  depth,
  click: { kind: 'run', command },
})

function modelLines(snapshot: Snapshot, headroom: BarCommand | null): readonly BarLine[] {
  const { models } = snapshot
  const moreCount = models.length - shownModelCount
  const lines = [
    ...models.slice(0, shownModelCount).flatMap((model) => linesOfModel(model, snapshot, headroom)),
    ...(moreCount > 0 ? [text(`${formatCount(moreCount)} more`)] : []),
    ...serversWithRow(snapshot).map(({ server }) => text(serverText(server, snapshot.servers))),
  ]
  return lines.length === 0 ? [] : [text('Models'), ...lines]
}

/** The figure stands first: a name that begins with dashes begins no submenu. */
function linesOfModel(
  model: Model,
  snapshot: Snapshot,
  headroom: BarCommand | null,
): readonly BarLine[] {
  const { name, server, quantization, size, context, state, expiry, notes } = shownModel(
    model,
    snapshot,
  )
  const figure = size?.figure ?? (model.isRemote ? 'elsewhere' : unknownSize)
  const about = [server, quantization, size?.brief ?? null, context?.text ?? null, expiry, ...notes]
  const word = plainWord(model.name)
  const isMovable = headroom !== null && word !== null && model.eject.kind === 'unload'
  return [
    text(`${figure}  ${name} · ${state}`),
    ...about.flatMap((piece) => (piece === null ? [] : texts(piece, 1))),
    ...(isMovable ? [run('Unload…', [...headroom, 'unload', word], 1)] : []),
  ]
}

function appLines({ apps }: Snapshot, headroom: BarCommand | null): readonly BarLine[] {
  const shown = apps.slice(0, shownAppCount)
  if (shown.length === 0) return []
  return [text('Apps'), ...shown.flatMap((app) => linesOfApp(app, headroom))]
}

function linesOfApp(app: App, headroom: BarCommand | null): readonly BarLine[] {
  const word = plainWord(app.name)
  const isMovable = headroom !== null && word !== null && app.quit.kind === 'ask'
  return [
    text(`${formatBytes(app.memoryBytes)}  ${app.name}`),
    text(`${capital(nameOfMemoryKind[app.memoryKind])} memory`, 1),
    ...(app.detail === null ? [] : texts(capital(app.detail), 1)),
    ...(isMovable ? [run('Quit…', [...headroom, 'quit', word], 1)] : []),
  ]
}

const ownLines = (headroom: BarCommand | null): readonly BarLine[] => [
  ...(headroom === null
    ? []
    : [
        run('All of it in a terminal', [...headroom, 'status']),
        run('What Headroom can see', [...headroom, 'doctor']),
      ]),
  refresh,
]

const refresh: BarLine = { label: 'Refresh', click: { kind: 'refresh' } }
