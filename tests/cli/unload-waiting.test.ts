import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ActOptions } from '../../src/main/cli/act-talk.ts'
import { unloadBy } from '../../src/main/cli/unload.ts'
import { createTalk, plainAct } from './fake-talk.ts'
import { actOf } from '../shared/act-of.ts'
import { atMs, gemma, ollama } from '../shared/loaded.ts'
import { nothingKnown } from '../web/fake-core.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What is said while Core takes so long. */
async function saidIn(tookMs: number, options: Partial<ActOptions> = {}) {
  const { talk, said } = createTalk(null)
  const core = {
    snapshotOnce: async () => ({ ...nothingKnown, atMs, servers: [ollama], models: [gemma] }),
    unload: async () => {
      await new Promise((resolve) => setTimeout(resolve, tookMs))
      return actOf('done', { help: null })
    },
    settled: async () => actOf('done'),
  }
  const ended = unloadBy(core, 'gemma3', { ...plainAct, ...options }, talk)
  await vi.advanceTimersByTimeAsync(tookMs)
  await ended
  return said
}

describe('while the memory is waited for', () => {
  test('it is said that the server was asked, once Core must have sent it', async () => {
    expect(await saidIn(20_000)).toEqual([
      'asked Ollama to unload gemma3:27b; waiting for its memory',
      'what happened',
    ])
    expect(await saidIn(3_500)).toEqual(['what happened'])
  })

  test('nothing is said of it to a script, nor of a dry run', async () => {
    expect(await saidIn(20_000, { json: true })).toEqual([])
    expect(await saidIn(20_000, { isDryRun: true })).toEqual(['what happened'])
  })
})
