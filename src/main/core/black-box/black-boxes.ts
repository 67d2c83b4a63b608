import type { BlackBox, LastState } from '../../../shared/black-box.ts'
import { attempt, Refusal } from '../../host/attempt.ts'
import type { Host } from '../../host/host.ts'
import type { LeftBehind } from '../../history/flight/left-behind.ts'
import type { BlackBoxStore, KeptEnd, SoughtEnd } from '../../history/black-box-store.ts'
import { endReport, filledIn, type EndBehind } from './end-report.ts'
import { lastStateOf } from './last-state.ts'
import type { PlayEnd } from './play-end.ts'
import { readSigns } from './read-signs.ts'

/** What was found after ends that were no ordinary ones. */
export interface BlackBoxes {
  read(): Promise<BlackBox>
  /** Throws Refusal where there is none of this id, or it cannot be kept. */
  seen(id: string): Promise<BlackBox>
  /** Reads what the last run left, now that somebody sees the present. Answers with the way to stop it. */
  begin(play: PlayEnd): () => void
  /** There are none. `remove` takes the file away, and nobody else changes it meanwhile. */
  readonly forget: BlackBoxStore['forget']
}

export interface BlackBoxWorld {
  readonly host: Pick<Host, 'ask' | 'clock' | 'platform'>
  readonly store: BlackBoxStore
  /** What runs have left; they are this Headroom's to read. */
  left(): Promise<readonly LeftBehind[]>
  /** Why nothing is recorded now; null: it is. */
  trouble(): string | null
  /** A look in passing shows what was found, and looks for nothing. */
  readonly stays: boolean
}

/** macOS writes the report of a panic some minutes after its start. */
const soughtMs = 10 * 60_000
const promptlyMs = 2 * 60_000
const lookAgainMs = [30_000, 120_000, 300_000, soughtMs] as const

export function createBlackBoxes(world: BlackBoxWorld): BlackBoxes {
  const { store, host } = world
  const read = async (): Promise<BlackBox> => {
    const { kept, trouble } = await store.read()
    const reports = kept.map(({ report }) => report)
    return {
      schema: 'headroom/blackbox/1',
      reports,
      isUnread: trouble !== null,
      trouble: trouble ?? world.trouble(),
    }
  }
  return {
    read,
    seen: async (id) => {
      const { kept } = await store.read()
      if (!kept.some(({ report }) => report.id === id)) throw new Refusal('there is no such report')
      const written = await store.change((all) => all.map((one) => seenIf(one, id)))
      if (written.kind !== 'ok') throw new Refusal(written.reason)
      return read()
    },
    begin: (play) => {
      if (!world.stays) return () => undefined
      const ending = new AbortController()
      const { signal } = ending
      let cancels: readonly (() => void)[] = []
      const look = async (): Promise<void> => {
        if (!signal.aborted) await attempt(host.clock.nowMs(), () => lookAgain(world))
      }
      const first = async (): Promise<void> => {
        await look() // what an earlier Headroom did not get to the end of
        const left = await world.left()
        for (const one of left.toSorted((a, b) => a.endedAtMs - b.endedAtMs))
          // whatever goes wrong with one is no reason to end: it is found again at the next start
          await attempt(host.clock.nowMs(), () => take(world, one, { play, signal }))
        if (signal.aborted) return
        cancels = lookAgainMs.map((delayMs) => host.clock.after(delayMs, () => void look()))
      }
      void first()
      return () => {
        ending.abort()
        cancels.forEach((cancel) => cancel())
      }
    },
    forget: store.forget,
  }
}

const seenIf = (kept: KeptEnd, id: string): KeptEnd =>
  kept.report.id === id ? { ...kept, report: { ...kept.report, isSeen: true } } : kept

interface Playing {
  readonly play: PlayEnd
  readonly signal: AbortSignal
}

/** One end becomes one report, however often it is found. What was left goes once that is on the disk. */
async function take(
  { host, store }: BlackBoxWorld,
  left: LeftBehind,
  playing: Playing,
): Promise<void> {
  if (playing.signal.aborted) return
  const id = `${left.startedAtMs}-${left.pid}`
  const known = await store.read()
  if (!known.kept.some(({ report }) => report.id === id)) {
    const foundAtMs = host.clock.nowMs()
    const { last, recorded } = await lastMomentOf(left, playing)
    if (playing.signal.aborted) return
    const { pid, isOtherBoot, platform, endedAtMs } = left
    // a machine that runs on writes what it has to say at once, and its log is costly to ask
    const untilMs = isOtherBoot === false ? endedAtMs + promptlyMs : foundAtMs + soughtMs
    const sought = { pid, isOtherBoot, platform, recorded, untilMs }
    const signs = await readSigns(host, { pid, isOtherBoot, endedAtMs })
    const behind = { id, endedAtMs, foundAtMs, last, sought }
    const end = endReport(behind, signs, host.clock.nowMs())
    const written = await store.change((all) =>
      all.some(({ report }) => report.id === id) ? all : [end, ...all],
    )
    // it is found again at the next start, and is the same then
    if (written.kind !== 'ok') return
  }
  await left.drop()
}

async function lastMomentOf(
  left: LeftBehind,
  { play, signal }: Playing,
): Promise<{ readonly last: LastState | null; readonly recorded: SoughtEnd['recorded'] }> {
  const recording = await left.recording()
  if (recording.kind !== 'ok') return { last: null, recorded: recording.kind }
  const played = await attempt(recording.atMs, () => play(recording.value, signal))
  return played.kind !== 'ok' || played.value === null
    ? { last: null, recorded: 'failed' }
    : { last: lastStateOf(played.value), recorded: 'ok' }
}

/** Of ends that the system may yet say more of: also of those that an earlier Headroom did not get to the end of. */
async function lookAgain({ host, store }: BlackBoxWorld): Promise<void> {
  const { kept } = await store.read()
  for (const { report, sought } of kept) {
    if (sought === null) continue
    const { id, endedAtMs, foundAtMs, last } = report
    const behind: EndBehind = { id, endedAtMs, foundAtMs, last, sought }
    const signs = await readSigns(host, { ...sought, endedAtMs })
    const now = endReport(behind, signs, host.clock.nowMs())
    await store.change((all) => all.map((one) => (one.report.id === id ? filledIn(one, now) : one)))
  }
}
