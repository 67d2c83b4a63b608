import type { About } from '../../shared/about.ts'
import type {
  Ability,
  Doctor,
  FitInput,
  FitShown,
  Requests,
  SnoozeInput,
} from '../../shared/contract.ts'
import type { LocalModels } from '../../shared/local-models.ts'
import { defaultSettings } from '../../shared/settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Snoozes } from '../../shared/snooze.ts'
import type { Host } from '../host/host.ts'
import type { MachineEvent } from '../monitor/machine-event.ts'
import { loadSenses } from '../monitor/load-senses.ts'
import { createMonitor, type Monitor } from '../monitor/monitor.ts'
import { noApiKeys, type Senses, type SensesOptions } from '../monitor/senses.ts'
import type { ServerKeys } from '../settings/server-keys.ts'
import { createAboutDesk, type AboutDesk } from './about-desk.ts'
import { createActed } from './acted.ts'
import { createActing, type Acting } from './acting.ts'
import { createDataDesk, type DataDesk } from './data-desk.ts'
import { createDesks } from './desks.ts'
import { followChoice, samplingBy, type Sampling } from './follow-choice.ts'
import { createHistoryDesk, type HistoryDesk } from './history-desk.ts'
import { createLimitDesk, type LimitDesk } from './limit-desk.ts'
import { createLogsDesk, type LogsDesk } from './logs-desk.ts'
import {
  createPreferencesDesk,
  type OwnPreferences,
  type PreferencesDesk,
} from './preferences-desk.ts'
import { createReliefDesk, type ReliefDesk } from './relief-desk.ts'
import { createJudge } from './judge-snapshots.ts'
import type { OwnActs } from './own-acts.ts'
import type { OwnAlerts } from './own-alerts.ts'
import type { OwnLogs } from './own-logs.ts'
import type { OwnModels } from './own-models.ts'
import { createGiveServerKey } from './give-server-key.ts'
import { createSnooze, endUntilRestart } from './snooze.ts'
import { createTrailing } from './trail.ts'

/** One Snapshot alone waits for slow sources as well: a graphics card that wakes up takes seconds. */
const onceBudgetMs = 5_500

/** What only doctor asks: macOS takes up to 20 seconds to search the kernel's log. */
const demandBudgetMs = 21_000

const unknownAbout: Omit<About, 'schema'> = { version: '', parts: [], folder: null }

/** The one truth behind all faces. */
export interface Core
  extends
    Omit<Acting, 'startPolicies'>,
    ReliefDesk,
    LimitDesk,
    PreferencesDesk,
    HistoryDesk,
    LogsDesk,
    AboutDesk,
    DataDesk {
  current(): Snapshot | null
  onSnapshot(wake: (snapshot: Snapshot) => void): () => void
  /** Somebody looks, until what this answers with is called: sampling is as fast as the first of them needs. */
  look(): () => void
  /** A single Snapshot of now. */
  snapshotOnce(): Promise<Snapshot>
  doctor(): Promise<Doctor>
  /** Throws Refusal, with a sentence for people, where there are no disks to look at: in a replay. */
  models(): Promise<LocalModels>
  /** Throws Refusal, with a sentence for people, where there is no such model, or nothing can be said of it. */
  fit(input: FitInput): Promise<FitShown>
  /** Throws Refusal where there is no such server, or where it cannot be kept: it is in force all the same. */
  giveServerKey(input: Requests['serverKey']['in']): Promise<null>
  /** Throws Refusal in a replay, and where it cannot be kept: it is in force all the same. */
  snooze(input: SnoozeInput): Promise<Snoozes>
  /** Those that are in force now. */
  snoozes(): Promise<Snoozes>
  /** For the shell that hears the machine: sampling follows (monitor/machine-event.ts). */
  tell(event: MachineEvent): void
  /** For a shell that has all it needs: what was snoozed until a restart ends with it. */
  start(): void
  close(): Promise<void>
}

/** `keys`: those for servers that want one; without them such a server stays closed. */
export interface CoreOptions extends Pick<SensesOptions, 'modelVariables' | 'roomCapBytes'> {
  readonly keys?: ServerKeys | undefined
  /** Which logs are followed beside those of the programs, and from where; without it: none, and from their last lines on. */
  readonly logs?: OwnLogs | undefined
  /** Where models lie; without it those on the disk are not told: in a replay there is no disk. */
  readonly models?: OwnModels | undefined
  /** What of alerts the user has chosen and silenced; without it the defaults, and nothing is silenced. */
  readonly alerts?: OwnAlerts | undefined
  /** What of relief the user has chosen, and where acts are noted; without it nothing is noted, and nothing happens by itself. */
  readonly acts?: OwnActs | undefined
  /** What a screen may change of the settings; without it there are none: in a replay, and in passing. */
  readonly preferences?: OwnPreferences | undefined
  /** How this machine is sampled; without it as the preferences say, and as usual where there are none. */
  readonly sampling?: (() => Sampling) | undefined
  /** What it is and runs on; without it nothing is said of that. */
  readonly about?: Omit<About, 'schema'> | undefined
}

