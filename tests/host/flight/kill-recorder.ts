import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pid as pidOf } from '../../../src/shared/ids.ts'
import { createFlightRecorder } from '../../../src/main/host/flight/flight-recorder.ts'
import { leftRunsIn, recordingOf } from '../../../src/main/host/flight/left-run.ts'
import { fromRoot } from '../../from-root.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'

const host = createLocalHost()
/** At most so much of a recording is gone. */
const lostMs = 5_000
/** What is killed at once: a process that writes so many recordings. */
const perProcess = 5

export interface Killed {
  readonly recordings: number
  /** What was lost of the one that lost the most. */
  readonly mostLostMs: number
  readonly faults: readonly string[]
}

/** Processes that record are killed at random moments; what they leave is opened as the next start does. */
export async function killRecorders(
  recordings: number,
  { atOnce, mostLifeMs }: { readonly atOnce: number; readonly mostLifeMs: number },
): Promise<Killed> {
  let toGo = Math.ceil(recordings / perProcess)
  const all: Killed[] = []
  const workers = Array.from({ length: atOnce }, async () => {
    while (toGo-- > 0) all.push(await killOne(Math.random() * mostLifeMs))
  })
  await Promise.all(workers)
  return {
    recordings: all.reduce((sum, one) => sum + one.recordings, 0),
    mostLostMs: Math.max(...all.map((one) => one.mostLostMs)),
    faults: all.flatMap(({ faults }) => faults),
  }
}

async function killOne(lifeMs: number): Promise<Killed> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-test-'))
  const script = fromRoot('tests/host/flight/recording-child.ts')
  const child = spawn(process.execPath, [script, folder, String(perProcess)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  try {
    const begun = await Promise.race([once(child.stdout, 'data'), ended.then(() => null)])
    if (begun === null) return { recordings: 0, mostLostMs: 0, faults: ['it did not begin'] }
    await new Promise((resolve) => setTimeout(resolve, lifeMs))
    const killedAtMs = Date.now()
    child.kill('SIGKILL')
    await ended
    const found = await Promise.all(
      Array.from({ length: perProcess }, (_, index) =>
        leftOf(join(folder, String(index)), child.pid ?? 0),
      ),
    )
    const lost = found.map((one) => (typeof one === 'string' ? 0 : killedAtMs - one))
    const late = lost.filter((ms) => ms > lostMs).map((ms) => `the last ${ms} ms are gone`)
    const broken = found.flatMap((one) => (typeof one === 'string' ? [one] : []))
    return {
      recordings: perProcess,
      mostLostMs: Math.max(...lost),
      faults: [...late, ...broken],
    }
  } finally {
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
}

/** The last recorded instant, or what is wrong. */
async function leftOf(folder: string, pid: number): Promise<number | string> {
  const next = createFlightRecorder(host, folder, () => (text) => text)
  await next.begin()
  if (!next.isRecording()) return `the next one does not record: ${next.trouble()}`
  const [left, ...others] = await leftRunsIn(folder)
  await next.end()
  if (left === undefined || others.length > 0) return 'not one run was left'
  if (left.session?.pid !== pidOf(pid)) return `process ${left.session?.pid} was left`
  const recording = await recordingOf(left)
  if (recording === null) return 'nothing was recorded'
  const instants = recording.entries.map(({ atMs }) => atMs)
  return recording.startedAtMs + Math.max(...instants)
}
