import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCore, type Core } from '../../src/main/core/core.ts'
import { keyOf, type Host } from '../../src/main/host/host.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { createReplayer, type Replayer } from '../../src/main/host/replayer.ts'
import type { App } from '../../src/shared/app.ts'
import type { Model, Server } from '../../src/shared/server.ts'
import type { Known, Part, Snapshot } from '../../src/shared/snapshot.ts'

export const sceneNames = [
  'mac-m2max-32gb-loading',
  'mac-m4-16gb-swapping',
  'mac-m5max-128gb-unload',
  'mac-64gb-two-servers',
  'mac-m1pro-16gb-refused',
] as const
export type SceneName = (typeof sceneNames)[number]

export const scenePath = (name: SceneName): string =>
  fileURLToPath(new URL(`../fixtures/recordings/${name}.jsonl`, import.meta.url))

/** The pages of Apple silicon. */
export const pages = (count: number): number => count * 16_384
export const gib = (count: number): number => count * 2 ** 30
export const mib = (count: number): number => count * 2 ** 20

export interface Played {
  readonly snapshots: readonly Snapshot[]
  /** The Snapshot of a second of the scene. */
  at(second: number): Snapshot
  /** What was asked and has no line in the recording. */
  readonly unanswered: readonly string[]
  readonly core: Core
  readonly replayer: Replayer
}

/** A scene through the whole production path, somebody looking; `ticks`: so many of them, over and over. */
export async function playScene(name: SceneName, ticks?: number): Promise<Played> {
  const recording = parseRecording(readFileSync(scenePath(name), 'utf8'))
  const replayer = createReplayer(recording)
  const unanswered = new Set<string>()
  const host: Host = {
    ...replayer.host,
    ask: async (question, atMs) => {
      const reading = await replayer.host.ask(question, atMs)
      const isMissing = reading.kind === 'absent' && reading.reason === 'not in this recording'
      if (isMissing) unanswered.add(`${question.kind} ${keyOf(question)}`)
      return reading
    },
  }
  const core = await createCore(host, { roomCapBytes: null })
  const snapshots: Snapshot[] = []
  core.onSnapshot((snapshot) => {
    snapshots.push(snapshot)
    if (snapshots.length === ticks) replayer.stop()
  })
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: ticks !== undefined })
  return {
    snapshots,
    at: (second) => {
      const atMs = recording.startedAtMs + second * 1_000
      const found = snapshots.find((snapshot) => snapshot.atMs === atMs)
      if (found === undefined) throw new Error(`no Snapshot at second ${second}`)
      return found
    },
    unanswered: [...unanswered],
    core,
    replayer,
  }
}

const plays = new Map<SceneName, Promise<Played>>()

/** A scene as `playScene` plays it, once for all tests that only look at what was shown. */
export function playedOnce(name: SceneName): Promise<Played> {
  const played = plays.get(name) ?? playScene(name)
  plays.set(name, played)
  return played
}

/** A part that has to be known. */
export function known<T extends object>(part: Part<T>): Known<T> {
  if (part.kind !== 'ok') throw new Error(`${part.kind}: ${part.reason}`)
  return part
}

export const failuresIn = (snapshot: Snapshot): readonly string[] =>
  snapshot.sources
    .filter(({ kind }) => kind === 'failed')
    .map(({ id, reason }) => `${id}: ${reason ?? ''}`)

export function appNamed({ apps }: Snapshot, name: string): App {
  const found = apps.find((app) => app.name === name)
  if (found === undefined) throw new Error(`no app ${name}`)
  return found
}

export function modelNamed({ models }: Snapshot, name: string): Model {
  const found = models.find((model) => model.name === name)
  if (found === undefined) throw new Error(`no model ${name}`)
  return found
}

export function serverOf({ servers }: Snapshot, kind: Server['kind']): Server {
  const found = servers.find((server) => server.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

export const pidsOf = ({ processes }: App): readonly number[] =>
  processes.map(({ pid }) => Number(pid)).toSorted((a, b) => a - b)

export interface Change {
  /** `tight by room` */
  readonly word: string
  /** The seconds of the last GPU figure before it and of the first with it: commands are asked at their own pace. */
  readonly after: number
  readonly from: number
}

/** The state and its cause where they change. */
export function changesOf({ snapshots }: Played): readonly Change[] {
  const startMs = snapshots[0]?.atMs ?? 0
  const told = snapshots.map(({ room, gpu }) => {
    const cause = room.kind === 'ok' ? room.stateCause : null
    const word = cause === null ? room.state : `${room.state} by ${cause}`
    return { word, second: (known(gpu).atMs - startMs) / 1_000 }
  })
  return told.flatMap(({ word, second }, index) => {
    const before = told[index - 1]
    return word === before?.word ? [] : [{ word, after: before?.second ?? -1, from: second }]
  })
}

export const wordsOf = (played: Played): readonly string[] =>
  changesOf(played).map(({ word }) => word)

/** Whether a change comes with the first figure of this second, and not before. */
export const isAt = (second: number, change: Change | undefined): boolean =>
  change !== undefined && change.after < second && second <= change.from
