import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFlightRecorder } from '../../../src/main/host/flight/flight-recorder.ts'
import { recordingOf } from '../../../src/main/host/flight/left-run.ts'
import type { Clock, Host } from '../../../src/main/host/host.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'

// Records into a small disk until that is full, and on when there is room again: `node full-disk-child.ts <folder>`
const [disk = ''] = process.argv.slice(2)
const folder = join(disk, 'own')
const local = createLocalHost()
let laterMs = 0
const clock: Clock = { nowMs: () => Date.now() + laterMs, after: local.clock.after }
const host: Host = {
  ...local,
  clock,
  ask: async (_, atMs = clock.nowMs()) => ({
    kind: 'ok',
    value: `${atMs} ${'x'.repeat(50_000)}`,
    atMs,
    tookMs: 0,
  }),
}
const recorder = createFlightRecorder(host, folder, () => (text) => text)
await recorder.begin()
const heard = recorder.record(host)
const tick = async (): Promise<void> => {
  const atMs = clock.nowMs()
  await heard.ask({ kind: 'file', path: '/figures' }, atMs)
  recorder.told('awake', atMs)
  await new Promise((resolve) => setTimeout(resolve, 10))
}
const flight = join(folder, 'flight')
const sizes = (): readonly number[] =>
  readdirSync(flight)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => statSync(join(flight, name)).size)

writeFileSync(join(disk, 'other'), 'o'.repeat(500_000))
for (let count = 0; recorder.trouble() === null && count < 200; count++) await tick()
const whenFull = recorder.trouble()
for (let count = 0; count < 5; count++) await tick()
rmSync(join(disk, 'other'))
laterMs = 120_000
for (let count = 0; count < 5; count++) await tick()
const after = recorder.trouble()
const segments = sizes().length
const lastAtMs = clock.nowMs()
await recorder.end()
const recording = await recordingOf({ folder: flight, session: null, endedAtMs: lastAtMs })
const last = (recording?.startedAtMs ?? 0) + (recording?.entries.at(-1)?.atMs ?? 0)
console.log(JSON.stringify({ whenFull, after, segments, behindMs: lastAtMs - last }))
process.exit(0)
