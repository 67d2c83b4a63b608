import type { Card, Finding, FindingClass } from '../../../shared/finding.ts'
import { printedLine } from '../../../shared/finding.ts'
import { findingId, type ServerId } from '../../../shared/ids.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { cardOf } from '../../inference/diagnosis/card-of.ts'
import type { CaseMachine } from '../../inference/diagnosis/case.ts'
import type { LiveSign } from '../../inference/diagnosis/live/live-sign.ts'
import { createLiveSigns } from '../../inference/diagnosis/live/live-signs.ts'
import { titleOfProgram } from '../../inference/diagnosis/program-titles.ts'
import { serverIdOf } from '../../inference/inventory/inventory.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { Judgement } from '../judge.ts'
import type { FollowedLog, SeenFailure } from './followed-log.ts'
import { writerOf } from './log-owner.ts'
import type { LogWatch } from './log-watch.ts'

/** How long a failure that is over stands, unless a load has succeeded since. */
const keepMs = 3_600_000
const maxFindings = 20

export interface FindingSigns {
  readonly logs: Pick<LogWatch, 'followed' | 'factsOf'>
  readonly told: () => readonly ServerTold[]
  readonly isMac: boolean
  /** null where it is not known at this instant. */
  readonly isAppleSilicon: (atMs: number) => boolean | null
}

/** A Snapshot to which all is still missing that is made of its other parts. */
export type Unfound = Omit<
  Snapshot,
  'schema' | 'mode' | 'sources' | 'findings' | 'notices' | 'forecast' | keyof Judgement
>

export interface Findings {
  /** Once a tick: what stands in the logs, and what the machine shows as it is. */
  fold(moment: Unfound): readonly Finding[]
  /** Between two ticks: the logs anew, beside what the machine showed at the last. */
  again(moment: Unfound): readonly Finding[]
}

export function createFindings(signs: FindingSigns): Findings {
  const { logs, told, isMac, isAppleSilicon } = signs
  const signsOf = createLiveSigns()
  const cards = createCards()
  let live: readonly LiveSign[] = []
  const join = (moment: Unfound): readonly Finding[] => {
    const machine = machineOf(moment, isAppleSilicon(moment.atMs), isMac)
    const servers = told()
    // what the machine shows is so now, however long ago it began
    const ofMachine = live.slice(0, maxFindings).map((sign) => ofSign(sign, machine))
    const last = logs
      .followed()
      .flatMap((log) => failuresOf(log, moment, isMac).map((failure) => ({ failure, log })))
      .toSorted((a, b) => lastFirst(a.failure, b.failure))
      .slice(0, maxFindings - ofMachine.length)
    const ofLogs = last.map(({ failure, log }) => {
      const server = writerOf(failure.port, log.file(), servers)
      const serverId = server === null ? null : serverIdOf(server)
      return ofFailure(failure, log.file().path, serverId, cards(failure, machine))
    })
    return [...ofMachine, ...ofLogs].toSorted(lastFirst)
  }
  return {
    fold: (moment) => {
      live = signsOf({ ...moment, isMac, logFacts: factsByServer(logs, told()) })
      return join(moment)
    },
    again: join,
  }
}

const lastFirst = (a: Pick<Finding, 'lastAtMs'>, b: Pick<Finding, 'lastAtMs'>): number =>
  (b.lastAtMs ?? 0) - (a.lastAtMs ?? 0)

/** A card is written once, as long as the failure and the machine are the same. */
function createCards() {
  const written = new WeakMap<SeenFailure, { readonly machine: string; readonly card: Card }>()
  return (failure: SeenFailure, machine: CaseMachine): Card => {
    const known = written.get(failure)
    const key = JSON.stringify(machine)
    if (known?.machine === key) return known.card
    const card = cardOf({ ...failure, machine })
    written.set(failure, { machine: key, card })
    return card
  }
}

function factsByServer(
  logs: FindingSigns['logs'],
  told: readonly ServerTold[],
): ReadonlyMap<ServerId, LogFacts> {
  const entries = told.flatMap((server): readonly (readonly [ServerId, LogFacts])[] => {
    const facts = logs.factsOf(server)
    return facts === null ? [] : [[serverIdOf(server), facts]]
  })
  return new Map(entries)
}

const machineOf = (
  { memory, limit }: Unfound,
  isAppleSilicon: CaseMachine['isAppleSilicon'],
  isMac: boolean,
): CaseMachine => ({
  ramBytes: memory.kind === 'ok' ? memory.totalBytes : null,
  limitBytes: limit.kind === 'ok' ? limit.limitBytes : null,
  isAppleSilicon,
  platform: isMac ? 'darwin' : 'linux',
})

/** What only a machine with a GPU is worse off for. */
const needsGpu: ReadonlySet<FindingClass> = new Set(['cpu-fallback', 'rosetta'])

/** Of late, and not put to an end by a load that has succeeded since. */
function failuresOf(
  log: FollowedLog,
  { atMs, gpu }: Unfound,
  isMac: boolean,
): readonly SeenFailure[] {
  const hasGpu = isMac || gpu.kind === 'ok'
  return (
    log
      .failures()
      .filter((failure) => hasGpu || !needsGpu.has(failure.class))
      .filter(({ isOver }) => isOver !== 'yes')
      // it may have come since the moment of the last tick
      .filter(({ lastAtMs }) => lastAtMs > atMs || isWithin(lastAtMs, keepMs, atMs))
  )
}

function ofFailure(
  failure: SeenFailure,
  path: string,
  serverId: ServerId | null,
  card: Card,
): Finding {
  const { line, facts, atMs, lastAtMs, count, signature } = failure
  return {
    ...card,
    id: findingId(`${path}:${failure.port ?? ''}:${failure.load}:${failure.class}`),
    class: failure.class,
    signature,
    program: titleOfProgram[failure.program],
    serverId,
    place: {
      path,
      lineNumber: failure.isCounted ? line.number : null,
      line: printedLine(line.printed),
    },
    facts,
    atMs,
    lastAtMs,
    count,
  }
}

function ofSign(sign: LiveSign, machine: CaseMachine): Finding {
  const { signature, serverId, modelId, program, facts, sinceMs } = sign
  const card = cardOf({ ...sign, version: null, machine }, sign.sentence)
  return {
    ...card,
    id: findingId(`${signature}:${serverId ?? ''}:${modelId ?? ''}`),
    class: sign.class,
    signature,
    program: program === null ? null : titleOfProgram[program],
    serverId,
    place: null,
    facts,
    atMs: sinceMs,
    lastAtMs: sinceMs,
    count: 1,
  }
}
