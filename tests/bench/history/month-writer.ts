import { readFileSync } from 'node:fs'
import { createStoreKeeper } from '../../../src/main/history/store/store-keeper.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { numberIn } from '../../../src/shared/parse.ts'
import { alertId } from '../../../src/shared/ids.ts'
import { modelOf, serverOf } from '../../alerts/moments.ts'
import { at, dayMs, hourMs, minuteMs } from '../../history/moments.ts'
import { standing } from '../../shared/standing-alert.ts'

// Writes a month of a Mac that is asked every five seconds, the last days as Headroom does: minute by minute.
// `node month-writer.ts <path> <days of them>` prints what that took.
const [path = '', minuteDays = '1'] = process.argv.slice(2)
const tickMs = 5_000
const wholeDays = 30
const host = createLocalHost()
const say = (trouble: string): void => void process.stderr.write(`${trouble}\n`)
const keeper = createStoreKeeper({ host, path, mayWrite: true, isKept: true, say })
const models = ['qwen3-32b', 'gemma4:27b', 'nomic-embed-text'].map((name) => modelOf(name, 9e9))
const servers = [serverOf('s')]

const writtenBytes = (): number =>
  numberIn(readFileSync('/proc/self/io', 'utf8'), /^wchar: (\d+)$/m)

/** A load wanders, a prompt every two minutes, an alert every three hours. */
function noteAt(ms: number): void {
  const wave = Math.sin(ms / 4e6) + Math.sin(ms / 3e5) / 3
  const promptMs = ms - (ms % (2 * minuteMs))
  const alertMs = ms - (ms % (3 * hourMs))
  keeper.note(
    at(
      ms,
      Math.round(2e10 + wave * 9e9),
      {
        models,
        servers,
        trail: {
          points: [],
          marks: [{ atMs: at(promptMs).atMs, kind: 'prompt', what: 'qwen3-32b' }],
        },
        alerts:
          ms - alertMs < 10 * minuteMs
            ? [{ ...standing, id: alertId(`a${alertMs}`), sinceMs: at(alertMs).atMs }]
            : [],
      },
      { gpuInUseBytes: Math.round(2e10 - wave * 9e9) },
    ),
  )
}

const endMs = wholeDays * dayMs
const fineFromMs = endMs - Number(minuteDays) * dayMs
for (let ms = 0; ms < fineFromMs; ms += tickMs) {
  noteAt(ms)
  if (ms % (hourMs / 2) === 0) await keeper.flush()
}
await keeper.flush()
const bytesBefore = writtenBytes()
const batchesMs: number[] = []
for (let ms = fineFromMs; ms <= endMs; ms += tickMs) {
  noteAt(ms)
  if (ms % minuteMs !== 0) continue
  const wallAt = performance.now()
  await keeper.flush()
  batchesMs.push(performance.now() - wallAt)
}
const bytesADay = (writtenBytes() - bytesBefore) / Number(minuteDays)
await keeper.close()
await host.close()
process.stdout.write(JSON.stringify({ bytesADay, batchesMs }))
