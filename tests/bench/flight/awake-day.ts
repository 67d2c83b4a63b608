import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCore } from '../../../src/main/core/core.ts'
import { createSegments } from '../../../src/main/host/flight/segments.ts'
import { createTape } from '../../../src/main/host/flight/tape.ts'
import { createOwnRedact } from '../../../src/main/host/own-redact.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { createReplayer } from '../../../src/main/host/replayer.ts'
import { tapHost } from '../../../src/main/host/tapped-host.ts'
import { fromRoot } from '../../from-root.ts'

const dayMs = 86_400_000

export interface AwakeDay {
  readonly bytesPerDay: number
  /** Of the recording's answers alone, without what Core does with them. */
  readonly cpuMsPerTick: number
}

/** A composed recording over and over for a span, watched, with everything recorded that is answered. */
export async function awakeDay(scene: string, spanMs: number): Promise<AwakeDay> {
  const path = fromRoot(`tests/fixtures/recordings/${scene}.jsonl`)
  const text = await readFile(path, 'utf8')
  const folder = await mkdtemp(join(tmpdir(), 'headroom-bench-'))
  const segments = createSegments(folder)
  const { host, play, stop } = createReplayer(parseRecording(text))
  const { clock, platform } = host
  const tape = createTape({ clock, platform, redact: createOwnRedact(), segments })
  const cost = { ms: 0, ticks: 0 }
  const timed = (act: () => void): void => {
    const before = process.cpuUsage()
    act()
    const { user, system } = process.cpuUsage(before)
    cost.ms += (user + system) / 1_000
  }
  const heard = tapHost(
    host,
    (kind, key, reading) => timed(() => tape.note(kind, key, reading)),
    () => (piece) => piece,
  )
  const core = await createCore(heard, { roomCapBytes: null })
  const startedAtMs = clock.nowMs()
  core.onSnapshot(({ atMs }) => {
    cost.ticks++
    timed(() => tape.told('awake', atMs))
    if (clock.nowMs() - startedAtMs >= spanMs) stop()
  })
  core.look()
  core.start()
  await play({ speed: null, isLooping: true })
  const passedMs = clock.nowMs() - startedAtMs
  await core.close()
  await segments.close()
  await rm(folder, { recursive: true, force: true })
  return {
    bytesPerDay: (segments.writtenBytes() / passedMs) * dayMs,
    cpuMsPerTick: cost.ms / Math.max(1, cost.ticks),
  }
}
