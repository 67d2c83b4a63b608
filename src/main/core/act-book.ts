import type { Act, ActBy } from '../../shared/act.ts'
import { actId, type ActId } from '../../shared/ids.ts'
import type { ReopenPlan } from '../apps/quit/reopen.ts'
import type { QuitTarget } from '../apps/quit/target.ts'
import { Refusal } from '../host/attempt.ts'
import type { Clock, ProcessIdentity } from '../host/host.ts'
import type { ActLogStore, NewestActs } from '../history/act-log.ts'
import type { Held } from '../inference/inventory/inventory.ts'
import type { Reading } from '../../shared/reading.ts'
import { createHold, type Hold } from './in-hand.ts'
import { createQuestions, type Questions } from './questions.ts'

/** What a second confirmation is about is forgotten by then: whoever gives it later means something else. */
const forceWithinMs = 10 * 60_000
/** Of this Core. An older one can no more be settled or taken back. */
const maxEntries = 200

/** What an act was about, for whatever may be asked for next. */
export interface Subject {
  /** null: a server was asked by a request, and no process. */
  readonly target: QuitTarget | null
  /** What still ran of it when the act ended. */
  readonly left: readonly ProcessIdentity[]
  /** What has ended, and how it is started again; null: no process has. */
  readonly reopen: { readonly name: string; readonly plan: ReopenPlan } | null
  /** The model that was to be unloaded. */
  readonly held: Held | null
}

/** Nothing that a later act could be about. */
export const noSubject: Subject = { target: null, left: [], reopen: null, held: null }

export interface Entry {
  /** As it has settled, where it has. */
  readonly act: Act
  readonly endedAtMs: number
  readonly subject: Subject
  /** The act when it is clear whether its target stays away. */
  readonly settled: Promise<Act>
  /** Whatever starts now is of Headroom itself: the act is what it is. */
  readonly stay: () => void
}

/** An act before it has ended. */
export type Beginning = Omit<Act, 'id' | 'outcome' | 'sentence' | 'tookMs'>

/** Another act on the same. */
export const beginningOf = ({
  id: _,
  outcome: __,
  sentence: ___,
  tookMs: ____,
  ...act
}: Act): Beginning => ({
  ...act,
  returnedBytes: null,
  help: null,
  offers: [],
})

/** An act that is under way. Exactly one `end`. */
export interface Begun {
  /** `settle`: what it is a moment later, where that may be something else. */
  end(
    ended: Omit<Act, 'id' | 'tookMs'>,
    subject: Subject,
    settle?: ((act: Act) => Promise<Act>) | undefined,
  ): Promise<Act>
}

/** The acts of this Core: their ids, their lines in the audit log, and that no two are about one target at once. */
export interface ActBook {
  begin(beginning: Beginning, by: ActBy): Promise<Begun>
  /** Throws Refusal where it is not known here. */
  entryOf(id: string): Entry
  /** The earlier act that a second confirmation is for. Throws Refusal where there is none such, or where it is too old. */
  confirmedBy(id: string, isMeant: (act: Act) => boolean): Entry
  readonly hold: Hold
  readonly questions: Questions
  kept(): Promise<NewestActs>
}

export interface ActBookOptions {
  readonly clock: Clock
  /** Without it nothing is kept: in a replay, and in tests. */
  readonly log: ActLogStore | undefined
  /** Of each that has ended. */
  readonly tell?: ((act: Act, endedAtMs: number, by: ActBy) => void) | undefined
}

