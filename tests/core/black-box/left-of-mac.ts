import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { createBlackBoxes, type BlackBoxes } from '../../../src/main/core/black-box/black-boxes.ts'
import { createPlayEnd } from '../../../src/main/core/black-box/play-end.ts'
import { createCore } from '../../../src/main/core/core.ts'
import type { LeftBehind } from '../../../src/main/history/flight/left-behind.ts'
import type { Clock, Host } from '../../../src/main/host/host.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { parseRecording, type Recording } from '../../../src/main/host/recording.ts'
import { createBlackBoxStore } from '../../../src/main/history/black-box-store.ts'
import type { BlackBox } from '../../../src/shared/black-box.ts'
import { readingOf, replyOf, type Reply, type World } from '../../world.ts'
import { scenePath, type SceneName } from '../mac-scene.ts'

export const systemFolder = '/Library/Logs/DiagnosticReports'
/** All ends of these tests are of this instant. */
export const endedAtMs = Date.parse('2026-11-20T10:11:00Z')
/** The pid of the Headroom that ended. */
export const ownPid = 4_242

/** A scene whose last moment is that of the end. */
export function recordingOf(name: SceneName): Recording {
  const recording = parseRecording(readFileSync(scenePath(name), 'utf8'))
  const spanMs = recording.entries.at(-1)?.atMs ?? 0
  return { ...recording, startedAtMs: endedAtMs - spanMs }
}

export interface Left {
  readonly scene: SceneName | null
  readonly isOtherBoot?: boolean | null
  readonly platform?: string
  readonly startedAtMs?: number
  readonly endedAtMs?: number
}

/** Composed: a run that a recorder of ours would have left. `dropped` counts how often it was let go. */
export function leftBehind({
  scene,
  ...left
}: Left): LeftBehind & { readonly drops: () => number } {
  let drops = 0
  return {
    pid: ownPid,
    startedAtMs: endedAtMs - 3_600_000,
    endedAtMs,
    isOtherBoot: true,
    platform: 'darwin',
    ...left,
    recording: async () =>
      scene === null
        ? { kind: 'absent', reason: 'nothing was recorded', atMs: 0, tookMs: 0 }
        : { kind: 'ok', value: recordingOf(scene), atMs: 0, tookMs: 0 },
    drop: async () => {
      drops += 1
    },
    drops: () => drops,
  }
}

/** A clock whose wakes a test lets come. */
export interface DrivenClock extends Clock {
  /** Once something waits for it. */
  goTo(atMs: number): Promise<void>
}

export function drivenClock(startAtMs: number): DrivenClock {
  let nowMs = startAtMs
  const wakes = new Set<{ readonly atMs: number; readonly wake: () => void }>()
  return {
    nowMs: () => nowMs,
    after: (delayMs, wake) => {
      const one = { atMs: nowMs + delayMs, wake }
      wakes.add(one)
      return () => void wakes.delete(one)
    },
    goTo: async (atMs) => {
      while (wakes.size === 0) await new Promise((resolve) => setTimeout(resolve, 2))
      nowMs = atMs
      for (const one of [...wakes].filter((each) => each.atMs <= atMs)) {
        wakes.delete(one)
        one.wake()
      }
    },
  }
}

export interface Found {
  readonly boxes: BlackBoxes
  readonly clock: DrivenClock
  readonly world: World
  /** As soon as `isThere` holds of it. */
  until(isThere: (box: BlackBox) => boolean): Promise<BlackBox>
  readonly path: string
  /** Another start of Headroom, with what is left then. */
  again(left: readonly LeftBehind[]): Found
  stop(): void
  end(): Promise<void>
}

const patienceMs = 20_000

export interface Finding {
  readonly left: readonly LeftBehind[]
  readonly replies?: readonly (readonly [string, Reply])[]
  readonly platform?: string
  /** How long after the end Headroom starts again. */
  readonly laterMs?: number
  readonly folder?: string
}

/** Headroom starts again, in a world that says no more than `replies`; its file is a real one. */
export async function startAgain(finding: Finding): Promise<Found> {
  const folder = finding.folder ?? (await mkdtemp(join(tmpdir(), 'headroom-black-box-')))
  return foundIn(finding, folder)
}

function foundIn(finding: Finding, folder: string): Found {
  const { left, replies = [], platform = 'darwin', laterMs = 60_000 } = finding
  const local = createLocalHost()
  const clock = drivenClock(endedAtMs + laterMs)
  const world: World = new Map(replies)
  const host: Pick<Host, 'ask' | 'clock' | 'platform'> = {
    platform,
    clock,
    ask: async (question) => {
      const reply = replyOf(world, question)
      if (typeof reply !== 'string' && (reply.kind === 'hangs' || reply.kind === 'throws'))
        throw new Error('not in these tests')
      return readingOf(reply, clock.nowMs())
    },
  }
  const path = join(folder, 'black-boxes.json')
  const boxes = createBlackBoxes({
    host,
    store: createBlackBoxStore(local, path),
    left: async () => left,
    trouble: () => null,
    stays: true,
  })
  const stop = boxes.begin(
    createPlayEnd({ clock, openCore: (replayed) => createCore(replayed, { roomCapBytes: null }) }),
  )
  return {
    boxes,
    clock,
    world,
    path,
    until: async (isThere) => {
      const lateAtMs = performance.now() + patienceMs
      for (;;) {
        const box = await boxes.read()
        if (isThere(box)) return box
        if (performance.now() > lateAtMs) throw new Error(JSON.stringify(box))
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    again: (next) => {
      stop()
      return foundIn({ ...finding, left: next }, folder)
    },
    stop,
    end: async () => {
      stop()
      await local.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 })
    },
  }
}

/** A report of macOS in its folder; `files` by their names. */
export const reportsIn = (
  files: Readonly<Record<string, string>>,
): readonly (readonly [string, Reply])[] => [
  [`dir ${systemFolder}`, JSON.stringify(Object.keys(files))],
  ...Object.entries(files).map(([name, text]): readonly [string, Reply] => [
    `file ${systemFolder}/${name}`,
    text,
  ]),
]
