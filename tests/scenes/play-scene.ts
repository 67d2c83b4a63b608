import type { Alert, RuleId, Severity } from '../../src/shared/alert.ts'
import { createCore, type Core } from '../../src/main/core/core.ts'
import type { LearntStore } from '../../src/main/history/learnt/learnt-store.ts'
import type { Clock } from '../../src/main/host/host.ts'
import { createVirtualClock } from '../../src/main/host/virtual-clock.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
// what is loaded on demand is there before: chance must not hang on the disk
import '../../src/main/inference/diagnosis/catalogue.ts'
import '../../src/main/monitor/darwin.ts'
import '../../src/main/monitor/loads/load-models.ts'
import { ownPid } from './programs/apps.ts'
import { macOf } from './mac/mac.ts'
import { createSceneHost } from './mac/scene-host.ts'
import { beginsAtMs, createWorld, stepMs, type World } from './mac/world.ts'
import { randomOf } from './random.ts'
import { Impossible, type Kind, type Marks, type Stage, type Story } from './scene.ts'

/** An alert from its rise to its end, in milliseconds of the scene. */
export interface Told {
  readonly id: string
  readonly rule: RuleId
  /** The rule, and what it is about: the same in the next episode. */
  readonly about: string
  readonly title: string
  readonly sentence: string
  readonly severities: readonly { readonly atMs: number; readonly severity: Severity }[]
  readonly firstAtMs: number
  readonly lastAtMs: number
}

export interface Played {
  readonly id: string
  readonly kind: Kind
  readonly isLooked: boolean
  /** `32 GiB, macOS 15.6`, and its limit. */
  readonly mac: string
  readonly story: Story
  readonly marks: Marks
  readonly endedAtMs: number
  readonly snapshotCount: number
  readonly told: readonly Told[]
  readonly unanswered: readonly string[]
  /** Sources that failed, with their reasons; none where every command answers. */
  readonly failed: readonly string[]
}

export interface PlayOptions {
  readonly onSnapshot?: (snapshot: Snapshot, world: World) => void
  /** What this Mac has taught before; without it nothing. */
  readonly learnt?: LearntStore
}

/** How long it goes on behind a failure. */
const afterFailureMs = 70_000
const usualLookedRatio = 0.4

/** Everything that waits for nothing but answers has run when this is done. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const maxDraws = 50

interface Setting {
  readonly id: string
  readonly world: World
  readonly story: Story
  readonly isLooked: boolean
  readonly time: ReturnType<typeof createTime>
  readonly marks: ReturnType<typeof createMarks>
  /** Whoever is to be told that the Mac sleeps. */
  readonly core: { current: Core | null }
}

/** Chance that draws what cannot be draws again. */
function settingOf(kind: Kind, seed: string): Setting {
  for (let draw = 0; draw < maxDraws; draw++) {
    try {
      return drawn(kind, draw === 0 ? seed : `${seed}+${draw}`)
    } catch (error) {
      if (!(error instanceof Impossible)) throw error // no model of ours is as large
    }
  }
  throw new Error(`${kind.name}: nothing possible was drawn`)
}

function drawn(kind: Kind, seed: string): Setting {
  const id = `${kind.name}/${seed}`
  const random = randomOf(id)
  const mac = macOf(random.fork('mac'), kind.mac)
  const { diskFreeBytes } = kind
  const world = createWorld({
    mac,
    random: random.fork('world'),
    ...(diskFreeBytes === undefined ? {} : { diskFreeBytes }),
  })
  const isLooked = random.chance(kind.lookedRatio ?? usualLookedRatio)
  const time = createTime()
  const marks = createMarks(world)
  const core: Setting['core'] = { current: null }
  const stage: Stage = {
    world,
    mac,
    random: random.fork('story'),
    isLooked,
    ...marks,
    sleep: (ms) => {
      core.current?.tell({ kind: 'asleep' })
      time.shift(ms)
      core.current?.tell({ kind: 'awake' })
    },
    setClock: time.shift,
  }
  const story = kind.make(stage)
  if (world.nowMs() === 0) world.step()
  return { id, world, story, isLooked, time, marks, core }
}

