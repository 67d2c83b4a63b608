import { test as base } from './fixtures.ts'
import { rendererFolder } from '../../src/main/host/package-root.ts'
import { createWebServer } from '../../src/main/web/server.ts'
import type { Act } from '../../src/shared/act.ts'
import type { Scope, UnloadInput } from '../../src/shared/contract.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { atMs, gemma, llamaServer, ollama, qwen } from '../shared/loaded.ts'
import { createFakeCore, muchKnown, ofSource } from '../web/fake-core.ts'

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
  cost: { ...ok, residentBytes: 0.08 * GB, cpuRatio: 0.004 },
}

/** Headroom's own server over Snapshots and an unloading that the test gives. */
export interface LoadedPage {
  readonly url: string
  push(snapshot: Snapshot): void
  /** What was asked so far. */
  readonly asked: readonly UnloadInput[]
  /** Answers the oldest request that waits; a text refuses it. */
  answer(act: Act | string): void
}

interface Opening {
  readonly open: (first: Snapshot, scopes?: readonly Scope[]) => Promise<LoadedPage>
}

const token = 'the-token-of-this-test'

export const test = base.extend<Opening>({
  // oxlint-disable-next-line no-empty-pattern
  open: async ({}, provide) => {
    const ends: (() => Promise<void>)[] = []
    await provide(async (first, scopes = ['read', 'act']) => {
      const asked: UnloadInput[] = []
      const waiting: PromiseWithResolvers<Act>[] = []
      const core = createFakeCore(first, (input) => {
        asked.push(input)
        const answer = Promise.withResolvers<Act>()
        waiting.push(answer)
        return answer.promise
      })
      const server = await createWebServer({
        core,
        address: '127.0.0.1',
        port: 0,
        token,
        scopes: new Set(scopes),
        rendererDir: rendererFolder,
      })
      ends.push(server.close)
      return {
        url: `http://127.0.0.1:${server.port}/#token=${token}`,
        push: core.push,
        asked,
        answer: (act) => {
          const oldest = waiting.shift()
          if (typeof act === 'string') oldest?.reject(new Error(act))
          else oldest?.resolve(act)
        },
      }
    })
    for (const end of ends) await end()
  },
})

export { expect } from '@playwright/test'