export async function createCore(
  host: Host,
  {
    roomCapBytes,
    keys,
    logs,
    models,
    alerts,
    acts,
    preferences,
    sampling = () => preferences?.settings.current() ?? defaultSettings,
    about = unknownAbout,
    modelVariables = models?.places.environment ?? {},
  }: CoreOptions,
): Promise<Core> {
  const apiKeyFor = keys?.keyFor ?? noApiKeys
  const never = (): readonly string[] => acts?.settings().neverSuggest ?? []
  const sampled = { roomCapBytes, ...samplingBy(sampling) }
  const senses = await loadSenses(host, { ...sampled, apiKeyFor, modelVariables, never, ...logs })
  const acted = createActed(host.clock, acts?.settings)
  const trailing = createTrailing()
  const judge = createJudge(alerts, never, acted.at, trailing)
  const monitor = createMonitor(host, senses, judge, sampled.clocks)
  if (preferences !== undefined) followChoice(preferences.settings, senses, monitor)
  const { startPolicies, ...acting } = createActing({
    host,
    monitor,
    servers: senses.servers,
    acts,
    tell: trailing.note,
  })
  const snapshotNow = (): Promise<Snapshot> => {
    const snapshot = monitor.current()
    return snapshot === null ? monitor.once(onceBudgetMs) : Promise.resolve(snapshot)
  }

  return {
    current: monitor.current,
    onSnapshot: monitor.onSnapshot,
    look: createLook(monitor),
    snapshotOnce: () => monitor.once(onceBudgetMs),
    doctor: createDoctor(host, monitor, alerts?.troubles),
    ...createDesks(models, snapshotNow, never),
    ...createSnooze(alerts?.snoozes, { snapshotNow, judgeAgain: monitor.judgeAgain }),
    giveServerKey: createGiveServerKey({ servers: senses.servers, keys }),
    ...acting,
    ...createReliefDesk(snapshotNow, { never }),
    ...createLimitDesk({ host, snapshotNow, hurryLimit: () => hurryLimit(senses), log: acts?.log }),
    ...createPreferencesDesk(preferences),
    ...createHistoryDesk(monitor),
    ...createLogsDesk(),
    ...createAboutDesk(about),
    ...createDataDesk(),
    tell: monitor.tell,
    ...createRun({ host, monitor, alerts, startPolicies: () => startPolicies(acted.note) }),
  }
}

function createRun({
  host,
  monitor,
  alerts,
  startPolicies,
}: Pick<CoreOptions, 'alerts'> & {
  readonly host: Host
  readonly monitor: Monitor
  readonly startPolicies: () => () => void
}): Pick<Core, 'start' | 'close'> {
  let stopPolicies = (): void => undefined
  return {
    start: () => {
      if (alerts !== undefined) endUntilRestart(alerts)
      stopPolicies()
      stopPolicies = startPolicies()
      monitor.start()
    },
    close: async () => {
      stopPolicies()
      monitor.stop()
      await host.close()
    },
  }
}

/** Somebody looks as long as anybody does. */
function createLook({ setLooked }: Monitor): Core['look'] {
  const lookers = new Set<object>()
  return () => {
    const looker = {}
    lookers.add(looker)
    setLooked(true)
    return () => {
      lookers.delete(looker)
      setLooked(lookers.size > 0)
    }
  }
}

/** It asks costly questions: whoever asks while it is under way gets its answer too. */
function createDoctor(
  host: Host,
  monitor: Monitor,
  troubles: OwnAlerts['troubles'] = () => [],
): () => Promise<Doctor> {
  const examine = async (): Promise<Doctor> => {
    const snapshot = await monitor.once(onceBudgetMs, demandBudgetMs)
    return {
      schema: 'headroom/doctor/1',
      atMs: snapshot.atMs,
      machine: snapshot.machine,
      limit: snapshot.limit,
      findings: [...monitor.findings(), ...troubles()],
      sources: snapshot.sources,
      abilities: await abilitiesOf(host),
    }
  }

  let examination: Promise<Doctor> | null = null
  return () => {
    examination ??= examine().finally(() => {
      examination = null
    })
    return examination
  }
}

async function abilitiesOf(host: Host): Promise<readonly Ability[]> {
  const found = await host.abilities()
  return found.map(({ id, title, reading }) => ({
    id,
    title,
    kind: reading.kind,
    reason: reading.kind === 'ok' ? null : reading.reason,
  }))
}

/** Metal's limit follows what was set: it is asked again before the next Snapshot. */
const hurryLimit = ({ sources }: Senses): void =>
  sources
    .filter(({ id }) => id === 'wired-limit' || id === 'metal')
    .forEach((source) => source.hurry())
