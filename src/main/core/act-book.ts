import type { Act, ActBy, KeptAct } from '../../shared/act.ts'
import { actId, type ActId } from '../../shared/ids.ts'
import type { QuitTarget, QuitTrace } from '../apps/quit/target.ts'
import { Refusal } from '../host/attempt.ts'
import type { Clock, ProcessIdentity } from '../host/host.ts'
import type { ActLogStore } from '../history/act-log.ts'
import type { Held } from '../inference/inventory/inventory.ts'
import type { Reading } from '../../shared/reading.ts'

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
  /** How it had been started. It may hold secrets: it stays in memory. */
  readonly traces: readonly QuitTrace[]
  /** The model that was to be unloaded. */
  readonly held: Held | null
}

export interface Entry {
  readonly act: Act
  readonly endedAtMs: number
  readonly subject: Subject
  /** The act when it is clear whether its target stays away. */
  readonly settled: Promise<Act>
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
  /** Throws Refusal where one of these is in hand; answers with the way to let go of them. */
  hold(keys: readonly string[], name: string): () => void
  kept(): Promise<readonly KeptAct[]>
}

export interface ActBookOptions {
  readonly clock: Clock
  /** Without it nothing is kept: in a replay, and in tests. */
  readonly log: ActLogStore | undefined
}

export function createActBook({ clock, log }: ActBookOptions): ActBook {
  const entries = new Map<ActId, Entry>()
  const add = (id: ActId, entry: Entry): void => {
    entries.set(id, entry)
    const [oldest] = entries.keys()
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
  }
  const entryOf = (id: string): Entry => {
    const found = entries.get(actId(id))
    if (found === undefined) throw new Refusal('this Headroom knows of no such act any more')
    return found
  }
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
          const settled = settledOf(act, settle, async (last) => log?.end(endedOf(last, id)))
          add(id, { act, endedAtMs, subject, settled })
          return act
        },
      }
    },
    entryOf,
    confirmedBy: (id, isMeant) => {
      const entry = entryOf(id)
      const { act, endedAtMs } = entry
      if (!act.offers.includes('force') || !isMeant(act))
        throw new Refusal('this was confirmed for another act: ask it to quit first')
      // on either side: the clock may have been set back
      if (Math.abs(clock.nowMs() - endedAtMs) > forceWithinMs)
        throw new Refusal('this was asked for too long ago: ask it to quit once more')
      return entry
    },
    hold: createHold(),
    kept: async () => {
      const found = await log?.newest()
      if (found === undefined) return []
      if (found.kind !== 'ok')
        throw new Refusal(`what Headroom has done cannot be read: ${found.reason}`)
      return found.value
    },
  }
}

/** Goes on by itself when nobody asks: what has come back is noted all the same. */
function settledOf(
  act: Act,
  settle: ((act: Act) => Promise<Act>) | undefined,
  note: (last: Act) => Promise<unknown>,
): Promise<Act> {
  if (settle === undefined) return Promise.resolve(act)
  const settled = settle(act).then(async (last) => {
    if (last.outcome !== act.outcome) await note(last)
    return last
  })
  settled.catch(() => undefined) // whoever asks how it has settled hears of it
  return settled
}

function createHold(): ActBook['hold'] {
  const inHand = new Set<string>()
  return (keys, name) => {
    if (keys.some((key) => inHand.has(key)))
      throw new Refusal(`${name} is being asked already: wait until it has answered`)
    keys.forEach((key) => inHand.add(key))
    return () => keys.forEach((key) => inHand.delete(key))
  }
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
