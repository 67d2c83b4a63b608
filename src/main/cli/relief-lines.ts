import type { Act } from '../../shared/act.ts'
import { cameBackText, shownAct } from '../../shared/act-text.ts'
import { printable } from '../../shared/printable.ts'
import type { Relief, ReliefHave, ReliefWant, Suggestion } from '../../shared/relief.ts'
import {
  listedWords,
  shownRelief,
  shownSuggestion,
  type ShownCandidate,
} from '../../shared/relief-text.ts'
import { formatBytes, formatRatio } from '../../shared/units.ts'

const maxSentenceLength = 600
/** A longer one would be cut, and what is cut must not be pasted into a shell. */
const maxCommandLength = 300

// There is room for 2.4 GB of 6.0 GB within Metal's limit. Unload sdxl (4.1 GB, idle 12 min): then there is room for 6.5 GB.
// missing now: 3.6 GB on the GPU
//   4.1 GB  Unload sdxl · idle 12 min · headroom unload sdxl
/** What to let go for it, for people: what there is, what is missing, each step, and what they free together. */
export function reliefLines(relief: Relief): readonly string[] {
  const { sentence, steps, sum } = shownRelief(relief)
  const width = Math.max(0, ...[...steps.map(({ figure }) => figure), sum ?? ''].map(lengthOf))
  return [
    printable(sentence, maxSentenceLength),
    ...missingLines(relief.have),
    ...steps.flatMap((step) => stepLines(step, width)),
    ...(steps.length > 1 && sum !== null ? [`  ${sum.padStart(width)}  together`] : []),
  ]
}

const lengthOf = ({ length }: string): number => length

function stepLines(step: ShownCandidate, width: number): readonly string[] {
  const { figure, act, words, risk, command } = step
  const typed =
    command === null || command.length > maxCommandLength
      ? null
      : printable(command, maxCommandLength)
  const about = [act, words, typed].filter((part) => part !== null).join(' · ')
  return [
    `  ${figure.padStart(width)}  ${about}`,
    ...(risk === null ? [] : [`  ${''.padStart(width)}  ${risk}`]),
  ]
}

// qwen3:30b needs room: to load it, unload sdxl (4.1 GB, idle 12 min)   headroom unload sdxl
/** The one suggestion on one line: what is short, what helps, and what to type. */
export function suggestionLine(suggestion: Suggestion): string {
  const { title, sentence } = shownSuggestion(suggestion)
  return `${title}: ${printable(sentence, maxSentenceLength)}   ${commandOfSuggestion(suggestion)}`
}

/** Its steps themselves, as what is needed may be the need of a load that has a part of it already. */
function commandOfSuggestion({ relief: { steps, want } }: Suggestion): string {
  const commands = steps.flatMap(({ command }) => command ?? [])
  const all = commands.join('; ')
  return commands.length === steps.length && all.length <= maxCommandLength
    ? printable(all, maxCommandLength)
    : `${commandOfWant(want)} --do`
}

/** What is missing, on each line that lacks some. */
function missingLines(have: ReliefHave | null): readonly string[] {
  if (have === null || have.line === 'gpu-time') return []
  const missing = [
    ...(have.gpuGapBytes > 0 ? [`${formatBytes(have.gpuGapBytes)} on the GPU`] : []),
    ...(have.ramGapBytes > 0 ? [`${formatBytes(have.ramGapBytes)} in RAM`] : []),
  ]
  return missing.length === 0 ? [] : [`missing now: ${listedWords(missing)}`]
}

/** `headroom relief --need 6000000000`: as it is to be typed. */
const commandOfWant = (want: ReliefWant): string =>
  want.kind === 'room'
    ? `headroom relief --need ${want.needBytes}`
    : `headroom relief --gpu ${Math.round(want.needRatio * 100)}%`

const textOfWant = (want: ReliefWant): string =>
  want.kind === 'room'
    ? `room for ${formatBytes(want.needBytes)}`
    : `${formatRatio(want.needRatio)} of the GPU’s time`

/** What one step came to, and how to go on where it did not do. */
export function stepEndLines(act: Act, forceCommand: string | null): readonly string[] {
  const { sentence, help, request } = shownAct(act)
  const isPlanned = act.outcome === 'planned'
  const force = forceCommand === null ? null : `by force: ${forceCommand}`
  return [sentence, isPlanned ? request : null, help, force].filter((line) => line !== null)
}

/** What all of it came to. */
export function relievedText(want: ReliefWant, acts: readonly Act[], isEnough: boolean): string {
  const sumOf = (bytesOf: (act: Act) => number | null): number | null => {
    const all = acts.map(bytesOf)
    const known = all.filter((bytes) => bytes !== null)
    return known.length < all.length || all.length === 0
      ? null
      : known.reduce((sum, bytes) => sum + bytes, 0)
  }
  const cameBack = cameBackText({
    returnedBytes: sumOf(({ returnedBytes }) => returnedBytes),
    expectedBytes: sumOf(({ expectedBytes }) => expectedBytes),
  })
  const together = cameBack === null || acts.length < 2 ? '' : `: ${cameBack} together`
  return isEnough
    ? `there is ${textOfWant(want)} now${together}`
    : `there is no ${textOfWant(want)} yet${together}; what else helps: ${commandOfWant(want)}`
}
