import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { numberIn } from '../../../src/shared/parse.ts'
import { sleep } from '../../frame/children.ts'
import { fromRoot } from '../../from-root.ts'
import { cpuSecondsOf, privateMemoryOf } from '../../frame/proc.ts'
import { startServe, type Serve } from '../../frame/serve.ts'
import type { Children } from '../../frame/children.ts'
import { awakeDay } from '../flight/awake-day.ts'
import type { BenchNumber, Figure } from '../number.ts'

const restChild = fromRoot('tests/bench/flight/at-rest-child.ts')
/** The first minute of a run is recorded whole. */
const warmUpMs = 80_000
const windowMs = 120_000
const quickMs = 15_000
const restMs = 60_000
const dayMs = 86_400_000
const scenes = ['mac-m2max-32gb-loading', 'mac-64gb-two-servers', 'mac-m4-16gb-swapping'] as const
const awakeSpanMs = 1_800_000
const quickSpanMs = 300_000

/** Two serves side by side: one records, the other does not. And composed Macs that are busy all day. */
export const number: BenchNumber = {
  name: 'flight',
  what: 'what the flight recorder writes, and what it takes',
  run: async ({ children, isQuick }) => {
    const folders = await Promise.all([0, 1].map(() => mkdtemp(join(tmpdir(), 'headroom-bench-'))))
    const [onFolder = '', offFolder = ''] = folders
    try {
      const on = await startIn(children, onFolder, true)
      const off = await startIn(children, offFolder, false)
      await sleep(isQuick ? quickMs : warmUpMs)
      const figures = await besideEachOther(
        { serve: on, folder: onFolder },
        off,
        isQuick ? quickMs : windowMs,
      )
      await children.endAll()
      const rest = await atRestFigures(children, isQuick ? quickMs : restMs)
      return [...rest, ...figures, ...(await awakeFigures(isQuick ? quickSpanMs : awakeSpanMs))]
    } finally {
      await children.endAll()
      for (const folder of folders) await rm(folder, { recursive: true, force: true })
    }
  },
}

async function startIn(children: Children, folder: string, recordsFlight: boolean): Promise<Serve> {
  const own = join(folder, 'headroom')
  await mkdir(own)
  await writeFile(join(own, 'settings.json'), JSON.stringify({ recordsFlight }))
  return startServe(children, { env: { ...process.env, XDG_CONFIG_HOME: folder } })
}

async function besideEachOther(
  on: { readonly serve: Serve; readonly folder: string },
  off: Serve,
  spanMs: number,
): Promise<readonly Figure[]> {
  const segments = watchSegments(join(on.folder, 'headroom', 'flight'))
  const before = [writtenBy(on.serve.pid), writtenBy(off.pid)] as const
  const cpuBefore = [cpuSecondsOf(on.serve.pid), cpuSecondsOf(off.pid)] as const
  const startedAt = performance.now()
  await sleep(spanMs)
  const passedMs = performance.now() - startedAt
  const wroteBytes = await segments.end()
  const perDay = (bytes: number): number => ((bytes / passedMs) * dayMs) / 1e6
  const percent = (seconds: number): number => (seconds / (passedMs / 1_000)) * 100
  const memory = [privateMemoryOf(on.serve.pid), privateMemoryOf(off.pid)] as const
  const seconds = `${Math.round(passedMs / 1_000)} s of this machine as it was, nobody looking`
  return [
    {
      what: 'flight recorder, as it was: its segments',
      value: perDay(wroteBytes),
      unit: 'MB/day',
      bar: null,
      note: `${seconds}: what moved. Up to 8 MB may come at once, and no day is above 408 MB`,
    },
    {
      what: 'serve with it: written to disks',
      value: perDay(writtenBy(on.serve.pid) - before[0]),
      unit: 'MB/day',
      bar: null,
      note: `write_bytes of /proc/PID/io; without it ${perDay(writtenBy(off.pid) - before[1]).toFixed(2)} MB/day`,
    },
    {
      what: 'flight recorder: memory',
      value: (memory[0].dirtyBytes - memory[1].dirtyBytes) / 1e6,
      unit: 'MB',
      bar: null,
      note: `Private_Dirty of a serve with it over one without: ${(memory[1].dirtyBytes / 1e6).toFixed(1)} MB; heaps of two processes differ by some MB anyway`,
    },
    {
      what: 'flight recorder: processor',
      value: percent(
        cpuSecondsOf(on.serve.pid) - cpuBefore[0] - (cpuSecondsOf(off.pid) - cpuBefore[1]),
      ),
      unit: '%',
      bar: null,
      note: `of one core, over a serve without it: ${percent(cpuSecondsOf(off.pid) - cpuBefore[1]).toFixed(2)} %`,
    },
  ]
}

/** This machine, asked as ever, by a recorder that is told that nothing moves. */
async function atRestFigures(children: Children, spanMs: number): Promise<readonly Figure[]> {
  const seconds = String(spanMs / 1_000)
  const child = children.start(process.execPath, [restChild, seconds], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString('utf8')
  })
  await child.ended
  const figure = (what: string, field: string, note: string): Figure => ({
    what: `flight recorder, at rest: ${what}`,
    value: ((numberIn(said, new RegExp(`"${field}":(\\d+)`)) / spanMs) * dayMs) / 1e6,
    unit: 'MB/day',
    bar: { most: 1 },
    note,
  })
  return [
    figure('by our own count', 'ownBytes', `${seconds} s of real answers of this machine`),
    figure(
      'written to disks',
      'writeBytes',
      'write_bytes of /proc/self/io: the time of one file is set every 5 s, and the kernel writes the page of its inode back',
    ),
  ]
}

async function awakeFigures(spanMs: number): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const scene of scenes) {
    const { bytesPerDay, cpuMsPerTick } = await awakeDay(scene, spanMs)
    figures.push({
      what: `flight recorder, all day awake: ${scene}`,
      value: bytesPerDay / 1e6,
      unit: 'MB/day',
      bar: { most: 500 },
      note: `composed, watched, ${spanMs / 60_000} min of it; ${cpuMsPerTick.toFixed(2)} ms of the processor a tick`,
    })
  }
  return figures
}

/** `write_bytes: 4096`: pages that were made dirty, whatever becomes of them. */
const writtenBy = (pid: number): number => numberIn(readIo(pid), /^write_bytes: (\d+)$/m)
const readIo = (pid: number): string => readFileSync(`/proc/${pid}/io`, 'utf8')

/** What the segments grow by, also those that go meanwhile. */
function watchSegments(folder: string): { end(): Promise<number> } {
  const sizes = new Map<string, { readonly first: number; readonly last: number }>()
  const look = async (isFirst: boolean): Promise<void> => {
    for (const name of await readdir(folder)) {
      if (!name.endsWith('.jsonl')) continue
      const { size } = await stat(join(folder, name))
      sizes.set(name, { first: sizes.get(name)?.first ?? (isFirst ? size : 0), last: size })
    }
  }
  const first = look(true)
  const timer = setInterval(() => void look(false), 1_000)
  return {
    end: async () => {
      await first
      clearInterval(timer)
      await look(false)
      return [...sizes.values()].reduce((sum, one) => sum + one.last - one.first, 0)
    },
  }
}
