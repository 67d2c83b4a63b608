import type { Finding } from './finding.ts'
import type { Load, LoadNeed } from './load.ts'
import { bandText, shownAdvice, type ShownAdvice } from './fit-text.ts'
import { printable } from './printable.ts'
import {
  formatBytes,
  formatCount,
  formatRatio,
  formatRoom,
  formatSpan,
  formatTokens,
} from './units.ts'

/** A load as every face says it; all foreign text in it may be shown as it is. */
export interface ShownLoad {
  readonly name: string
  /** As people call its server. */
  readonly server: string
  /** `needs 19.2 GB`; null where that is not known. */
  readonly need: string | null
  /** The same as a figure: on the GPU; in RAM where nothing of it is on one. */
  readonly needBytes: number | null
  /** Who says so: `estimated from its header`; null where there is no need. */
  readonly origin: string | null
  /** How sure that is: `18.9 to 19.6 GB`; null where it is exact, and where there is no need. */
  readonly band: string | null
  /** `loading, 42 % done`, `after 21 s` */
  readonly stage: string
  readonly tone: LoadTone
  /** `will not fit: 3.2 GB too much` */
  readonly verdict: string
  /** The same without figures, which change with each look: what is said once to who listens. */
  readonly spoken: string
  /** What else to know of it, a sentence each. */
  readonly notes: readonly string[]
  /** What would make it fit, the cheapest first. */
  readonly advice: ShownAdvice | null
}

export type LoadTone = 'good' | 'tight' | 'alarm' | 'unknown'

const maxNameLength = 400
const maxReasonLength = 240

type Foreseen = Extract<LoadNeed, { readonly kind: 'ok' }>

/** `findings`: one that has failed is explained there, with its fixes, once its log has said why. */
export function shownLoad(load: Load, findings: readonly Finding[]): ShownLoad {
  const { need, stage } = load
  const name = printable(load.name, maxNameLength)
  const foreseen = need.kind === 'ok' ? need : null
  const isExplained =
    stage === 'failed' && findings.some(({ atMs }) => atMs !== null && atMs >= load.startedAtMs)
  const isOver = stage === 'loaded' || isExplained
  const [first = null] = isOver || need.kind !== 'ok' ? [] : need.advice
  return {
    name,
    server: printable(load.serverTitle, maxNameLength),
    need: foreseen === null ? null : `needs ${formatBytes(needOf(foreseen))}`,
    needBytes: foreseen === null ? null : needOf(foreseen),
    origin: foreseen === null ? null : originOf[foreseen.origin],
    band: foreseen === null ? null : bandText(foreseen),
    stage: stageOf(load),
    tone: toneOf(load),
    verdict: verdictOf(load),
    spoken: `${name}: ${spokenOf(load)}`,
    notes: foreseen === null ? [] : notesOf(load, foreseen),
    advice: first === null ? null : shownAdvice(first),
  }
}

/** On the line that decides: so that it, the room and what is missing add up. */
const needOf = ({ deciding, needBytes, needRamBytes }: Foreseen): number =>
  deciding?.needBytes ?? (needBytes > 0 ? needBytes : needRamBytes)

const originOf: Readonly<Record<Foreseen['origin'], string>> = {
  estimated: 'estimated from its header',
  log: 'as its log says',
  reported: 'as its server says',
}

function stageOf({ stage, doneRatio, startedAtMs, endedAtMs }: Load): string {
  if (stage === 'loading')
    return doneRatio === null ? 'loading' : `loading, ${formatRatio(doneRatio)} done`
  return endedAtMs === null ? stage : `after ${formatSpan(endedAtMs - startedAtMs)}`
}

function toneOf({ stage, need }: Load): LoadTone {
  if (stage === 'failed') return 'alarm'
  if (need.kind !== 'ok' || need.verdict === 'unknown') return 'unknown'
  if (need.verdict === 'no') return stage === 'loaded' ? 'tight' : 'alarm'
  return need.verdict === 'tight' ? 'tight' : 'good'
}