export function createActBook({ clock, log, tell }: ActBookOptions): ActBook {
  const { add, entryOf, isOld } = createEntries(clock)
  return {
    begin: async (beginning, by) => {
      const id = actId(crypto.randomUUID())
      const startedAtMs = clock.nowMs()
      const noted = await log?.begin(begunOf(beginning, { id, by, atMs: startedAtMs }))
      return {
        end: async (ended, subject, settle) => {
          const endedAtMs = clock.nowMs()
          const whole: Act = { ...ended, id, tookMs: Math.max(0, endedAtMs - startedAtMs) }
          const act = withNote(whole, [noted, await log?.end(endedOf(whole, id))])
          tell?.(act, endedAtMs, by)
          const left = Promise.withResolvers<Act>()
          const settled = settledOf(
            act,
            settle === undefined ? act : Promise.race([settle(act), left.promise]),
            async (last) => log?.end(endedOf(last, id)),
          )
          add(id, { act, endedAtMs, subject, settled, stay: () => left.resolve(act) })
          return act
        },
      }
    },
    entryOf,
    confirmedBy: (id, isMeant) => {
      const entry = entryOf(id)
      const { act } = entry
      if (!act.offers.includes('force') || !isMeant(act))
        throw new Refusal('this was confirmed for another act: ask it to quit first')
      if (isOld(entry))
        throw new Refusal('this was asked for too long ago: ask it to quit once more')
      return entry
    },
    hold: createHold(),
    questions: createQuestions(clock),
    kept: async () => {
      const found = await log?.newest()
      if (found === undefined) return { acts: [], isCut: false }
      if (found.kind !== 'ok')
        throw new Refusal(`what Headroom has done cannot be read: ${found.reason}`)
      return found.value
    },
  }
}

interface Entries {
  add(id: ActId, entry: Entry): void
  readonly entryOf: ActBook['entryOf']
  /** Nobody may confirm anything of it any more. */
  isOld(entry: Entry): boolean
}

function createEntries(clock: Clock): Entries {
  const entries = new Map<ActId, Entry>()
  // on either side: the clock may have been set back
  const isOld: Entries['isOld'] = ({ endedAtMs }) =>
    Math.abs(clock.nowMs() - endedAtMs) > forceWithinMs
  const add: Entries['add'] = (id, entry) => {
    for (const [one, old] of entries) if (isOld(old)) entries.set(one, slim(old))
    entries.set(id, entry)
    const [oldest] = entries.keys()
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
    void entry.settled.then(
      (act) => {
        const now = entries.get(id)
        if (now !== undefined) entries.set(id, { ...now, act })
      },
      () => undefined, // whoever asks how it has settled hears of it
    )
  }
  const entryOf: Entries['entryOf'] = (id) => {
    const found = entries.get(actId(id))
    if (found === undefined) throw new Refusal('this Headroom knows of no such act any more')
    return found
  }
  return { add, entryOf, isOld }
}

/** Nothing may be asked of it any more but how it is started again: a server with all its models is long, and others' names. */
const slim = (entry: Entry): Entry => ({
  ...entry,
  subject: { ...noSubject, reopen: entry.subject.reopen },
})

/** What has come back is noted also where nobody asks. */
async function settledOf(
  act: Act,
  settling: Act | Promise<Act>,
  note: (last: Act) => Promise<unknown>,
): Promise<Act> {
  const last = await settling
  if (last.outcome !== act.outcome) await note(last)
  return last
}

const begunOf = (
  { act, target, server, request, isForced, heldBytes, expectedBytes }: Beginning,
  { id, by, atMs }: { readonly id: ActId; readonly by: ActBy; readonly atMs: number },
) => ({ id, atMs, by, act, target, server, request, isForced, heldBytes, expectedBytes })

const endedOf = (
  { outcome, request, heldBytes, expectedBytes, returnedBytes, tookMs, sentence }: Act,
  id: ActId,
) => ({ id, outcome, request, heldBytes, expectedBytes, returnedBytes, tookMs, sentence })

/** A disk that is full does not keep anybody from making room; that there is no record of it is said. */
function withNote(act: Act, notes: readonly (Reading<null> | undefined)[]): Act {
  const [failed] = notes.flatMap((note) => (note === undefined || note.kind === 'ok' ? [] : note))
  return failed === undefined
    ? act
    : { ...act, sentence: `${act.sentence}; it could not be noted (${failed.reason})` }
}
