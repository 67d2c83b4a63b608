import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { EntryKind } from '../recording.ts'
import type { Answer, AskedAnswer } from './answer.ts'
import { isNumbered, outdatedBeside } from './outdated.ts'

/** One answer larger than this is left out: `top` of some thousand processes is no larger. */
export const maxAnswerBytes = 2 ** 20
/** All of them together, as they stand in memory. */
const maxBytes = 4 * 2 ** 20
/** So much stays when there is too much, so that not each answer looks for what may go. */
const roomierBytes = 3 * 2 ** 20
/** The line around an answer. */
const lineBytes = 120

/** The last answer to every question, in memory that is bounded. */
export interface Answers {
  /** null where it is what was written last, or what nobody can tell from it. */
  note(kind: EntryKind, key: string, reading: Reading<string>): Answer | null
  /** The smallest first. */
  all(): readonly Answer[]
  /** Those that were not written since they changed, the smallest first. */
  unwritten(): readonly Answer[]
  written(answer: Answer): void
  clear(): void
}

/** Answers that tell a state; what else comes is told once, and never again. */
export const isState = (kind: EntryKind): boolean =>
  kind !== 'stream' && kind !== 'log' && kind !== 'act'

export function createAnswers(): Answers {
  const known = new Map<string, Answer>()
  /** Of those that were answered again, and alike: with each tick that is nearly all. */
  const againAtMs = new Map<string, number>()
  const changed = new Set<string>()
  let totalBytes = 0
  const forget = (id: string): void => {
    totalBytes -= known.get(id)?.bytes ?? 0
    known.delete(id)
    againAtMs.delete(id)
    changed.delete(id)
  }
  const askedAtMs = (id: string, { reading }: Answer): number => againAtMs.get(id) ?? reading.atMs
  const answerOf = (id: string): readonly Answer[] => {
    const answer = known.get(id)
    if (answer === undefined) return []
    const atMs = askedAtMs(id, answer)
    return [{ ...answer, reading: { ...answer.reading, atMs } }]
  }
  const asked = (): readonly AskedAnswer[] =>
    [...known].map(([id, answer]) => ({ id, answer, askedAtMs: askedAtMs(id, answer) }))
  const makeRoom = (nowMs: number): void => {
    if (totalBytes <= maxBytes) return
    for (const { id } of heaviestFirst(asked(), nowMs)) if (totalBytes > roomierBytes) forget(id)
  }

  return {
    note: (kind, key, given) => {
      const id = idOf(kind, key)
      const before = known.get(id)
      const reading = bounded(given)
      if (before !== undefined && isSame(before.reading, reading)) {
        // the text that is there already stays, and the new one goes
        againAtMs.set(id, reading.atMs)
        return null
      }
      if (kind === 'dir' && before !== undefined)
        goneOf(known, before, namesIn(reading)).forEach(forget)
      forget(id)
      const answer = { kind, key, reading, bytes: lineBytes + key.length + textOf(reading).length }
      known.set(id, answer)
      changed.add(id)
      totalBytes += answer.bytes
      if (before === undefined && isNumbered(kind))
        outdatedBeside(answer, asked(), reading.atMs).forEach(forget)
      makeRoom(reading.atMs)
      return answer
    },
    all: () => bySize([...known.keys()].flatMap(answerOf)),
    unwritten: () => bySize([...changed].flatMap(answerOf)),
    written: ({ kind, key }) => void changed.delete(idOf(kind, key)),
    clear: () => {
      known.clear()
      againAtMs.clear()
      changed.clear()
      totalBytes = 0
    },
  }
}

/** The largest and the longest unasked first; the name decides between equals. */
function heaviestFirst(asked: readonly AskedAnswer[], nowMs: number): readonly AskedAnswer[] {
  const weight = ({ answer, askedAtMs }: AskedAnswer): number =>
    answer.bytes * (1_000 + Math.max(0, nowMs - askedAtMs))
  return asked.toSorted((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
}

const bySize = (answers: readonly Answer[]): readonly Answer[] =>
  answers.toSorted((a, b) => a.bytes - b.bytes)

const idOf = (kind: EntryKind, key: string): string => `${kind} ${key}`
const textOf = (reading: Reading<string>): string =>
  reading.kind === 'ok' ? reading.value : reading.reason

const isSame = (a: Reading<string>, b: Reading<string>): boolean =>
  a.kind === b.kind && textOf(a) === textOf(b)

function bounded(reading: Reading<string>): Reading<string> {
  if (textOf(reading).length <= maxAnswerBytes) return reading
  const { atMs, tookMs } = reading
  const reason = `left out of the recording: larger than ${maxAnswerBytes} bytes`
  return { kind: 'failed', reason, atMs, tookMs }
}

/** What was asked of names that a folder has no more: of processes that have ended. */
function goneOf(
  known: ReadonlyMap<string, Answer>,
  { key: folder, reading }: Answer,
  names: ReadonlySet<string>,
): readonly string[] {
  const gone = new Set([...namesIn(reading)].filter((name) => !names.has(name)))
  if (gone.size === 0) return []
  const ids: string[] = []
  for (const [id, { key }] of known) {
    if (!key.startsWith(`${folder}/`)) continue
    const end = key.indexOf('/', folder.length + 1)
    if (gone.has(key.slice(folder.length + 1, end === -1 ? undefined : end))) ids.push(id)
  }
  return ids
}

const namesShape = z.array(z.string())

/** The answer to a `dir` is a list of names. */
function namesIn(reading: Reading<string>): ReadonlySet<string> {
  if (reading.kind !== 'ok') return new Set()
  try {
    return new Set(namesShape.parse(jsonIn(reading.value)))
  } catch {
    // ParseError, or no list: whoever has asked is told by its own parser
    return new Set()
  }
}
