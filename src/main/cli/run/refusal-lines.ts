import type { Fit } from '../../../shared/fit.ts'
import { shownAdvice, shownVerdict } from '../../../shared/fit-text.ts'
import { printable } from '../../../shared/printable.ts'
import { formatBytes, formatRoom } from '../../../shared/units.ts'
import type { FitRoom } from '../../fit/fit-room.ts'
import type { LaunchCheck } from './check-launch.ts'

/** The best of it: all of it is what `headroom fit` shows. */
const shownAdviceCount = 5
const maxCommandLength = 2_000

// llama-server is not started: does not fit: 4.1 GB too much
// it needs 12.9 GB, and there is room for 8.8 GB (this machine now)
// --control-vector is not reckoned with.
//   - Take a context of 16384 tokens: then it fits (saves 4.6 GB): -c 16384
// all the same: headroom run --force -- llama-server -m x.gguf -c 65536
/** Why a command is not started, what would help, and how to start it all the same. */
export function refusalLines(
  { fit, room, title, remarks }: Extract<LaunchCheck, { readonly kind: 'no' }>,
  words: readonly string[],
): readonly string[] {
  return [
    `${printable(title)} is not started: ${verdictText(fit)}`,
    figuresText(fit, room),
    ...remarks,
    ...adviceLines(fit),
    `all the same: headroom run --force -- ${printable(words.map(shellWord).join(' '), maxCommandLength)}`,
  ]
}

/** The same of one that is started whatever it needs: what is missing, and the first thing that would be enough. */
export const forcedLines = ({
  fit,
  room,
}: Extract<LaunchCheck, { readonly kind: 'no' }>): readonly string[] => [
  `started all the same: ${verdictText(fit)}`,
  figuresText(fit, room),
  ...adviceLines({ advice: fit.advice.filter(({ isEnough }) => isEnough).slice(0, 1) }),
]

function verdictText(fit: Fit): string {
  const { sentence, doubt } = shownVerdict(fit)
  const beside = doubt === null ? '' : ` (${doubt})`
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}${beside}`
}

function figuresText(fit: Fit, room: FitRoom): string {
  const needBytes = room.device === 'cpu' ? fit.needRamBytes : fit.needBytes
  const roomText = fit.roomBytes === null ? 'not known' : formatRoom(fit.roomBytes)
  return `it needs ${formatBytes(needBytes)}, and there is room for ${roomText} (${room.of})`
}

const adviceLines = ({ advice }: Pick<Fit, 'advice'>): readonly string[] =>
  advice.slice(0, shownAdviceCount).map((one) => {
    const { text, saves, steps } = shownAdvice(one)
    const how = steps.map(({ words, command }) =>
      [words, command === null ? null : printable(command.replaceAll('\n', '; '), maxCommandLength)]
        .filter((part) => part !== null)
        .join(words?.endsWith(':') === true ? ' ' : ': '),
    )
    const saving = saves === null ? '' : ` (${saves})`
    return `  - ${text}${saving}${how.length === 0 ? '' : `: ${how.join('; ')}`}`
  })

/** As somebody would write it for a shell. */
const shellWord = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
