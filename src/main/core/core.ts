import type { Act, ActBy } from '../../shared/act.ts'
import type { ServerKeyInput, SnoozeInput } from '../../shared/contract.ts'
import type { FitInput, FitShown } from '../../shared/fit-shown.ts'
import type { Doctor } from '../../shared/doctor.ts'
import type { LocalModels } from '../../shared/local-models.ts'
import { defaultSettings } from '../../shared/settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Snoozes } from '../../shared/snooze.ts'
import type { HistoryKeeper } from '../history/keeper.ts'
import { createMemoryKeeper } from '../history/memory-keeper.ts'
import type { Host } from '../host/host.ts'
import type { LateTicks } from '../monitor/lateness.ts'
import type { MachineEvent } from '../monitor/machine-event.ts'
import { loadSenses } from '../monitor/load-senses.ts'
import { createMonitor, onceBudgetMs, type Monitor } from '../monitor/monitor.ts'
import { noApiKeys, type Senses, type SensesOptions } from '../monitor/senses.ts'
import { createActed } from './acted.ts'
import { createActing, type Acting } from './acting.ts'
import { createPlayEnd } from './black-box/play-end.ts'
import type { HistoryData } from './data-desk.ts'
import { createDesks } from './desks.ts'
import { createDoctor } from './doctor-desk.ts'
import { askPowerAnew, followChoice, samplingBy, type Sampling } from './follow-choice.ts'
import { createHistoryDesk, type HistoryDesk } from './history-desk.ts'
import { learntIn } from './learnt-in.ts'
import { createLimitDesk, type LimitDesk } from './limit-desk.ts'
import { createLogsDesk, type LogsDesk } from './logs-desk.ts'
import { createPowerDesk, type PowerDesk } from './power-desk.ts'
import { createReportDesk, type ReportDesk } from './report/report-desk.ts'
import { createReliefDesk, type ReliefDesk } from './relief-desk.ts'
import { troublesIn } from './remembered-troubles.ts'
import { createJudge } from './judge-snapshots.ts'
import { createOwnDesks, type OwnDesks, type OwnParts } from './own-desks.ts'
import type { BlackBoxes } from './black-box/black-boxes.ts'
import type { OwnModels } from './own-models.ts'
import { createGiveServerKey } from './give-server-key.ts'
import { createSnooze, endUntilRestart } from './snooze.ts'
import { createTrailing, type Trailing } from './trail.ts'

