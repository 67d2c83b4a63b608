// A day of ticks of a real Core, as fast as they go, on a recording that loops: what trials/simulated-day.ts starts,
// with --expose-gc. Prints one JSON line.
import { createCore } from '../../src/main/core/core.ts'
import { openRecording } from '../../src/main/host/open-recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import { runAsMain, print } from '../frame/main.ts'
import { wrongSumsOf } from '../frame/sums.ts'

const dayMs = 86_400_000
const sampleEveryMs = dayMs / 48

interface Sample {
  readonly hours: number
  readonly heapBytes: number
  readonly residentBytes: number
}

async function day(): Promise<number> {
  const [path] = process.argv.slice(2)
  const opened = await openRecording(path ?? '')
  if (opened.kind !== 'ok') throw new Error(`${path}: ${opened.reason}`)
  const { gc } = globalThis
  if (gc === undefined) throw new Error('it needs node --expose-gc')

  const replayer = createReplayer(opened.value)
  const core = await createCore(replayer.host, { roomCapBytes: null })
  const samples: Sample[] = []
  let count = 0
  let wrongSums = 0
  let failedSources = 0
  let startedAtMs: number | null = null
  core.onSnapshot((snapshot) => {
    startedAtMs ??= snapshot.atMs
    const sinceMs = snapshot.atMs - startedAtMs
    count++
    wrongSums += wrongSumsOf(snapshot).length
    failedSources += snapshot.sources.filter((source) => source.kind === 'failed').length
    if (sinceMs >= (samples.length + 1) * sampleEveryMs) {
      void gc()
      const { heapUsed, rss } = process.memoryUsage()
      samples.push({ hours: sinceMs / 3_600_000, heapBytes: heapUsed, residentBytes: rss })
    }
    if (sinceMs >= dayMs) replayer.stop()
  })
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: true })
  await core.close()
  print(JSON.stringify({ count, wrongSums, failedSources, samples }))
  return 0
}

await runAsMain('simulated day', day)
