import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCore } from '../../../src/main/core/core.ts'
import { createFlightRecorder } from '../../../src/main/host/flight/flight-recorder.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { numberIn } from '../../../src/shared/parse.ts'

// Records this machine as if nothing moved, and prints what was written: `node at-rest-child.ts <seconds>`
const spanMs = Number(process.argv[2]) * 1_000
const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
const host = createLocalHost()
const recorder = createFlightRecorder(host, folder, () => () => '')
await recorder.begin()
const core = await createCore(recorder.record(host), { roomCapBytes: null })
const first = await core.snapshotOnce()
recorder.told('awake', first.atMs)
core.onSnapshot(({ atMs }) => recorder.told('rest', atMs))
core.start()
await new Promise((resolve) => setTimeout(resolve, 8_000)) // what began is written

const io = (field: string): number =>
  numberIn(readFileSync('/proc/self/io', 'utf8'), new RegExp(`^${field}: (\\d+)$`, 'm'))
const flight = join(folder, 'flight')
const segmentBytes = (): number =>
  readdirSync(flight).reduce((sum, name) => sum + statSync(join(flight, name)).size, 0)
const before = { write: io('write_bytes'), own: recorder.writtenBytes(), files: segmentBytes() }
await new Promise((resolve) => setTimeout(resolve, spanMs))
console.log(
  JSON.stringify({
    writeBytes: io('write_bytes') - before.write,
    ownBytes: recorder.writtenBytes() - before.own,
    fileBytes: segmentBytes() - before.files,
  }),
)
await core.close()
await recorder.end()
rmSync(folder, { recursive: true })
process.exit(0)
