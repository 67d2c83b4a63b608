import type { Finding, FindingClass } from '../../../shared/finding.ts'
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
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { FollowedLog, SeenFailure } from './followed-log.ts'
import type { LogFile } from './log-file.ts'
import { isChild, isOwner, portOf } from './log-owner.ts'
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

/** A Snapshot to which its findings are still missing. */
export type Unfound = Omit<Snapshot, 'schema' | 'mode' | 'sources' | 'findings'>

export interface Findings {
  /** Once a tick: what stands in the logs, and what the machine shows as it is. */
  fold(moment: Unfound): readonly Finding[]
  /** Between two ticks: the logs anew, beside what the machine showed at the last. */
  again(moment: Unfound): readonly Finding[]
}

export function createFindings(signs: FindingSigns): Findings {
  const { logs, told, isMac, isAppleSilicon } = signs
  const signsOf = createLiveSigns()
  let live: readonly LiveSign[] = []
  const join = (moment: Unfound): readonly Finding[] => {
    const machine = machineOf(moment, isAppleSilicon(moment.atMs))
    const ofLogs = logs
      .followed()
      .flatMap((log) =>
        failuresOf(log, moment, isMac).map((failure) =>
          ofFailure(failure, log, { machine, serverId: serverOf(failure, log.file(), told()) }),
        ),
      )
    // what the machine shows is so now, however long ago it began
    const ofMachine = live.map((sign) => ofSign(sign, machine)).slice(0, maxFindings)
    const last = ofLogs.toSorted(lastFirst).slice(0, maxFindings - ofMachine.length)
    return [...ofMachine, ...last].toSorted(lastFirst)
  }
  return {
    fold: (moment) => {
      live = signsOf({ ...moment, isMac, logFacts: factsByServer(logs, told()) })
      return join(moment)
    },
    again: join,
  }
}

const lastFirst = (a: Finding, b: Finding): number => (b.lastAtMs ?? 0) - (a.lastAtMs ?? 0)

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
): CaseMachine => ({
  ramBytes: memory.kind === 'ok' ? memory.totalBytes : null,
  limitBytes: limit.kind === 'ok' ? limit.limitBytes : null,
  isAppleSilicon,
})

/** What only a machine with a GPU is worse off for. */
const needsGpu: ReadonlySet<FindingClass> = new Set(['cpu-fallback', 'rosetta'])

/** Of late, and not put to an end by a load that has succeeded since. */
function failuresOf(
  log: FollowedLog,
  { atMs, gpu }: Unfound,
  isMac: boolean,
): readonly SeenFailure[] {
  const lastLoaded = log.reader.lastLoaded()
  const hasGpu = isMac || gpu.kind === 'ok'
  return log
    .failures()
    .filter((failure) => hasGpu || !needsGpu.has(failure.class))
    .filter(({ load }) => load >= lastLoaded)
    .filter(({ lastAtMs }) => Math.abs(atMs - lastAtMs) < keepMs)
}

/** The child of that port, else the one that writes the log; null where none of them runs any more. */
function serverOf(
  { port }: SeenFailure,
  file: LogFile,
  told: readonly ServerTold[],
): ServerId | null {
  const child = told.find(
    (one) => port !== null && portOf(one) === port && isChild(file, one, told),
  )
  const server = child ?? told.find((one) => isOwner(file, one))
  return server === undefined ? null : serverIdOf(server)
}

function ofFailure(
  failure: SeenFailure,
  log: FollowedLog,
  { machine, serverId }: { readonly machine: CaseMachine; readonly serverId: ServerId | null },
): Finding {
  const { path } = log.file()
  const { line, facts, atMs, lastAtMs, count, signature } = failure
  return {
    ...cardOf({ ...failure, machine }),
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