/** The one truth behind all faces. */
export interface Core
  extends
    Omit<Acting, 'startPolicies'>,
    ReliefDesk,
    LimitDesk,
    PowerDesk,
    OwnDesks,
    HistoryDesk,
    LogsDesk,
    ReportDesk {
  current(): Snapshot | null
  onSnapshot(wake: (snapshot: Snapshot) => void): () => void
  /** Somebody looks, until what this answers with is called: sampling is as fast as the first of them needs. */
  look(): () => void
  /** A single Snapshot of now. */
  snapshotOnce(): Promise<Snapshot>
  doctor(): Promise<Doctor>
  /** How late the ticks of the last minutes came; null in a replay. */
  lateTicks(): LateTicks | null
  /** Throws Refusal, with a sentence for people, where there are no disks to look at: in a replay. */
  models(): Promise<LocalModels>
  /** Throws Refusal, with a sentence for people, where there is no such model, or nothing can be said of it. */
  fit(input: FitInput): Promise<FitShown>
  /** Throws Refusal where there is no such server, or where it cannot be kept: it is in force all the same. */
  giveServerKey(input: ServerKeyInput): Promise<null>
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

/**
 * What of this user there is. `keys`: without them a server that wants one stays closed; `logs`: without it none but those of the
 * programs are followed, from their last lines on; `alerts`: without it the defaults, and nothing is silenced; `acts`: without it
 * nothing is noted, and nothing happens by itself; `preferences`: without it a screen shows no settings: in a replay.
 */
export interface CoreOptions
  extends OwnParts, Pick<SensesOptions, 'modelVariables' | 'roomCapBytes'> {
  /** Where models lie; without it those on the disk are not told: in a replay there is no disk. */
  readonly models?: OwnModels | undefined
  /** How this machine is sampled; without it as the preferences say, and as usual where there are none. */
  readonly sampling?: (() => Sampling) | undefined
}

export async function createCore(host: Host, options: CoreOptions): Promise<Core> {
  const { keys, logs, models, alerts, acts, preferences, remembered } = options
  const { sampling = () => preferences?.settings.current() ?? defaultSettings } = options
  const never = (): readonly string[] => acts?.settings().neverSuggest ?? []
  const sampled = samplingBy(sampling)
  const learnt = learntIn(host.mode, remembered?.learnt, preferences?.settings.current)
  const senses = await sensesOf(host, options, { ...sampled, never, learnt: learnt.use })
  const acted = createActed(host.clock, acts?.settings)
  const trailing = createTrailing()
  const history = remembered?.history ?? createMemoryKeeper()
  const judge = createJudge(alerts, never, acted.at, trailing)
  const monitor = createMonitor(host, senses, judge, sampled.clocks)
  if (preferences !== undefined) followChoice(preferences.settings, senses, monitor)
  const { startPolicies, ...acting } = createActing({
    host,
    monitor,
    servers: senses.servers,
    acts,
    tell: tellBoth(trailing, history),
  })
  const snapshotNow = (): Promise<Snapshot> => {
    const snapshot = monitor.current()
    return snapshot === null ? monitor.once(onceBudgetMs) : Promise.resolve(snapshot)
  }
  const { forgetModels, ...desks } = createDesks(models, snapshotNow, { never, learnt: learnt.use })

  return withReport(host, options.folder, {
    ...watching(monitor),
    doctor: createDoctor(host, monitor, { ...options, troubles: troublesIn(alerts, remembered) }),
    ...desks,
    ...createSnooze(alerts?.snoozes, { snapshotNow, judgeAgain: monitor.judgeAgain }),
    giveServerKey: createGiveServerKey({ servers: senses.servers, keys }),
    ...acting,
    ...createReliefDesk(snapshotNow, { never }),
    ...createLimitDesk({
      host,
      snapshotNow,
      hurryLimit: () => hurryLimit(senses),
      log: acts?.log,
    }),
    ...createPowerDesk({ host, hurryPower: () => askPowerAnew(senses), log: acts?.log }),
    ...createHistoryDesk(history),
    ...createLogsDesk(host, monitor.followedLogs, logs?.logFiles),
    ...createOwnDesks(options, {
      mode: host.mode,
      snapshotNow,
      history: allSeen(history, trailing, monitor),
      forgetModels,
    }),
    tell: monitor.tell,
    ...createRun({ host, monitor, alerts, history, remembered }, () => [
      startPolicies(acted.note),
      learnt.beginNoting(),
      ...(preferences?.follow === undefined ? [] : [preferences.follow()]),
    ]),
  })
}

const sensesOf = (
  host: Host,
  { roomCapBytes, keys, logs, models, modelVariables }: CoreOptions,
  chosen: Pick<SensesOptions, 'clocks' | 'powerSource' | 'never' | 'learnt'>,
): Promise<Senses> =>
  loadSenses(host, {
    ...chosen,
    roomCapBytes,
    apiKeyFor: keys?.keyFor ?? noApiKeys,
    modelVariables: modelVariables ?? models?.places.environment ?? {},
    ...logs,
  })

/** A report asks the very desks that the screens ask. */
const withReport = (
  { clock }: Host,
  folder: OwnParts['folder'],
  core: Omit<Core, keyof ReportDesk>,
): Core => ({ ...core, ...createReportDesk({ clock, folder, asked: core }) })

interface Running extends Pick<CoreOptions, 'alerts' | 'remembered'> {
  readonly host: Host
  readonly monitor: Monitor
  readonly history: Pick<HistoryKeeper, 'note'>
}

function createRun(
  { host, monitor, alerts, history, remembered }: Running,
  startOthers: () => readonly (() => void)[],
): Pick<Core, 'start' | 'close'> {
  let stops: readonly (() => void)[] = []
  return {
    start: () => {
      if (alerts !== undefined) endUntilRestart(alerts)
      stops.forEach((stop) => stop())
      const left = readLeft(remembered?.blackBoxes, host, monitor)
      stops = [...startOthers(), left, monitor.onSnapshot(history.note)]
      monitor.start()
    },
    close: async () => {
      stops.forEach((stop) => stop())
      monitor.stop()
      await host.close()
    },
  }
}

/** What the last run left is read once somebody can see the present. */
function readLeft(
  blackBoxes: BlackBoxes | undefined,
  { clock }: Host,
  { onSnapshot }: Monitor,
): () => void {
  if (blackBoxes === undefined) return () => undefined
  let stop: (() => void) | null = null
  const openCore = (replayed: Host): Promise<Core> => createCore(replayed, { roomCapBytes: null })
  const ignore = onSnapshot(() => {
    stop ??= blackBoxes.begin(createPlayEnd({ clock, openCore }))
  })
  return () => {
    ignore()
    stop?.()
  }
}

const watching = (
  monitor: Monitor,
): Pick<Core, 'current' | 'onSnapshot' | 'look' | 'snapshotOnce' | 'lateTicks'> => ({
  current: monitor.current,
  onSnapshot: monitor.onSnapshot,
  look: createLook(monitor),
  snapshotOnce: () => monitor.once(onceBudgetMs),
  lateTicks: monitor.lateTicks,
})

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

/** What Headroom has done is marked for ten minutes, and kept for longer. */
const tellBoth =
  (trailing: Pick<Trailing, 'note'>, history: Pick<HistoryKeeper, 'noteAct'>) =>
  (act: Act, endedAtMs: number, by: ActBy): void => {
    trailing.note(act, endedAtMs)
    history.noteAct({ ...act, by }, endedAtMs)
  }

/** What was seen of the machine stands in the Snapshots too. */
const allSeen = (
  history: HistoryKeeper,
  trailing: Pick<Trailing, 'forget'>,
  { judgeAgain }: Monitor,
): HistoryData => ({
  ...history,
  clear: async () => {
    const cleared = await history.clear()
    trailing.forget()
    judgeAgain()
    return cleared
  },
})

/** Metal's limit follows what was set: it is asked again before the next Snapshot. */
const hurryLimit = ({ sources }: Senses): void =>
  sources
    .filter(({ id }) => id === 'wired-limit' || id === 'metal')
    .forEach((source) => source.hurry())
