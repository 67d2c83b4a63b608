import type { Reading } from '../../../shared/reading.ts'
import type { EntryKind } from '../recording.ts'

/** One answer larger than this is left out: `top` of some thousand processes is no larger. */
export const maxAnswerBytes = 2 ** 20
/** All of them together, as they stand in memory. */
const maxBytes = 4 * 2 ** 20
/** So much stays when there is too much, so that not each answer looks for what may go. */
const roomierBytes = 3 * 2 ** 20
/** The line around an answer. */
const lineBytes = 120

/** The last answer to one question. */
export interface Answer {
  readonly kind: EntryKind
  readonly key: string
  readonly reading: Reading<string>
  /** As long as its line will be, nearly. */
  readonly bytes: number
}

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
  const changed = new Set<string>()
  let totalBytes = 0
  const forget = (id: string): void => {
    totalBytes -= known.get(id)?.bytes ?? 0
    known.delete(id)
    changed.delete(id)
  }
  const makeRoom = (nowMs: number): void => {
    if (totalBytes <= maxBytes) return
    // the largest and the longest unasked first; the name decides between equals
    const weight = ({ bytes, reading }: Answer): number =>
      bytes * (1_000 + Math.max(0, nowMs - reading.atMs))
    const heaviest = [...known].sort(
      ([aId, a], [bId, b]) => weight(b) - weight(a) || (aId < bId ? -1 : 1),
    )
    for (const [id] of heaviest) if (totalBytes > roomierBytes) forget(id)
  }
  const bySize = (answers: readonly Answer[]): readonly Answer[] =>
    answers.toSorted((a, b) => a.bytes - b.bytes)

  return {
    note: (kind, key, given) => {
      const id = idOf(kind, key)
      const before = known.get(id)
      const reading = bounded(given)
      if (before !== undefined && isSame(before.reading, reading)) {
        // the text that is there already stays, and the new one goes
        known.set(id, { ...before, reading: { ...before.reading, atMs: reading.atMs } })
        return null
      }
      if (kind === 'dir') goneBelow(key, before?.reading, reading, known).forEach(forget)
      forget(id)
      const answer = { kind, key, reading, bytes: lineBytes + key.length + textOf(reading).length }
      known.set(id, answer)
      changed.add(id)
      totalBytes += answer.bytes
      makeRoom(reading.atMs)
      return answer
    },
    all: () => bySize([...known.values()]),
    unwritten: () => bySize([...changed].flatMap((id) => known.get(id) ?? [])),
    written: ({ kind, key }) => void changed.delete(idOf(kind, key)),
    clear: () => {
      known.clear()
      changed.clear()
      totalBytes = 0
    },
  }
}

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
function goneBelow(
  folder: string,
  before: Reading<string> | undefined,
  now: Reading<string>,
  known: ReadonlyMap<string, Answer>,
): readonly string[] {
  const names = new Set(namesIn(now))
  const gone = new Set(namesIn(before).filter((name) => !names.has(name)))
  if (gone.size === 0) return []
  return [...known].flatMap(([id, { key }]) => {
    if (!key.startsWith(`${folder}/`)) return []
    const [name = ''] = key.slice(folder.length + 1).split('/', 1)
    return gone.has(name) ? [id] : []
  })
}

/** The answer to a `dir` is a list of names. */
const namesIn = (reading: Reading<string> | undefined): readonly string[] =>
  reading?.kind === 'ok' ? [...reading.value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(nameOf) : []
const nameOf = ([, name = '']: RegExpExecArray): string => name
