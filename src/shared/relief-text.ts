import { cutInMiddle } from './model-text.ts'
import { printable } from './printable.ts'
import type { Relief, ReliefCandidate, Suggestion } from './relief.ts'
import { formatApart, formatBytes, formatRatio } from './units.ts'

/** What can be let go as a row says it: short and plain; all foreign text in it may be shown as it is. */
export interface ShownCandidate {
  /** What names it among the others of one Relief. */
  readonly key: string
  readonly name: string
  /** `Unload gemma4`, `Quit Slack`: for a button. */
  readonly act: string
  /** What comes back: `4.1 GB`, `up to 1.2 GB`, `62 % of the GPU’s time`. */
  readonly figure: string
  /** `idle 12 min`; null for nothing. */
  readonly words: string | null
  /** What may be lost: `Mind: what is not saved in it`; null where nothing is. */
  readonly risk: string | null
  /** The click is the confirmation. */
  readonly isSafe: boolean
  /** For a shell; null where its name cannot be written as it is. */
  readonly command: string | null
}

export type ReliefLine = 'gpu' | 'ram' | 'gpu-time'

/** Names are foreign; a row has room for so much of one, a sentence for less. */
const maxNameLength = 60
const maxNameInSentence = 28
const maxForeignLength = 400
const maxRiskLength = 160

/** `line`: the one whose figure counts: that of the Relief that it is part of. */
export function shownCandidate(candidate: ReliefCandidate, line: ReliefLine): ShownCandidate {
  const { kind, name, words, risk, isSafe, command } = candidate
  return {
    key: keyOf(candidate),
    name: nameIn(name, maxNameLength),
    act: `${acts[kind]} ${nameIn(name, maxNameInSentence)}`,
    figure: figureOf(candidate, line),
    words: words === '' ? null : printable(words, maxNameLength),
    risk: risk === null ? null : `Mind: ${printable(risk, maxRiskLength)}`,
    isSafe,
    command,
  }
}

/** A Relief as a card shows it: its sentence; or its lead, a row for each step, and their sum. */
export interface ShownRelief {
  readonly sentence: string
  readonly lead: string
  /** Their figures add up to `sum`, or it says `about`. */
  readonly steps: readonly ShownCandidate[]
  /** `5.3 GB`, `up to 6.4 GB`, `about 5.3 GB`; null where there is no step, and of the GPU’s time, whose shares are not added up. */
  readonly sum: string | null
  /** Every step is safe: the click is the confirmation. */
  readonly isSafe: boolean
  /** For the one button: `Unload gemma4`, `Unload both`, `Unload and quit`; null where there is nothing to do. */
  readonly button: string | null
}

export function shownRelief({ steps, have, ...relief }: Relief): ShownRelief {
  const line = have?.line ?? 'ram'
  const { total, addsUp } = formatApart(steps.map((step) => bytesOn(step, line)))
  const rows = steps.map((step) => shownCandidate(step, line))
  return {
    lead: relief.lead,
    sentence: relief.sentence,
    steps: rows,
    sum:
      rows.length === 0 || line === 'gpu-time'
        ? null
        : `${upToOn(steps, line)}${aboutUnless(addsUp)}${total}`,
    isSafe: rows.every(({ isSafe }) => isSafe),
    button: buttonOf(steps, rows),
  }
}

/** The one suggestion: what it is for, and what to do. */
export interface ShownSuggestion extends ShownRelief {
  /** `qwen3:30b needs room`, `Room is short`, `gemma4 has to share the GPU` */
  readonly title: string
}

export const shownSuggestion = ({ cause, relief }: Suggestion): ShownSuggestion => ({
  title: titleOf(cause),
  ...shownRelief(relief),
})

function titleOf(cause: Suggestion['cause']): string {
  switch (cause.kind) {
    case 'load':
      return `${nameIn(cause.name, maxNameInSentence)} needs room`
    case 'room':
      return 'Room is short'
    case 'gpu-time':
      return `${nameIn(cause.name, maxNameInSentence)} has to share the GPU`
  }
}

/** The same for as long as its model or its app is there. */
export const keyOf = ({ kind, modelId, appId }: ReliefCandidate): string =>
  `${kind} ${modelId ?? appId ?? ''}`

/** What it gives back there. */
export function bytesOn(
  { gpuBytes, ramBytes }: Pick<ReliefCandidate, 'gpuBytes' | 'ramBytes'>,
  line: ReliefLine,
): number {
  switch (line) {
    case 'gpu':
      return gpuBytes
    case 'ram':
      return ramBytes
    case 'gpu-time':
      return 0
  }
}

/** `unload gemma4 (4.1 GB, idle 12 min)`: a step within a sentence. */
export function stepText(step: ReliefCandidate, line: ReliefLine): string {
  const { kind, name, words } = step
  const about = [figureOf(step, line), ...(words === '' ? [] : [printable(words, 40)])]
  return `${kind} ${nameIn(name, maxNameInSentence)} (${about.join(', ')})`
}

/** `a, b and c` */
export const listedWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

/** As a sentence or a row can hold it. */
export const nameIn = (name: string, maxLength = maxNameInSentence): string =>
  cutInMiddle(printable(name, maxForeignLength), maxLength)

const acts = { unload: 'Unload', quit: 'Quit' } as const

/** Shares of several programs can come to more than all of it. */
export const timeOf = (ratio: number): string =>
  `${formatRatio(Math.min(1, ratio))} of the GPU’s time`

/** What is nothing on the line that counts helps on the other. */
function figureOf(candidate: ReliefCandidate, line: ReliefLine): string {
  if (line === 'gpu-time') return timeOf(candidate.gpuRatio ?? 0)
  const bytes = bytesOn(candidate, line)
  if (bytes > 0) return `${upTo([candidate])}${formatBytes(bytes)}`
  const { gpuBytes, ramBytes } = candidate
  return line === 'gpu'
    ? `${upTo([candidate])}${formatBytes(ramBytes)} in RAM`
    : `${upTo([candidate])}${formatBytes(gpuBytes)} on the GPU`
}

/** For a figure of what they give back: one that may give less makes the sum so. */
export const upTo = (steps: readonly ReliefCandidate[]): string =>
  steps.every(({ isSure }) => isSure) ? '' : 'up to '

/** For their sum on one line: what gives nothing there makes it no less sure. */
export const upToOn = (steps: readonly ReliefCandidate[], line: ReliefLine): string =>
  upTo(steps.filter((step) => bytesOn(step, line) > 0))

/** For the figure that closes a sum: its parts are rounded each by itself. */
export const aboutUnless = (addsUp: boolean): string => (addsUp ? '' : 'about ')

function buttonOf(
  steps: readonly ReliefCandidate[],
  rows: readonly ShownCandidate[],
): string | null {
  const [only] = rows
  if (only === undefined) return null
  if (rows.length === 1) return only.act
  const kinds = [...new Set(steps.map(({ kind }) => kind))]
  const all = rows.length === 2 ? 'both' : 'all'
  return kinds.length === 1 ? `${acts[kinds[0] ?? 'quit']} ${all}` : 'Unload and quit'
}
