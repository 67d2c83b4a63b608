import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import { createRecorder } from '../../src/main/host/recorder.ts'
import { parseRecording, type Recording } from '../../src/main/host/recording.ts'
import { createCatalogue } from '../../src/main/inference/diagnosis/catalogue.ts'
import { createKeepLines } from '../../src/main/inference/logs/kept-lines.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { tempFolder, until } from '../processes.ts'

export interface Recorded {
  readonly live: readonly Snapshot[]
  readonly text: string
  readonly recording: Recording
}

/** Some ticks of this machine, live and as they were written down. */
export async function recordTicks(count: number): Promise<Recorded> {
  const path = join(tempFolder(), 'recording.jsonl')
  const index = createCatalogue()
  const recorder = await createRecorder(createLocalHost(), path, () => createKeepLines(index))
  const core = await createCore(recorder.host, { roomCapBytes: null })
  onTestFinished(() => core.close())
  const live: Snapshot[] = []
  core.onSnapshot((snapshot) => live.push(snapshot))
  core.look()
  core.start()
  await until(`${count} ticks`, () => (live.length >= count ? true : null))
  await core.close()
  await recorder.close()
  const text = readFileSync(path, 'utf8')
  return { live, text, recording: parseRecording(text) }
}

export async function replayed(
  recording: Recording,
  looping?: { readonly ticks: number },
): Promise<readonly Snapshot[]> {
  const replayer = createReplayer(recording)
  const core = await createCore(replayer.host, { roomCapBytes: null })
  const snapshots: Snapshot[] = []
  core.onSnapshot((snapshot) => {
    snapshots.push(snapshot)
    if (looping !== undefined && snapshots.length >= looping.ticks) replayer.stop()
  })
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: looping !== undefined })
  await core.close()
  return snapshots
}
