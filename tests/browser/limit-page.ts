import { rendererFolder } from '../../src/main/host/package-root.ts'
import { createWebServer } from '../../src/main/web/server.ts'
import type { Scope } from '../../src/shared/contract.ts'
import type { LimitRaise, RaiseLimitInput } from '../../src/shared/limit-raise.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createFakeCore } from '../web/fake-core.ts'
import { test as base } from './fixtures.ts'
import { createQuestions } from './questions.ts'
import { unifiedMac } from './unified-mac.ts'

const gib = 2 ** 30
const { atMs } = unifiedMac
const ok = { kind: 'ok', atMs, isStale: false } as const

/** What a higher limit may give: 10 GB more than the GPU has room for; or less than that, so that RAM is what lacks. */
type RamRoom = 'ample' | 'lacks'
const ramRoomBytesOf = { ample: 15.3e9, lacks: 4.15e9 } as const

/**
 * A Mac with its limit at two thirds, or raised: `ramGib` 32 is calm wherever it is raised, 40 up to 30, and 64 nowhere.
 */
export function macWithLimit(
  ramGib: number,
  limitGib: number,
  isRaised = false,
  ramRoom: RamRoom = 'ample',
): Snapshot {
  const { memory, limit, gpu, room } = unifiedMac
  if (memory.kind !== 'ok' || limit.kind !== 'ok' || gpu.kind !== 'ok' || room.kind !== 'ok')
    throw new Error('all of this Mac is known')
  const totalBytes = ramGib * gib
  const limitBytes = limitGib * gib
  const ramRoomBytes = ramRoomBytesOf[ramRoom]
  const programBytes = totalBytes - ramRoomBytes
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
    room: { ...room, ramRoomBytes, roomBytes: Math.min(ramRoomBytes, room.gpuRoomBytes ?? 0) },
    memory: {
      ...memory,
      totalBytes,
      usedBytes: programBytes,
      availableBytes: ramRoomBytes,
      parts: [{ kind: 'programs', bytes: programBytes }],
    },
    limit: {
      ...limit,
      limitBytes,
      overrideBytes: isRaised ? limitBytes : null,
      engineLines: [
        { engine: 'llama.cpp', lineBytes: limitBytes, beyond: 'fails' },
        { engine: 'Ollama', lineBytes: limitBytes, beyond: 'fails' },
        {
          engine: 'MLX',
          lineBytes: Math.min(1.5 * limitBytes, 0.95 * totalBytes),
          beyond: 'refuses',
        },
      ],
    },
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
      const questions = createQuestions<RaiseLimitInput, LimitRaise>()
      const fake = createFakeCore(first)
      const core = { ...fake, raiseLimit: questions.ask }
      const server = await createWebServer({
        core,
        address: '127.0.0.1',
        port: 0,
        keys: [{ token, scopes: new Set(scopes) }],
        rendererDir: rendererFolder,
      })
      ends.push(server.close)
      return {
        url: `http://127.0.0.1:${server.port}/#token=${token}`,
        push: fake.push,
        asked: questions.asked,
        answer: questions.answer,
      }
    })
    for (const end of ends) await end()
  },
})

export { expect } from '@playwright/test'
