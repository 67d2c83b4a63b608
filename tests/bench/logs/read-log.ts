// node --expose-gc read-log.ts FILE ROUNDS: reads a log with the whole catalogue, so many times over, in a process of its own.
import { statSync } from 'node:fs'
import { followLog } from '../../../src/main/host/log/follow-log.ts'
import { createPatience } from '../../../src/main/host/patience.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'

/** What one round took of a processor, and of memory: at most meanwhile, and what is kept after it. */
export interface RoundRead {
  readonly busyMs: number
  readonly residentBytes: number
  readonly keptBytes: number
}

/** Asking how much memory it holds costs a tenth of reading a piece of idle lines: that is the gauge's, not the reader's. */
const piecesPerGauge = 8

const [file = '', rounds = '1'] = process.argv.slice(2)
const reader = createLogReader(createCatalogue(), { program: null, isAppleSilicon: true })

/** All that stands in it, by the tailer itself. */
async function readOnce(): Promise<RoundRead> {
  const sizeBytes = statSync(file).size
  const before = process.cpuUsage()
  let residentBytes = 0
  let pieceCount = 0
  const done = Promise.withResolvers<void>()
  const follower = followLog(
    file,
    { position: null, maxBacklogBytes: Number.MAX_SAFE_INTEGER },
    ({ text, position, isNewFile }) => {
      if (isNewFile) reader.turnPage()
      reader.read(text)
      if (pieceCount++ % piecesPerGauge === 0)
        residentBytes = Math.max(residentBytes, process.memoryUsage.rss())
      if (position.offsetBytes >= sizeBytes) done.resolve()
    },
    (trouble) => {
      if (trouble !== null) done.reject(new Error(trouble.reason))
    },
    createPatience(),
  )
  // the timers and watches of a follower keep no process alive
  const alive = setInterval(() => undefined, 1_000)
  await done.promise.finally(() => clearInterval(alive))
  const { user, system } = process.cpuUsage(before)
  follower.stop()
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return { busyMs: (user + system) / 1_000, residentBytes, keptBytes: heapUsed + external }
}

for (let round = 0; round < Number(rounds); round++) console.log(JSON.stringify(await readOnce()))
