import { Refusal } from '../../src/main/host/attempt.ts'
import { rendererFolder } from '../../src/main/host/package-root.ts'
import { createWebServer } from '../../src/main/web/server.ts'
import type { RaiseLimitInput, Scope } from '../../src/shared/contract.ts'
import type { LimitRaise } from '../../src/shared/limit-raise.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createFakeCore } from '../web/fake-core.ts'
import { test as base } from './fixtures.ts'
import { unifiedMac } from './unified-mac.ts'

const gib = 2 ** 30
const { atMs } = unifiedMac
const ok = { kind: 'ok', atMs, isStale: false } as const

/** A Mac with its limit at two thirds, or raised: `ramGib` 32 has a calm zone of two GiB, 64 has none. */
export function macWithLimit(ramGib: number, limitGib: number, isRaised = false): Snapshot {
  const { memory, limit, gpu, room } = unifiedMac
  if (memory.kind !== 'ok' || limit.kind !== 'ok' || gpu.kind !== 'ok' || room.kind !== 'ok')
    throw new Error('all of this Mac is known')
  const totalBytes = ramGib * gib
  const limitBytes = limitGib * gib
  return {
    ...unifiedMac,
    machine: {
      ...ok,
      platform: 'darwin',
      operatingSystem: 'macOS 15.6 (24G84)',
      processor: 'Apple M2 Max',
      coreCount: 12,
      model: null,
    },
    memory: {
      ...memory,
      totalBytes,
      usedBytes: totalBytes - room.ramRoomBytes,
      parts: [{ kind: 'programs', bytes: totalBytes - room.ramRoomBytes }],
    },
    limit: { ...limit, limitBytes, overrideBytes: isRaised ? limitBytes : null },
    gpu: { ...gpu, inUseBytes: limitBytes - (room.gpuRoomBytes ?? 0) },
  }
}

export interface LimitPage {
  readonly url: string
  push(snapshot: Snapshot): void
  readonly asked: readonly RaiseLimitInput[]
  /** Answers the oldest request that has no answer yet; a text refuses it. */
  answer(raise: LimitRaise | string): void
}

const token = 'the-token-of-this-test'

/** Headroom's own server over a Mac, whose raising the test answers. */
export const test = base.extend<{
  readonly openMac: (first: Snapshot, scopes?: readonly Scope[]) => Promise<LimitPage>
}>({
  // oxlint-disable-next-line no-empty-pattern
  openMac: async ({}, provide) => {
    const ends: (() => Promise<void>)[] = []
    await provide(async (first, scopes = ['read', 'act']) => {
      const asked: RaiseLimitInput[] = []
      const waiting: PromiseWithResolvers<LimitRaise>[] = []
      const fake = createFakeCore(first)
      const core = {
        ...fake,
        raiseLimit: (input: RaiseLimitInput) => {
          const answer = Promise.withResolvers<LimitRaise>()
          asked.push(input)
          waiting.push(answer)
          return answer.promise
        },
      }
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
        push: fake.push,
        asked,
        answer: (raise) => {
          const oldest = waiting.shift()
          if (typeof raise === 'string') oldest?.reject(new Refusal(raise))
          else oldest?.resolve(raise)
        },
      }
    })
    for (const end of ends) await end()
  },
})

export { expect } from '@playwright/test'
