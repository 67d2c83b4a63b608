import { test as base } from './fixtures.ts'
import { rendererFolder } from '../../src/main/host/package-root.ts'
import { createWebServer } from '../../src/main/web/server.ts'
import { Refusal } from '../../src/main/host/attempt.ts'
import type { Act } from '../../src/shared/act.ts'
import type {
  ActInput,
  QuitInput,
  Relieved,
  RelieveInput,
  Requests,
  Scope,
  SnoozeInput,
  UnloadInput,
} from '../../src/shared/contract.ts'
import type { FitInput, FitShown } from '../../src/shared/fit-shown.ts'
import type { Snooze } from '../../src/shared/alert.ts'
import type { History, HistoryInput } from '../../src/shared/history.ts'
import type { LocalModels } from '../../src/shared/local-models.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import type { Snoozes } from '../../src/shared/snooze.ts'
import { atMs, gemma, llamaServer, ollama, qwen } from '../shared/loaded.ts'
import { createFakeCore, muchKnown, ofSource } from '../web/fake-core.ts'
import { createQuestions, type Questions } from './questions.ts'

const GB = 1e9
const ok = { kind: 'ok', atMs, isStale: false } as const

/** A machine with two servers, of each of which a model is loaded. */
export const loadedMac: Snapshot = {
  ...muchKnown,
  atMs,
  memory: {
    ...ok,
    totalBytes: 34.4 * GB,
    usedBytes: 28 * GB,
    availableBytes: 6.4 * GB,
    parts: [
      { kind: 'programs', bytes: 4 * GB },
      { kind: 'wired', bytes: 24 * GB },
    ],
  },
  room: {
    ...ok,
    state: 'plenty',
    stateCause: null,
    roomBytes: 6.4 * GB,
    ramRoomBytes: 6.4 * GB,
    gpuRoomBytes: null,
    isGpuUnknown: false,
    ramHeldBackBytes: 0,
    gpuHeldBackBytes: 0,
  },
  gpu: { kind: 'absent', reason: 'not in this test' },
  limit: { kind: 'absent', reason: 'not in this test' },
  swap: { kind: 'absent', reason: 'not in this test' },
  pressure: { ...ok, level: 'normal', stalls: null, kernel: null },
  apps: muchKnown.apps.slice(1, 3).map((app, index) => ({
    ...app,
    memoryBytes: (2 - index) * 0.4 * GB,
    memoryKind: 'footprint',
  })),
  sources: [
    { ...ofSource, id: 'processes', kind: 'ok' },
    { ...ofSource, id: 'servers', title: 'servers', kind: 'ok' },
  ],
  servers: [ollama, llamaServer],
  models: [gemma, qwen],
  cost: { ...ok, residentBytes: 0.08 * GB, cpuRatio: 0.004, parts: [] },
}

/** What is on the disk of this test, and what it would take; a text refuses. */
export interface Disk {
  models?: () => LocalModels | string | Promise<LocalModels>
  fit?: (input: FitInput) => FitShown | string | Promise<FitShown>
  history?: (input: HistoryInput) => History | string | Promise<History>
}

/** Headroom's own server over Snapshots, a disk, acts and keys of servers that the test gives. */
export interface LoadedPage {
  readonly url: string
  push(snapshot: Snapshot): void
  /** How many look, as Core is told. */
  lookers(): number
  /** May be changed at any time: its answers are those of the moment. */
  readonly disk: Disk
  /** What was asked so far. */
  readonly asked: readonly UnloadInput[]
  /** Answers the oldest request that has no answer yet; a text refuses it. */
  answer(act: Act | string): void
  readonly acting: Acted
  /** The keys that were given so far; null takes the oldest that has no answer yet, a text refuses it. */
  readonly keys: readonly Requests['serverKey']['in'][]
  answerKey(outcome: string | null): void
  /** What was to be silent, or told again, so far. */
  readonly snoozed: readonly SnoozeInput[]
  /** With all that is silent then, to the oldest that has no answer yet; a text refuses it. */
  answerSnooze(outcome: string | readonly Snooze[]): void
}

/** What else changes the machine. */
export interface Acted {
  readonly quits: Questions<QuitInput, Act>
  readonly settles: Questions<ActInput, Act>
  readonly reopens: Questions<ActInput, Act>
  readonly relieves: Questions<RelieveInput, Relieved>
}

const createActed = (): Acted => ({
  quits: createQuestions(),
  settles: createQuestions(),
  reopens: createQuestions(),
  relieves: createQuestions(),
})

const noDisk = 'this test has no disk'
const noHistory = 'this test has no history'

function orRefused<T>(answer: T | string): T {
  if (typeof answer === 'string') throw new Refusal(answer)
  return answer
}

export interface Opening {
  readonly open: (first: Snapshot, scopes?: readonly Scope[]) => Promise<LoadedPage>
  /** Whether the last Snapshot is told again and again, as Core does it: else the page finds that nothing answers. */
  readonly isTicking: boolean
}

const tickMs = 1_000

const token = 'the-token-of-this-test'

export const test = base.extend<Opening>({
  isTicking: [false, { option: true }],

  open: async ({ isTicking }, provide) => {
    const ends: (() => Promise<void>)[] = []
    await provide(async (first, scopes = ['read', 'act']) => {
      const unloads = createQuestions<UnloadInput, Act>()
      const keys = createQuestions<Requests['serverKey']['in'], null>()
      const fake = createFakeCore(first, unloads.ask)
      const snoozes = createQuestions<SnoozeInput, Snoozes>()
      const acting = createActed()
      const disk: Disk = {}
      const core = {
        ...fake,
        giveServerKey: keys.ask,
        snooze: snoozes.ask,
        quit: acting.quits.ask,
        settled: acting.settles.ask,
        reopen: acting.reopens.ask,
        relieve: acting.relieves.ask,
        models: async () => orRefused(await (disk.models?.() ?? noDisk)),
        fit: async (input: FitInput) => orRefused(await (disk.fit?.(input) ?? noDisk)),
        history: async (input: HistoryInput) =>
          orRefused(await (disk.history?.(input) ?? noHistory)),
      }
      const server = await createWebServer({
        core,
        address: '127.0.0.1',
        port: 0,
        keys: [{ token, scopes: new Set(scopes) }],
        rendererDir: rendererFolder,
      })
      ends.push(server.close)
      let last = first
      const push = (snapshot: Snapshot): void => core.push((last = snapshot))
      const ticks = isTicking ? setInterval(() => core.push(last), tickMs) : undefined
      ends.unshift(() => Promise.resolve(clearInterval(ticks)))
      return {
        url: `http://127.0.0.1:${server.port}/#token=${token}`,
        push,
        lookers: core.lookers,
        disk,
        asked: unloads.asked,
        answer: unloads.answer,
        acting,
        keys: keys.asked,
        answerKey: keys.answer,
        snoozed: snoozes.asked,
        answerSnooze: (outcome) =>
          snoozes.answer(
            typeof outcome === 'string'
              ? outcome
              : { schema: 'headroom/snoozes/1', snoozes: outcome },
          ),
      }
    })
    for (const end of ends) await end()
  },
})

export { expect } from '@playwright/test'
