import type { Snapshot } from '../../shared/snapshot.ts'
import type { Clock, Host } from '../host/host.ts'
import type { Judgement } from './judge.ts'
import type { Attention } from './pace.ts'
import type { Senses } from './senses.ts'
import { rounds, type AnySource } from './source.ts'

/** Done when all have answered, or when the time is over. */
function answersWithin(
  answers: readonly Promise<void>[],
  budgetMs: number,
  clock: Clock,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = clock.after(budgetMs, resolve)
  void Promise.all(answers).then(() => resolve())
  return promise.finally(cancel)
}

/** How long a Snapshot waits, and whether for questions of earlier ticks as well: a hanging one must not hold up ticks. */
export interface Patience {
  readonly budgetMs: number
  readonly waitsForOpen: boolean
  /** For what is asked only on demand; null: it is not asked. */
  readonly demandBudgetMs: number | null
}

/** Asks what is due, and folds what has answered into a whole Snapshot. */
export async function sample(
  host: Host,
  senses: Senses,
  attention: Attention,
  { budgetMs, waitsForOpen, demandBudgetMs }: Patience,
  lastFoldedAtMs: () => number | null,
): Promise<Omit<Snapshot, keyof Judgement>> {
  const atMs = host.clock.nowMs()
  const { sources } = senses
  const demanded = demandBudgetMs === null ? [] : sources.filter(({ pace }) => pace === 'on-demand')
  const isAsked = (source: AnySource): boolean =>
    source.isDue(atMs, attention) || (waitsForOpen && source.isOpen())
  const asked = (some: readonly AnySource[]): readonly Promise<void>[] =>
    some.map((source) => source.ask(host, atMs, attention))
  const askRounds = async (): Promise<void> => {
    for (const round of rounds) {
      const due = sources.filter((source) => source.round === round && isAsked(source))
      if (due.length > 0) await answersWithin(asked(due), budgetMs, host.clock)
    }
  }
  await Promise.all([askRounds(), answersWithin(asked(demanded), demandBudgetMs ?? 0, host.clock)])
  // one that waited long was overtaken by others: what it tells is of now, for a fold must not go back in time
  const foldedAtMs = (lastFoldedAtMs() ?? atMs) > atMs ? host.clock.nowMs() : atMs
  return {
    schema: 'headroom/snapshot/1',
    atMs: foldedAtMs,
    mode: host.mode,
    ...senses.fold(foldedAtMs),
    sources: senses.sources.map((source) => source.statusAt(foldedAtMs, attention)),
  }
}
