import { formatArgv, keyOf, type Host, type Question } from '../../../src/main/host/host.ts'
import { createDarwinSenses } from '../../../src/main/monitor/darwin.ts'
import { createMonitor } from '../../../src/main/monitor/monitor.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { createFakeHost } from '../../fake-host.ts'
import { createAnswers, pieceOf, type Mac } from './answers.ts'
import { costs as allCosts, type Cost, type Level } from './costs.ts'

export interface Scene extends Mac {
  readonly isLooked: boolean
  /** Which one of the published figures each command takes. */
  readonly level: Level
}

/** What was asked of one command, and the processor time that it took by its cost. */
export interface Spent {
  readonly cost: Cost
  readonly askedCount: number
  readonly tookMs: number
}

export const simulatedMs = 3_600_000

interface Ledger {
  /** Books one question, or one sample of a stream; its cost in milliseconds. */
  book(key: string, isStream?: boolean): number
  /** Throws where something was asked whose cost nobody knows. */
  spent(): readonly Spent[]
}

function createLedger(costs: readonly Cost[], level: Level): Ledger {
  const booked = new Map<Cost, Omit<Spent, 'cost'>>()
  const uncited = new Set<string>()
  return {
    book: (key, isStream = false) => {
      const cost = costs.find(
        (one) => (one.isStream ?? false) === isStream && key.startsWith(one.keyBegins),
      )
      if (cost === undefined) {
        uncited.add(key)
        return 0
      }
      const ms = cost.ms(key)[level]
      const { askedCount, tookMs } = booked.get(cost) ?? { askedCount: 0, tookMs: 0 }
      booked.set(cost, { askedCount: askedCount + 1, tookMs: tookMs + ms })
      return ms
    },
    spent: () => {
      if (uncited.size > 0) {
        throw new Error(
          `no cost is known (tests/bench/macos/costs.ts) of ${[...uncited].join('; ')}`,
        )
      }
      return [...booked].map(([cost, sums]) => ({ cost, ...sums }))
    },
  }
}

/**
 * A question that starts no program costs none: a system call in Headroom's own process, or a request, which is measured there
 * (`npm run bench -- servers`).
 */
const startsNoProgram = (question: Question): boolean =>
  ['file', 'dir', 'link', 'stat', 'disk', 'process', 'http'].includes(question.kind) ||
  (question.kind === 'library' && question.name.startsWith('node/'))

/** One hour, or less, of production's own monitor on a Mac that answers as fast as its commands' costs say. */
export async function simulate(
  scene: Scene,
  costs: readonly Cost[] = allCosts,
  forMs: number = simulatedMs,
): Promise<readonly Spent[]> {
  const fake = createFakeHost(new Map(), 'darwin')
  const ledger = createLedger(costs, scene.level)
  const host = hostThat(fake.host, ledger, createAnswers(scene))
  const monitor = createMonitor(host, createDarwinSenses(host, { roomCapBytes: null }))
  monitor.setLooked(scene.isLooked)
  monitor.start()
  await fake.advance(forMs)
  const snapshot = monitor.current()
  monitor.stop()
  const spent = ledger.spent()
  checkAnswered(snapshot, scene)
  return spent
}

/** `-n` stands twice in the argv of powermetrics: sudo's has no number. */
function optionIn(key: string, option: string): number | null {
  const digits = new RegExp(` ${option} (\\d+)`).exec(key)?.[1]
  return digits === undefined ? null : Number(digits)
}

function hostThat(host: Host, ledger: Ledger, answer: (question: Question) => string | null): Host {
  const { clock } = host
  const ask: Host['ask'] = (question, atMs = clock.nowMs()) => {
    const tookMs = startsNoProgram(question) ? 0 : ledger.book(keyOf(question))
    const value = answer(question)
    const reading: Reading<string> =
      value === null
        ? { kind: 'absent', reason: 'there is no such thing here', atMs, tookMs }
        : { kind: 'ok', value, atMs, tookMs }
    const { promise, resolve } = Promise.withResolvers<Reading<string>>()
    if (tookMs === 0) resolve(reading)
    else clock.after(tookMs, () => resolve(reading))
    return promise
  }
  const stream: Host['stream'] = (argv, onText, onEnd) => {
    const key = formatArgv(argv)
    const everyMs = optionIn(key, '-i') ?? Number.NaN
    const maxCount = optionIn(key, '-n') ?? Number.POSITIVE_INFINITY
    if (Number.isNaN(everyMs)) throw new Error(`how often does it sample? ${key}`)
    let sampleCount = 0
    const sample = (): void => {
      sampleCount++
      ledger.book(key, true)
      onText(pieceOf(key))
      if (sampleCount >= maxCount) onEnd({ reason: 'it has ended' })
      else cancel = clock.after(everyMs, sample)
    }
    let cancel = clock.after(everyMs, sample)
    return () => {
      cancel()
      onEnd({ reason: null })
    }
  }
  return { ...host, ask, stream }
}

/** A source that fails is asked at another pace than one that answers: then the counts would be of no Mac. */
function checkAnswered(snapshot: Snapshot | null, { powerBy }: Scene): void {
  if (snapshot === null) throw new Error('the monitor has made no Snapshot')
  const isFine = ({ id, kind }: Snapshot['sources'][number]): boolean =>
    kind === 'ok' ||
    kind === 'waiting' ||
    // no program writes a log on it, and nothing tells its power
    (kind === 'absent' && (id === 'logs' || (id === 'power' && powerBy === null)))
  const troubles = snapshot.sources.filter((source) => !isFine(source))
  if (troubles.length === 0) return
  const told = troubles.map(({ id, reason }) => `${id} (${reason})`).join('; ')
  throw new Error(`the simulated Mac did not answer: ${told}`)
}
