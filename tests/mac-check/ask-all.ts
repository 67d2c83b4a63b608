import { reasonOf, Refusal } from '../../src/main/host/attempt.ts'
import type { Doubt, DoubtForPerson, Need, Seen } from './doubt.ts'
import { evidenceOf } from './evidence.ts'
import type { Mac } from './mac.ts'

export type Verdict = 'holds' | 'wrong' | 'could not be asked' | 'only a person can see'

/** What came of one doubt. */
export interface Asked {
  readonly doubt: Doubt | DoubtForPerson
  readonly verdict: Verdict
  /** Why it could not be asked; what to look at. */
  readonly why: string | null
  readonly evidence: string
  readonly tookMs: number
}

const usualDeadlineMs = 30_000

/** Why what a doubt needs is not there; null where it is. */
export type Missing = (need: Need) => string | null

/** One after the other, as they would measure each other. None stops the others, whatever it does. */
export async function askAll(
  doubts: readonly Doubt[],
  mac: Mac,
  missing: Missing,
  onAsked: (asked: Asked) => void = () => undefined,
): Promise<readonly Asked[]> {
  const all: Asked[] = []
  for (const doubt of doubts) {
    const startedMs = performance.now()
    const seen = await askOne(doubt, mac, missing)
    const asked = askedOf(doubt, seen, mac, Math.round(performance.now() - startedMs))
    all.push(asked)
    onAsked(asked)
  }
  return all
}

async function askOne(doubt: Doubt, mac: Mac, missing: Missing): Promise<Seen> {
  const why = (doubt.needs ?? []).map(missing).find((reason) => reason !== null)
  if (why !== undefined) return { kind: 'not-asked', why }
  const deadlineMs = doubt.deadlineMs ?? usualDeadlineMs
  const { promise: late, resolve } = Promise.withResolvers<Seen>()
  const timer = setTimeout(
    () => resolve({ kind: 'not-asked', why: `no answer within ${deadlineMs / 1000} s` }),
    deadlineMs,
  )
  try {
    return await Promise.race([doubt.ask(mac), late])
  } catch (error) {
    // Refusal: what it goes by is not there; any other: a doubt that breaks says so, and the others are still asked
    const why = reasonOf(error)
    return { kind: 'not-asked', why: error instanceof Refusal ? why : `the question broke: ${why}` }
  } finally {
    clearTimeout(timer)
  }
}

function askedOf(doubt: Doubt, seen: Seen, { redact }: Mac, tookMs: number): Asked {
  if (seen.kind === 'not-asked') {
    const evidence = evidenceOf(seen.evidence ?? '', redact)
    const why = evidenceOf(seen.why, redact)
    return { doubt, verdict: 'could not be asked', why, evidence, tookMs }
  }
  const evidence = evidenceOf(seen.evidence, redact)
  return { doubt, verdict: seen.kind, why: null, evidence, tookMs }
}

export interface PersonSaid {
  readonly answer: 'yes' | 'no' | 'skip'
  readonly words: string
}
/** null: nobody is there. */
export type AskPerson = ((doubt: DoubtForPerson) => Promise<PersonSaid>) | null

/** By a person at the keyboard, else a list of what to look at. */
export async function askPersonAll(
  doubts: readonly DoubtForPerson[],
  askPerson: AskPerson,
  { redact }: Mac,
): Promise<readonly Asked[]> {
  const all: Asked[] = []
  for (const doubt of doubts) {
    const open = { doubt, verdict: 'only a person can see', why: doubt.look, tookMs: 0 } as const
    const said = askPerson === null ? null : await askPerson(doubt)
    const evidence = evidenceOf(said?.words ?? '', redact)
    if (said === null || said.answer === 'skip') all.push({ ...open, evidence })
    else
      all.push({
        ...open,
        verdict: said.answer === 'yes' ? 'holds' : 'wrong',
        evidence: evidence || `a person said ${said.answer}`,
      })
  }
  return all
}