/** A scene through the whole production path: the same seed, the same scene. */
export async function playScene(
  kind: Kind,
  seed: string,
  options: PlayOptions = {},
): Promise<Played> {
  const setting = settingOf(kind, seed)
  const { id, world, story, isLooked, time, marks } = setting
  const { host, unanswered, tellLogs } = createSceneHost({
    world,
    clock: time.clock,
    ownPid,
    missingRatio: kind.missingRatio ?? 0,
  })
  const core = await createCore(host, {
    roomCapBytes: null,
    remembered: { learnt: options.learnt },
  })
  setting.core.current = core
  const told = createTold()
  const failed = new Set<string>()
  let snapshotCount = 0
  core.onSnapshot((snapshot) => {
    snapshotCount++
    told.note(snapshot.alerts, world.nowMs())
    for (const source of snapshot.sources)
      if (source.kind === 'failed') failed.add(`${source.id}: ${source.reason ?? ''}`)
    options.onSnapshot?.(snapshot, world)
  })
  if (isLooked) core.look()
  core.start()
  await run({ world, story, marks, time, tellLogs })
  await core.close()
  return {
    id,
    kind,
    isLooked,
    mac: nameOf(world),
    story,
    marks: marks.marks(),
    endedAtMs: world.nowMs(),
    snapshotCount,
    told: told.all(),
    unanswered: [...unanswered],
    failed: [...failed],
  }
}

const nameOf = ({ mac: { machine, limitBytes } }: World): string =>
  `${machine.ramGiB} GiB, macOS ${machine.macOs}, ${(limitBytes / 1e9).toFixed(1)} GB`

/** A clock that is driven, and may be set. */
function createTime() {
  const virtual = createVirtualClock(beginsAtMs, [])
  let shiftMs = 0
  const clock: Clock = {
    nowMs: () => virtual.nowMs() + shiftMs,
    after: (delayMs, wake) => virtual.after(delayMs, wake),
  }
  return {
    clock,
    virtual,
    shift: (ms: number) => {
      shiftMs += ms
    },
  }
}

function createMarks(world: World) {
  let marks: Marks = {
    begunAtMs: null,
    firstWeightAtMs: null,
    failedAtMs: null,
    badBeforeAtMs: null,
  }
  return {
    marks: () => marks,
    mark: (what: keyof Marks): void => {
      marks = { ...marks, [what]: marks[what] ?? world.nowMs() }
    },
  }
}

interface Run {
  readonly world: World
  readonly story: Story
  readonly marks: ReturnType<typeof createMarks>
  readonly time: ReturnType<typeof createTime>
  readonly tellLogs: () => void
}

/** The world goes on in its steps, and wakes whoever waits between them. */
async function run({ world, story, marks, time: { virtual }, tellLogs }: Run): Promise<void> {
  const endMs = (): number =>
    Math.min(story.seconds * 1_000, (marks.marks().failedAtMs ?? Infinity) + afterFailureMs)
  await settle()
  while (world.nowMs() < endMs()) {
    const stepAtMs = beginsAtMs + world.nowMs() + stepMs
    for (
      let next = virtual.nextAtMs();
      next !== null && next < stepAtMs;
      next = virtual.nextAtMs()
    ) {
      virtual.step()
      await settle()
    }
    world.step()
    if (story.hasFailed?.() === true) marks.mark('failedAtMs')
    if (!world.hasLog()) continue
    virtual.after(stepAtMs - virtual.nowMs(), () => undefined)
    virtual.step()
    tellLogs()
    await settle()
  }
}

/** What was told, alert by alert. */
function createTold() {
  const all = new Map<string, Told>()
  return {
    all: () => [...all.values()],
    note: (alerts: readonly Alert[], atMs: number): void => {
      for (const alert of alerts) {
        const { id, rule, severity, title, sentence } = alert
        const before = all.get(id)
        const last = before?.severities.at(-1)?.severity
        const risen = last === severity ? [] : [{ atMs, severity }]
        all.set(id, {
          id,
          rule,
          about: `${rule} ${JSON.stringify(alert.about)}`,
          title: before?.title ?? title,
          sentence: before?.sentence ?? sentence,
          severities: [...(before?.severities ?? []), ...risen],
          firstAtMs: before?.firstAtMs ?? atMs,
          lastAtMs: atMs,
        })
      }
    },
  }
}
