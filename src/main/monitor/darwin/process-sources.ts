import type { Pid } from '../../../shared/ids.ts'
import { mayBeServer } from '../../inference/kinds.ts'
import { gpuClients, type GpuClient } from '../../probes/darwin/gpu-clients.ts'
import { frontApp, registeredApps, type RegisteredApp } from '../../probes/darwin/lsappinfo.ts'
import { processTimes, type PsRow } from '../../probes/darwin/ps.ts'
import { top, type TopSample } from '../../probes/darwin/top.ts'
import type { VmStat } from '../../probes/darwin/vm-stat.ts'
import type { OwnProcess } from '../../probes/own-process.ts'
import type { Probe } from '../../probes/probe.ts'
import { probed } from '../probed.ts'
import { createSource, type Source } from '../source.ts'
import { createFileTypeReader, type NativeFiles } from './file-types.ts'
import { createHolderReader, type Holders } from './holders.ts'
import { createProcessFactsReader, type ProcessFacts } from './process-facts.ts'
import { shares } from './shares.ts'
import { holdersOf, readFootprints, suspectsOf, type Signs } from './suspects.ts'
import { createWiredMove } from './wired-move.ts'

export interface ProcessSources {
  readonly processes: Source<readonly PsRow[]>
  readonly processFacts: Source<ProcessFacts>
  readonly top: Source<TopSample>
  readonly gpuClients: Source<readonly GpuClient[]>
  readonly footprints: Source<ReadonlyMap<Pid, number>>
  readonly holders: Source<Holders>
  readonly registeredApps: Source<readonly RegisteredApp[]>
  readonly frontApp: Source<FrontApp>
  readonly fileTypes: Source<NativeFiles>
}

/** By its ASN; null where none is in front. */
export interface FrontApp {
  readonly asn: string | null
}

const front: Probe<FrontApp> = {
  question: frontApp.question,
  parse: (text) => ({ asn: frontApp.parse(text) }),
}

/** Who runs, what it holds, and which app it belongs to. `own`: Headroom's own process. */
export function createProcessSources(
  own: Source<OwnProcess>,
  memory: Source<VmStat>,
  serverPids: () => ReadonlySet<Pid>,
): ProcessSources {
  const listed = listedSources(own)
  const signsAt = createSigns(listed, own, serverPids)
  return {
    ...listed,
    ...watchedSources(signsAt, memory),
    registeredApps: probed('apps', 'apps (lsappinfo)', 'slow', registeredApps, {
      maxShare: shares.registeredApps,
    }),
    frontApp: probed('front-app', 'the app in front (lsappinfo)', 'slow', front, {
      maxShare: shares.frontApp,
    }),
  }
}

type Listed = Pick<ProcessSources, 'processes' | 'processFacts' | 'top' | 'gpuClients'>

function listedSources(own: Source<OwnProcess>): Listed {
  const readFacts = createProcessFactsReader()
  const processes = probed('processes', 'processes (ps)', 'slow', processTimes, {
    maxShare: shares.processes,
  })
  const processFacts: Source<ProcessFacts> = createSource({
    id: 'process-facts',
    title: 'names and starts of processes (ps)',
    pace: 'slow',
    maxShare: shares.processFacts,
    isUrgent: (atMs) =>
      hasNewEngine(processes.goodAt(atMs)?.value ?? [], processFacts.goodAt(atMs)?.value),
    read: (asker) => {
      const { atMs } = asker
      const ownPid = own.goodAt(atMs)?.value.pid ?? null
      return readFacts(asker, processes.goodAt(atMs)?.value ?? null, ownPid)
    },
  })
  return {
    processes,
    processFacts,
    top: probed('top', 'footprints (top)', 'slow', top, {
      isForLookers: true,
      maxShare: shares.top,
    }),
    gpuClients: probed('gpu-clients', 'GPU time (ioreg AGXDeviceUserClient)', 'slow', gpuClients, {
      isForLookers: true,
      maxShare: shares.gpuClients,
    }),
  }
}

/** A program that may load a model must not wait for its name. A Python takes longer to load one, and most load none. */
const hasNewEngine = (listed: readonly PsRow[], known: ProcessFacts | undefined): boolean =>
  listed.some(
    ({ pid, command }) =>
      command !== null &&
      known?.has(pid) !== true &&
      mayBeServer(command) &&
      !/^python/i.test(command),
  )

function watchedSources(
  signsAt: (atMs: number) => Signs | null,
  memory: Source<VmStat>,
): Pick<ProcessSources, 'footprints' | 'holders' | 'fileTypes'> {
  const readHolders = createHolderReader()
  const readFileTypes = createFileTypeReader()
  const isReady = (atMs: number): boolean => signsAt(atMs) !== null
  const suspectsAt = (atMs: number): readonly Pid[] => suspectsOf(signsAt(atMs) ?? noSigns)
  return {
    footprints: createSource({
      id: 'footprints',
      title: 'exact footprints of suspects (footprint)',
      pace: 'slow',
      maxShare: shares.footprints,
      // a model has come to the GPU, or gone: what its process holds is told by nothing else
      isUrgent: createWiredMove(memory),
      isReady,
      read: (asker) => readFootprints(asker, suspectsAt(asker.atMs)),
    }),
    holders: createSource({
      id: 'holders',
      title: 'whether those who hold models still run',
      pace: 'fast',
      read: (asker) => readHolders(asker, holdersOf(signsAt(asker.atMs) ?? noSigns)),
    }),
    fileTypes: createSource({
      id: 'file-types',
      title: 'Intel programs (file)',
      pace: 'slow',
      isReady,
      read: (asker) =>
        readFileTypes(
          asker,
          suspectsAt(asker.atMs).flatMap(
            (suspect) => signsAt(asker.atMs)?.facts.get(suspect)?.command ?? [],
          ),
        ),
    }),
  }
}

const noSigns: Signs = {
  times: [],
  facts: new Map(),
  gpuPids: new Set(),
  serverPids: new Set(),
  footprints: new Map(),
  ownUser: null,
}

/** null until processes are listed and named. */
function createSigns(
  listed: Listed,
  own: Source<OwnProcess>,
  serverPids: () => ReadonlySet<Pid>,
): (atMs: number) => Signs | null {
  return (atMs) => {
    const times = listed.processes.goodAt(atMs)?.value
    const facts = listed.processFacts.goodAt(atMs)?.value
    if (times === undefined || facts === undefined) return null
    const ownPid = own.goodAt(atMs)?.value.pid ?? null
    const rows = listed.top.goodAt(atMs)?.value.rows ?? []
    return {
      times,
      facts,
      gpuPids: new Set(listed.gpuClients.goodAt(atMs)?.value.map(({ pid }) => pid)),
      serverPids: serverPids(),
      footprints: new Map(rows.map(({ pid, memoryBytes }) => [pid, memoryBytes ?? 0])),
      ownUser: ownPid === null ? null : (facts.get(ownPid)?.user ?? null),
    }
  }
}
