import type { Act } from '../../shared/act.ts'
import { cameBackText } from '../../shared/act-text.ts'
import type { Relieved } from '../../shared/contract.ts'
import { listedWords } from '../../shared/relief-text.ts'
import type { ReliefWant } from '../../shared/relief.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatRatio, formatRoom } from '../../shared/units.ts'
import { shownName } from './quit-words.ts'

interface Outcome {
  readonly acts: readonly Act[]
  readonly want: ReliefWant | null
  /** As it was afterwards; null: nothing was done. */
  readonly room: Snapshot['room'] | null
  readonly isEnough: boolean
}

/** What all steps together have come to. */
export function relievedOf(outcome: Outcome): Relieved {
  const { acts, isEnough, room } = outcome
  // beside what was done a question has brought nothing, and was not to
  const begun = room === null ? acts : acts.filter((act) => act.outcome !== 'unconfirmed')
  const expectedBytes = sumOf(begun.map((act) => act.expectedBytes))
  const returnedBytes = sumOf(acts.map((act) => act.returnedBytes))
  return {
    schema: 'headroom/relieved/1',
    acts,
    expectedBytes,
    returnedBytes,
    isEnough,
    sentence: sentenceOf(outcome),
  }
}

/** Of those that are known; null where none is. */
function sumOf(sizes: readonly (number | null)[]): number | null {
  const known = sizes.filter((bytes) => bytes !== null)
  return known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0)
}

function sentenceOf({ acts, want, room, isEnough }: Outcome): string {
  const asked = acts.filter(({ outcome }) => outcome === 'unconfirmed')
  const questions = asked.map(({ sentence }) => sentence)
  if (room === null) {
    const planned = acts.filter((act) => !asked.includes(act)).map(({ sentence }) => sentence)
    return withQuestions(planned, questions)
  }
  const there = isEnough ? thereWords(want, room) : missingWords(want, room)
  if (acts.length === 0) return `Nothing was done: ${there ?? 'there was nothing to do'}`
  const done = acts.filter(({ outcome }) => outcome === 'done')
  const others = acts.filter((act) => !done.includes(act) && !asked.includes(act))
  const parts = [
    ...(done.length > 0 ? [doneWords(done)] : []),
    ...others.map(({ sentence }) => sentence),
    ...(there === null ? [] : [there]),
  ]
  return withQuestions(parts, questions)
}

/** A question is sentences of its own. */
const withQuestions = (parts: readonly string[], questions: readonly string[]): string =>
  [parts.join('; '), questions.join(' ')].filter((part) => part !== '').join('. ')

/** `gemma3 is unloaded, and Loom and Weft have quit: 6.1 GB came back (6.3 GB expected)` */
function doneWords(done: readonly Act[]): string {
  const namesOf = (act: Act['act']): readonly string[] =>
    done.filter((one) => one.act === act).map(({ target }) => shownName(target))
  const [unloaded, quit] = [namesOf('unload'), namesOf('quit')]
  const all = [
    ...(unloaded.length > 0
      ? [`${listedWords(unloaded)} ${unloaded.length > 1 ? 'are' : 'is'} unloaded`]
      : []),
    ...(quit.length > 0 ? [`${listedWords(quit)} ${quit.length > 1 ? 'have' : 'has'} quit`] : []),
  ].join(', and ')
  // what has not ended was not to bring anything yet
  const back = cameBackText({
    expectedBytes: sumOf(done.map(({ expectedBytes }) => expectedBytes)),
    returnedBytes: sumOf(done.map(({ returnedBytes }) => returnedBytes)),
  })
  return back === null ? all : `${all}: ${back}`
}

type RoomWant = ReliefWant & { readonly kind: 'room' }

/** On the line of the want; null where it is not known. */
export function roomFor({ on }: RoomWant, room: Snapshot['room']): number | null {
  if (room.kind !== 'ok' || room.isStale) return null
  if (on === undefined) return room.roomBytes
  return on === 'gpu' ? room.gpuRoomBytes : room.ramRoomBytes
}

/** What there is is rounded down. */
function thereWords(want: ReliefWant | null, room: Snapshot['room']): string | null {
  if (want?.kind !== 'room') return null
  const bytes = roomFor(want, room)
  return bytes === null
    ? null
    : `there is room for ${formatBytes(want.needBytes)} now${lineWords[want.on ?? 'both']}: ${formatRoom(bytes)}`
}

const lineWords = { gpu: ' on the GPU', ram: ' in RAM', both: '' } as const

function missingWords(want: ReliefWant | null, room: Snapshot['room']): string | null {
  if (want === null) return null
  if (want.kind === 'gpu-time')
    return `${formatRatio(want.needRatio)} of the GPU's time is not free yet`
  const bytes = roomFor(want, room)
  if (bytes === null) return 'how much room there is now is not known'
  const missing = formatBytes(want.needBytes - bytes)
  return `${missing} of ${formatBytes(want.needBytes)} are still missing${lineWords[want.on ?? 'both']}`
}
