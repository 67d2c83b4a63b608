import { join } from 'node:path'
import { createFlightRecorder } from '../../../src/main/host/flight/flight-recorder.ts'
import { createLocalHost, localClock } from '../../../src/main/host/local.ts'

// Records without end, some recordings at once: `node recording-child.ts <folder> <count>`
const [folder = '', count = '1'] = process.argv.slice(2)
const host = createLocalHost()
const filler = 'x'.repeat(20_000)
const recorders = await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    const recorder = createFlightRecorder(host, join(folder, String(index)), () => (text) => text)
    await recorder.begin()
    if (!recorder.isRecording()) throw new Error(recorder.trouble() ?? 'another one records')
    return { recorder, heard: recorder.record(answering()) }
  }),
)

/** What it answers is never what it has answered before: the instant, and as much again as a list of processes. */
function answering(): typeof host {
  return {
    ...host,
    ask: async (_, atMs = localClock.nowMs()) => ({
      kind: 'ok',
      value: `${performance.now()} ${filler}`,
      atMs,
      tookMs: 0,
    }),
  }
}

let isReady = false
const tick = async (): Promise<void> => {
  for (const { recorder, heard } of recorders) {
    const atMs = localClock.nowMs()
    await heard.ask({ kind: 'file', path: '/figures' }, atMs)
    recorder.told('awake', atMs)
  }
  if (!isReady && recorders.every(({ recorder }) => recorder.writtenBytes() > 0)) {
    isReady = true
    process.stdout.write('ready\n')
  }
  setTimeout(() => void tick(), 5)
}
await tick()
