import type {
  BlackBoxReport,
  EndKind,
  EndSignature,
  LastHolder,
  LastLoad,
  LastState,
  LastWork,
} from './black-box.ts'
import { formatBytes, formatRoom, formatSpan, formatTimeOfDay, formatTokens } from './units.ts'

/** A program that the system has ended, as the system's own words name it. */
export interface Ended {
  readonly name: string
  readonly bytes: number | null
  /** The system's word for why: `vm-pageshortage`; null: it gives none. */
  readonly reason: string | null
  /** The machine had run out of memory, as the system says. */
  readonly isForMemory: boolean
}

/** What a report is told of. */
export interface EndTold extends Pick<BlackBoxReport, 'end' | 'last' | 'signatures'> {
  /** Headroom has crashed, as the system says. */
  readonly hasCrashed: boolean
  readonly isMac: boolean
  /** Headroom looks again: the system may write its report some minutes after it has started anew. */
  readonly isStillSought: boolean
  /** Where the system would say why could be read. */
  readonly canRead: boolean
  /** Of the last minutes, the newest last. */
  readonly ended: readonly Ended[]
  /** `failed`: what was recorded cannot be read; `absent`: nothing was. */
  readonly recorded: 'ok' | 'absent' | 'failed'
}

/** More of each is a list that nobody reads; the table beside it has them. */
const toldCount = 2
/** What the recorder may lose at an end. */
export const mostLostMs = 5_000

export function titleOfEnd({
  end,
  ended,
  isMac,
}: Pick<EndTold, 'end' | 'ended' | 'isMac'>): string {
  switch (end) {
    case 'gpu-panic':
      return 'The driver of the GPU brought the Mac down'
    case 'memory-panic':
      return 'The Mac ran out of memory and restarted'
    case 'panic':
      return isMac ? 'macOS panicked and restarted the Mac' : 'The kernel panicked'
    case 'killed':
      return `The system ended ${ended.at(-1)?.name ?? 'a program'}${ended.at(-1)?.isForMemory === true ? ' as memory ran out' : ''}`
    case 'power-loss':
      return 'The machine went off without a warning'
    case 'ended':
      return 'Headroom was ended, and nothing else'
    case 'unknown':
      return 'Headroom had no ordinary end, and why is not known'
  }
}

/** Whole sentences, the most telling first. */
export function storyOfEnd(told: EndTold): readonly string[] {
  const { last } = told
  return [
    whatHappened(told),
    ...(isPanic[told.end] ? processSentences(told.signatures) : []),
    ...(told.end === 'killed' ? told.ended.slice(0, -1) : told.ended)
      .slice(-toldCount)
      .map((one) => `Before that, ${endedClause(one)}.`),
    ...(last === null ? [] : momentSentences(last)),
    lastWords(told),
  ]
}

function whatHappened({ end, ended, isMac, isStillSought, canRead, hasCrashed }: EndTold): string {
  switch (end) {
    case 'gpu-panic':
      return 'The driver of the GPU met an error that it could not go on from: macOS panicked, and the Mac restarted. The fault lies in the driver: what programs ask of it only brings it about.'
    case 'memory-panic':
      return 'There was no room left to compress memory or to swap it out: the watchdog of macOS waited in vain for the system, and restarted the Mac.'
    case 'panic':
      return isMac
        ? 'macOS stopped with a panic, and the Mac restarted. Its report says nothing of memory or of the GPU.'
        : 'The kernel stopped with a panic. What it says stands below, word for word.'
    case 'killed': {
      const last = ended.at(-1)
      const who = last === undefined ? 'the system ended a program' : endedClause(last)
      return `${who.slice(0, 1).toUpperCase()}${who.slice(1)}.`
    }
    case 'power-loss':
      return isMac
        ? 'The Mac started anew, and macOS left no report of a panic: the power failed, or its button was held down, as one does when nothing responds any more.'
        : 'The machine started anew, and its kernel left no word of why: the power failed, or its button was held down, as one does when nothing responds any more.'
    case 'ended':
      return hasCrashed
        ? 'The machine ran on: Headroom alone ended, by an error of its own.'
        : 'The machine ran on: Headroom alone was ended, by kill -9, Force Quit or an error of its own.'
    case 'unknown':
      if (canRead && !isStillSought)
        return 'Nothing tells why: whether the machine ran on is not known.'
      return isStillSought
        ? 'Why is not known yet: the system may write its report some minutes after its start, and Headroom looks again.'
        : 'Where the system would say why cannot be read: it may have been a panic, a failure of power, or Headroom alone.'
  }
}

