import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import type { LearntStore } from '../../src/main/history/learnt/learnt-store.ts'
import { keyOf, type Host } from '../../src/main/host/host.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import { metalDevice } from '../../src/main/probes/darwin/metal-device.ts'
import { shownLimit } from '../../src/shared/facts.ts'
import type { Limit, Part } from '../../src/shared/snapshot.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'
import { withoutApp, withoutLogin } from '../without-app.ts'
import { storeInMemory } from '../history/learnt-fake.ts'
import { scenePath } from './mac-scene.ts'

async function preferencesWith(learns: boolean) {
  const settings = await openSettings(localHost(), join(tempFolder(), 'settings.json'))
  if (!learns) await settings.change({ learns })
  return { settings, loginItem: withoutLogin, shell: withoutApp }
}

/** Ticks since it is told; without its log it is from the first on. */
const enough = 10

const metalKey = keyOf(metalDevice.question)

/** The M1 Pro whose llama-server logs, as if it were here and now and Metal did not answer; `hasLogs`: whether they are there. */
async function playedHere(
  learnt: LearntStore,
  { hasLogs = true, learns = true, mode = 'live' as Host['mode'] } = {},
) {
  const replayer = createReplayer(
    parseRecording(readFileSync(scenePath('mac-m1pro-16gb-refused'), 'utf8')),
  )
  const { host } = replayer
  const core = await createCore(
    {
      ...host,
      mode,
      ask: (question, atMs) =>
        keyOf(question) === metalKey
          ? Promise.resolve({
              kind: 'failed',
              reason: 'exit 1',
              atMs: host.clock.nowMs(),
              tookMs: 1,
            })
          : host.ask(question, atMs),
      ...(hasLogs
        ? {}
        : { followLog: () => ({ check: async () => undefined, stop: () => undefined }) }),
    },
    { roomCapBytes: null, remembered: { learnt }, preferences: await preferencesWith(learns) },
  )
  const limits: Part<Limit>[] = []
  let toldCount = 0
  core.onSnapshot((snapshot) => {
    limits.push(snapshot.limit)
    if (snapshot.limit.kind === 'ok' && snapshot.limit.source === 'engine-log') toldCount++
    if (toldCount === enough || (!hasLogs && limits.length === 6 * enough)) replayer.stop()
  })
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: false })
  await core.close()
  return limits.at(-1)
}

describe('the limit that a log has told once', () => {
  test('is that of the next run without the log, and every face names who logged it', async () => {
    const store = storeInMemory()
    expect(await playedHere(store)).toMatchObject({ source: 'engine-log' })
    expect(store.parts().limit).toMatchObject({ limitBytes: 12_713_120_000, overrideBytes: null })
    const limit = await playedHere(store, { hasLogs: false })
    expect(limit).toMatchObject({ limitBytes: 12_713_120_000, source: 'engine-log' })
    if (limit?.kind !== 'ok') throw new Error('no limit')
    expect(shownLimit(limit, limit.atMs).note).toMatch(/^as (?:llama\.cpp|Ollama) logged it$/)
  })

  test('is neither noted nor used where the user wants nothing learnt, nor in a replay', async () => {
    const known = storeInMemory()
    await playedHere(known)
    for (const other of [{ learns: false }, { mode: 'replay' as const }]) {
      const empty = storeInMemory()
      await playedHere(empty, other)
      expect(empty.parts().limit).toBeNull()
      const limit = await playedHere(known, { ...other, hasLogs: false })
      expect(limit).toMatchObject({ source: 'rule', isEstimated: true })
    }
  })
})
