import { cameBackText } from '../../shared/act-text.ts'
import type { Act } from '../../shared/act.ts'
import { cutInMiddle } from '../../shared/model-text.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes } from '../../shared/units.ts'
import type { QuitEnd } from '../apps/quit/target.ts'
import type { Return } from './quit-proof.ts'

const maxNameLength = 60

/** A foreign name as it stands in a sentence. */
export const shownName = (name: string): string =>
  cutInMiddle(printable(name, name.length), maxNameLength)

type Words = Pick<Act, 'outcome' | 'sentence' | 'help'>

/** `Loom would be asked to quit: it may hold unsaved work` */
export const wouldSentence = (name: string, risk: string | null, isForced: boolean): string => {
  const what = isForced
    ? `${shownName(name)} would be forced to quit: what it has not saved is lost`
    : `${shownName(name)} would be asked to quit`
  return risk === null || isForced ? what : `${what}: ${printable(risk, maxRiskLength)}`
}
const maxRiskLength = 300

/** `Quit Loom? It may hold unsaved work.` */
export const quitQuestion = (name: string, risk: string | null): string =>
  [
    `Quit ${shownName(name)}?`,
    ...(risk === null ? [] : [asSentence(printable(risk, maxRiskLength))]),
  ].join(' ')

/** `It may hold unsaved work.` */
export const asSentence = (clause: string): string =>
  `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.`

export interface HowEnded {
  readonly returned: Return
  readonly isForced: boolean
  /** Something has started it again already. */
  readonly isBack: boolean
}

export function endedWords(name: string, { returned, isForced, isBack }: HowEnded): Words {
  const has = isForced ? 'was forced to quit' : 'has quit'
  const sentence = [`${shownName(name)} ${has}`, backWords(returned, isBack)].filter(
    (part) => part !== '',
  )
  return { outcome: 'done', sentence: sentence.join(': '), help: null }
}

/** `2.1 GB came back (2.3 GB expected)`, and where the rest of it may be; empty where nothing is known. */
export function backWords(returned: Return, isBack = false): string {
  const back = cameBackText(returned)
  if (back === null) return ''
  const { missingBytes, returnedBytes, expectedBytes, mayBeCompressed } = returned
  if (missingBytes === 0) return back
  if (isBack) return `${back}; it has been started again, and takes memory anew`
  if (!mayBeCompressed)
    return `${back}; something else has taken ${formatBytes(missingBytes)} meanwhile`
  const rest =
    returnedBytes === 0
      ? 'it'
      : `the other ${formatBytes((expectedBytes ?? 0) - (returnedBytes ?? 0))}`
  return `${back}; ${rest} was compressed or swapped out, or is taken by something else`
}

type StillOpen = QuitEnd & { readonly kind: 'still-open' }

/** `Loom is still open: it may be asking you to save` */
export function stillOpenWords(name: string, end: StillOpen, isForced: boolean): Words {
  const shown = shownName(name)
  const note = end.note === null ? null : printable(end.note, maxNoteLength)
  const sentence = isForced
    ? `${shown} was forced to quit, and still runs`
    : end.isGui
      ? `${shown} is still open: it may be asking you to save`
      : `${shown} has not ended yet`
  if (isForced)
    return {
      outcome: 'still-open',
      sentence: note === null ? sentence : `${sentence}: ${note}`,
      help: 'It waits in the kernel, for a disk or a driver: it ends when that answers, or with a restart',
    }
  return {
    outcome: 'still-open',
    sentence: note === null ? sentence : `${sentence}: ${note}`,
    help: end.isGui
      ? 'Answer what it asks, or force it to quit: what it has not saved is lost then'
      : 'Wait for it, or force it to quit: what it has not saved is lost then',
  }
}
const maxNoteLength = 200

/** Who started it again, as watchReturn names him. */
export function keptAliveWords(name: string, keeper: string): Words {
  const { by, help } = keeperWords(printable(keeper, maxNameLength))
  return {
    outcome: 'kept-alive',
    sentence: `${shownName(name)} is back: kept alive by ${by}`,
    help,
  }
}

/** What it gave back its successor takes, which does the same. */
export function nothingCameBack({ sentence, ...words }: Words): Words & Pick<Act, 'returnedBytes'> {
  return { ...words, sentence: `${sentence}; nothing came back`, returnedBytes: 0 }
}

function keeperWords(keeper: string): { readonly by: string; readonly help: string } {
  if (keeper === 'launchd')
    return {
      by: 'launchd (a login item or a launch agent)',
      help: 'Switch it off under Login Items in System Settings, or unload its launch agent, and quit it again',
    }
  if (keeper === 'systemd')
    return {
      by: 'systemd (a service)',
      help: 'Stop its service instead: systemctl --user stop, with its name',
    }
  return { by: keeper, help: `Quit ${keeper} first: it starts it again` }
}