/** `the system ended llama-server, which held 41.9 GB: vm-pageshortage` */
function endedClause({ name, bytes, reason }: Ended): string {
  const held = bytes === null ? '' : `, which held ${formatBytes(bytes)}`
  return `the system ended ${name}${held}${reason === null ? '' : `: ${reason}`}`
}

const isPanic: Readonly<Record<EndKind, boolean>> = {
  'gpu-panic': true,
  'memory-panic': true,
  panic: true,
  killed: false,
  'power-loss': false,
  ended: false,
  unknown: false,
}

function processSentences(signatures: readonly EndSignature[]): readonly string[] {
  const first = signatures[0]?.process ?? null
  return first === null || first === 'kernel_task'
    ? []
    : [`The report names ${first}: it was at work then, which does not make it the cause.`]
}

function momentSentences(last: LastState): readonly string[] {
  return [
    ...last.holders
      .filter(({ bytes, kind }) => bytes !== null && kind === 'model')
      .slice(0, toldCount)
      .map(holderSentence),
    ...last.holders
      .filter(({ bytes, kind }) => bytes !== null && kind === 'app')
      .slice(0, 1)
      .map(holderSentence),
    ...last.loads.slice(0, toldCount).map(loadSentence),
    ...last.works.slice(0, toldCount).map(workSentence),
    ...nearSentences(last),
  ]
}

const holderSentence = ({ name, server, bytes }: LastHolder): string =>
  `${name}${server === null ? '' : ` in ${server}`} held ${formatBytes(bytes ?? 0)}.`

function loadSentence({ name, server, needBytes, gapBytes }: LastLoad): string {
  const who = `${name} was being loaded in ${server}`
  if (needBytes === null) return `${who}; what it takes was not known.`
  const need = `${who}: it takes ${formatBytes(needBytes)}`
  if (gapBytes === null) return `${need}.`
  return gapBytes > 0 ? `${need}, ${formatBytes(gapBytes)} too much.` : `${need}, and it fitted.`
}

function workSentence({ model, usedTokens, contextTokens }: LastWork): string {
  if (usedTokens !== null && contextTokens !== null)
    return `${model} was at work, with ${formatTokens(usedTokens)} of ${formatTokens(contextTokens)} tokens of its context used.`
  return contextTokens === null
    ? `${model} was at work.`
    : `${model} was at work, with a context of ${formatTokens(contextTokens)} tokens.`
}

/** How near the limit it was. */
function nearSentences(last: LastState): readonly string[] {
  const { gpuInUseBytes, limitBytes, roomBytes, swapUsedBytes } = last
  return [
    ...(gpuInUseBytes === null || limitBytes === null
      ? []
      : [
          `The GPU had ${formatBytes(gpuInUseBytes)} in use, and its limit was ${formatBytes(limitBytes)}.`,
        ]),
    ...(roomBytes === null
      ? []
      : [
          roomBytes === 0
            ? 'No room was left for models.'
            : `${formatRoom(roomBytes)} were left for models.`,
        ]),
    ...(swapUsedBytes === null || swapUsedBytes === 0
      ? []
      : [`${formatBytes(swapUsedBytes)} stood in swap.`]),
  ]
}

/** How old the last moment is, and what is missing of it. */
function lastWords({ last, recorded }: EndTold): string {
  if (last !== null)
    return `All of that is of ${formatTimeOfDay(last.atMs)}, the last moment that was recorded: up to ${formatSpan(mostLostMs)} before the end are missing.`
  return recorded === 'absent'
    ? 'Nothing was recorded of the time before.'
    : 'What was recorded of the time before cannot be read.'
}
