import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCore } from '../../src/main/core/core.ts'
import { openRecording } from '../../src/main/host/open-recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import { createMetrics } from '../../src/main/web/metrics/metrics.ts'
import { readOwnProcess } from '../../src/main/web/metrics/own-process.ts'

const folder = new URL('../fixtures/recordings/', import.meta.url)
export const recordingNames = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
export const recordingOf = (name: string): string => fileURLToPath(new URL(name, folder))

const everyNth = 8

/** What /metrics says of a recording, at some of its Snapshots; played as fast as it goes, and once for all tests of a file. */
export const createTexts = (): ((name: string) => Promise<readonly string[]>) => {
  const played = new Map<string, Promise<readonly string[]>>()
  return (name) => {
    const texts = played.get(name) ?? textsOf(name)
    played.set(name, texts)
    return texts
  }
}

async function textsOf(name: string): Promise<readonly string[]> {
  const opened = await openRecording(recordingOf(name))
  if (opened.kind !== 'ok') throw new Error(`${name}: ${opened.reason}`)
  const { host, play } = createReplayer(opened.value)
  const core = await createCore(host, { roomCapBytes: null })
  const { text } = createMetrics(readOwnProcess)
  const texts: Promise<string>[] = []
  let count = 0
  core.onSnapshot((snapshot) => {
    if (count++ % everyNth !== 0) return
    texts.push(text({ snapshot, lateTicks: null, nowMs: snapshot.atMs }))
  })
  core.look()
  core.start()
  await play({ speed: null, isLooping: false })
  await core.close()
  return Promise.all(texts)
}