/** Whether its verdict lies within the error of the estimate. */
function isClose({ verdict, gapBytes, roomBytes, ...need }: Foreseen): boolean {
  if (verdict === 'no')
    return (
      gapBytes !== null &&
      gapBytes <= needOf({ verdict, gapBytes, roomBytes, ...need }) - need.lowBytes
    )
  return roomBytes !== null && need.highBytes > roomBytes
}

function verdictOf({ stage, need }: Load): string {
  if (need.kind !== 'ok') return unforeseenOf(need, stage)
  const excess = need.gapBytes === null ? null : `${formatBytes(need.gapBytes)} too much`
  const isNo = need.verdict === 'no'
  switch (stage) {
    case 'loading':
      return isNo && excess !== null ? `${coming(need)}: ${excess}` : coming(need)
    case 'loaded':
      return isNo && excess !== null ? `loaded, though it is ${excess}` : 'loaded'
    case 'failed':
      return isNo && excess !== null ? `did not load: ${excess}` : 'did not load'
  }
}

/** It stays the same where the room breathes about the edge of the estimate, when it is said aloud. */
function coming(need: Foreseen, isSpoken = false): string {
  const probably = isClose(need) && !isSpoken ? 'probably ' : ''
  switch (need.verdict) {
    case 'fits':
      return `will ${probably}fit`
    case 'tight':
      return `will ${probably}fit, but it is tight`
    case 'no':
      return `will ${probably}not fit`
    case 'unknown':
      return 'whether it fits cannot be told'
  }
}

function unforeseenOf({ kind, reason }: Exclude<LoadNeed, Foreseen>, stage: Load['stage']): string {
  if (stage === 'failed') return 'did not load'
  if (stage === 'loaded') return 'loaded'
  const why = reason === '' ? '' : `: ${printable(reason, maxReasonLength)}`
  switch (kind) {
    case 'waiting':
      return `what it takes is being looked for${why}`
    case 'absent':
      return `what it takes cannot be told${why}`
    case 'failed':
      return `what it takes could not be read${why}`
  }
}

function spokenOf({ stage, need }: Load): string {
  if (stage === 'loaded') return 'is loaded'
  if (stage === 'failed') return 'did not load'
  if (need.kind === 'ok') return `is loading, ${coming(need, true)}`
  return need.kind === 'waiting' ? 'is loading' : 'is loading, what it takes is not known'
}

function notesOf(load: Load, need: Foreseen): readonly string[] {
  const { stage, foreseenAtMs, endedAtMs } = load
  if (stage === 'loading')
    return [
      roomNote(need),
      isClose(need) ? prefixed('as an estimate: ', bandText(need)) : null,
      need.besideCount > 0 ? `added up with ${counted(need.besideCount, 'other load')}` : null,
      contextNote(need),
    ].filter((note) => note !== null)
  const gainedMs = foreseenAtMs === null || endedAtMs === null ? 0 : endedAtMs - foreseenAtMs
  const isForetold = stage === 'failed' && need.verdict === 'no' && gainedMs > 0
  return isForetold ? [`foretold ${formatSpan(gainedMs)} before`] : []
}

/** What there is for it, and in which memory: its need and the room add up to what is missing. */
function roomNote({ verdict, deciding }: Foreseen): string | null {
  if (deciding === null || (verdict !== 'no' && verdict !== 'tight')) return null
  const where = deciding.line === 'gpu' ? 'on the GPU' : 'in RAM'
  return `there is room for ${formatRoom(deciding.roomBytes)} ${where}`
}

/** Where it is the context that is too long. */
function contextNote({ verdict, contextTokens, maxContextThatFits }: Foreseen): string | null {
  if (verdict !== 'no' || contextTokens === null) return null
  if (maxContextThatFits === null) return 'not even the shortest context would fit'
  const asked = formatTokens(contextTokens)
  return `asks for ${asked} of context; ${formatTokens(maxContextThatFits)} would fit`
}

const prefixed = (prefix: string, text: string | null): string | null =>
  text === null ? null : `${prefix}${text}`

const counted = (count: number, what: string): string =>
  `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`
