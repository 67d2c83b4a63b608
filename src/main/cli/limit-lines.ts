import type { LimitGuide, LimitRaise } from '../../shared/limit-raise.ts'
import { limitCommand } from '../../shared/limit-text.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatRoom } from '../../shared/units.ts'

const maxLength = 600
const shown = (text: string): string => printable(text, maxLength)

/** The guide, as `headroom limit` prints it. */
export function guideLines({ guide, sentence, revertCommand }: LimitRaise): readonly string[] {
  const back = revertCommand === null ? [] : ['', 'set it back:', `  ${revertCommand}`]
  return [shown(sentence), ...(guide.kind === 'ok' ? offerLines(guide) : []), ...back]
}

type Offer = Extract<LimitGuide, { kind: 'ok' }>

const noteLines = ({ roomNote }: Offer): readonly string[] => (roomNote === null ? [] : [roomNote])

function offerLines(offer: Offer): readonly string[] {
  const { calmBytes, mostBytes, does, risks } = offer
  return [
    ...noteLines(offer),
    '',
    does,
    risks,
    '',
    ...(calmBytes === null
      ? ['Any raise leaves macOS less than a quarter of the RAM, or than 8 GiB.']
      : [`up to ${formatRoom(calmBytes)} macOS keeps what is usual:`, command(calmBytes)]),
    ...(mostBytes === calmBytes
      ? []
      : [`the most that Headroom sets, ${formatRoom(mostBytes)}:`, command(mostBytes)]),
    `or headroom limit <size>: macOS asks for an administrator, and Headroom reads it back`,
  ]
}

const command = (toBytes: number): string => `  ${limitCommand(toBytes)}`

/** What came of a raise, or of setting it back. */
export function raiseLines(answer: LimitRaise): readonly string[] {
  const { outcome, guide, sentence, help, revertCommand } = answer
  const isQuestion = outcome === 'planned' || outcome === 'unconfirmed'
  const mayBeRun =
    answer.command === null ? [] : [`${help ?? 'the command'}:`, `  ${answer.command}`]
  const risks =
    isQuestion && guide.kind === 'ok' && answer.toBytes !== null
      ? [...noteLines(guide), guide.risks]
      : []
  const back =
    outcome === 'done' && revertCommand !== null ? [`set it back with: ${revertCommand}`] : []
  const yes = outcome === 'unconfirmed' ? ['--yes does it'] : []
  return [shown(sentence), ...risks, ...mayBeRun, ...back, ...yes]
}

/** Asked at a terminal, before macOS asks for an administrator. */
export function questionLines({ guide, sentence, toBytes }: LimitRaise): readonly string[] {
  const beyond =
    guide.kind === 'ok' &&
    toBytes !== null &&
    (guide.calmBytes === null || toBytes > guide.calmBytes)
      ? [`That is beyond ${calmWords(guide.calmBytes)}.`]
      : []
  const words =
    guide.kind === 'ok' && toBytes !== null ? [...noteLines(guide), guide.does, guide.risks] : []
  return [shown(sentence), ...words, ...beyond]
}

const calmWords = (calmBytes: number | null): string =>
  calmBytes === null
    ? 'what leaves macOS a quarter of the RAM'
    : `${formatBytes(calmBytes)}, up to which macOS keeps what is usual`
