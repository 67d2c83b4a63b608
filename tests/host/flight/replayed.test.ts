import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createCore } from '../../../src/main/core/core.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { createReplayer } from '../../../src/main/host/replayer.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { replayed } from '../../core/recorded.ts'
import { fromRoot } from '../../from-root.ts'
import { tapeOf } from './fake-tape.ts'

const scenes = ['linux-workstation', 'mac-m2max-32gb-loading', 'mac-m1pro-16gb-refused'] as const

test.each(scenes)('%s: what is recorded of it plays as the whole does', async (scene) => {
  const text = readFileSync(fromRoot(`tests/fixtures/recordings/${scene}.jsonl`), 'utf8')
  const whole = parseRecording(text)
  const replayer = createReplayer(whole)
  const taped = tapeOf(replayer.host)
  const core = await createCore(taped.host, { roomCapBytes: null })
  const live: Snapshot[] = []
  core.onSnapshot((snapshot) => {
    live.push(snapshot)
    taped.told('awake', snapshot.atMs)
  })
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: false })
  await core.close()
  const thinned = await taped.recording()
  if (thinned === null) throw new Error('nothing was recorded')
  expect(thinned.entries.length).toBeLessThan(whole.entries.length)
  const again = await replayed(thinned)
  expect(again.length).toBe(live.length)
  expect(again).toEqual(live)
})
