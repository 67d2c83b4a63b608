import { startedAt } from '../../fixtures/recordings/mac/power-entries.ts'
import type { Random } from '../random.ts'
import { GiB, type Mac } from './mac.ts'
import { compressionRatio, fileFloorBytes, hotRatio, stepPages, type Pages } from './pages.ts'
import { gpuKeep, type Process, type ProcessStart } from './process.ts'
import { createLogs, type WorldLogs } from './world-logs.ts'

export const stepMs = 500
/** The forms of `ps` and of Ollama's log are of this day. */
export const beginsAtMs = Date.parse(startedAt)

/** Something that goes on: it changes its processes with time. */
export interface Program {
  step(seconds: number): void
  /** It does nothing any more, and never will; without it, it goes on for as long as its Mac does. */
  readonly isOver?: () => boolean
}

export interface FileNode {
  readonly type: 'file' | 'dir'
  readonly bytes: number
  readonly text?: string
  /** Of a model: what a recording keeps of its header. */
  readonly header?: string
}

/** A Mac as it goes on, half a second at a time. */
export interface World extends WorldLogs {
  readonly mac: Mac
  readonly random: Random
  /** Since the scene began. */
  nowMs(): number
  start(start: ProcessStart): Process
  end(process: Process): void
  processes(): readonly Process[]
  add(program: Program): void
  at(atMs: number, act: () => void): void
  readonly files: Map<string, FileNode>
  pages(): Pages
  gpu(): { readonly inUseBytes: number; readonly busyRatio: number; readonly lastPid: number }
  diskFreeBytes(): number
  /** More or less on it, beside swap. */
  fillDisk(bytes: number): void
  /** How much file traffic there is beside the usual. */
  setFileTraffic(bytesPerSecond: number): void
  setThermalLevel(level: number): void
  thermalLevel(): number
  /** Half a second later. */
  step(): void
}

export interface WorldStart {
  readonly mac: Mac
  readonly random: Random
  /** What of RAM has been compressed and swapped in days of use. */
  readonly isLongUp?: boolean
  readonly diskFreeBytes?: number
}

/** WindowServer's and the apps' own surfaces. */
const screensBytes = 420e6
const quietFileBytesPerSecond = 6e6

export function createWorld({
  mac,
  random,
  isLongUp = true,
  diskFreeBytes = 210e9,
}: WorldStart): World {
  const chance = random.fork('world')
  const logs = createLogs()
  const acts = createActs()
  let programs: readonly Program[] = []
  const now = { ms: 0 }
  const running = createRunning(now)
  const memory = createMemory(mac, chance, isLongUp)
  let [thermal, fileTraffic, diskTakenBytes] = [0, 0, 0]
  const diskNow = (): number => diskFreeBytes - diskTakenBytes - memory.swapFileBytes()
  const stepMemory = (seconds: number): void =>
    memory.step(running.processes(), {
      nowMs: now.ms,
      seconds,
      fileTraffic,
      diskFreeBytes: Math.max(0, diskNow()),
    })
  return {
    mac,
    random,
    nowMs: () => now.ms,
    ...running,
    add: (program) => {
      programs = [...programs, program]
    },
    at: acts.at,
    ...logs,
    files: new Map<string, FileNode>(),
    pages: memory.pages,
    gpu: memory.gpu,
    diskFreeBytes: diskNow,
    fillDisk: (bytes) => {
      diskTakenBytes += bytes
    },
    setFileTraffic: (bytesPerSecond) => {
      fileTraffic = bytesPerSecond
    },
    setThermalLevel: (level) => {
      thermal = level
    },
    thermalLevel: () => thermal,
    step: () => {
      now.ms += stepMs
      if (!memory.hasBegun()) stepMemory(0)
      acts.run(now.ms)
      for (const program of programs) program.step(stepMs / 1_000)
      if (programs.some(isOver)) programs = programs.filter((program) => !isOver(program))
      stepMemory(stepMs / 1_000)
    },
  }
}

const isOver = (program: Program): boolean => program.isOver?.() === true

/** What is to happen, in the order of time. */
function createActs() {
  const acts: { readonly atMs: number; readonly act: () => void }[] = []
  return {
    at: (atMs: number, act: () => void): void => {
      acts.push({ atMs, act })
      acts.sort((a, b) => a.atMs - b.atMs)
    },
    run: (nowMs: number): void => {
      while ((acts[0]?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs) acts.shift()?.act()
    },
  }
}

function createRunning(now: { readonly ms: number }): Pick<World, 'start' | 'end' | 'processes'> {
  let nextPid = 1_200
  let processes: readonly Process[] = []
  return {
    start: (start) => {
      const process = processOf(start, start.pid ?? nextPid++, now.ms)
      processes = [...processes, process]
      return process
    },
    end: (process) => {
      processes = processes.filter((one) => one !== process)
    },
    processes: () => processes,
  }
}

interface MemoryStep {
  readonly nowMs: number
  readonly seconds: number
  readonly fileTraffic: number
  readonly diskFreeBytes: number
}

/** What the GPU has, and what the kernel makes of it and of all else. */
function createMemory(mac: Mac, chance: Random, isLongUp: boolean) {
  let pages: Pages | null = null
  let gpu: ReturnType<World['gpu']> = { inUseBytes: screensBytes, busyRatio: 0.05, lastPid: 380 }
  let wasMappedOnGpu = 0
  let screens = screensBytes

  const step = (processes: readonly Process[], at: MemoryStep): void => {
    const use = stepGpu(processes, at)
    screens += (screensBytes - screens) * 0.05 + 6e6 * chance.normal()
    gpu = {
      inUseBytes: Math.round((use.ownBytes + use.mappedBytes + screens) / 16_384) * 16_384,
      busyRatio: Math.min(1, use.busyRatio + 0.04 + 0.05 * chance.next()),
      lastPid: use.lastPid,
    }
    const wiredBytes = mac.kernelWiredBytes + gpu.inUseBytes
    const allBytes = processes.reduce((sum, one) => sum + one.anonymousBytes + one.gpuBytes, 0)
    const anonymousBytes = allBytes - use.ownBytes
    pages ??= firstPages(mac, { wiredBytes, anonymousBytes }, chance, isLongUp)
    const wish = {
      wiredBytes,
      anonymousBytes,
      // what is newly wired was read for it, or is cache from before
      unwiredFileBytes: Math.max(0, wasMappedOnGpu - use.mappedBytes),
      fileBytesPerSecond: quietFileBytesPerSecond * 2 * chance.next() + at.fileTraffic,
      fileFloorBytes: fileFloorBytes(mac.ramBytes),
      hotRatio,
      diskFreeBytes: at.diskFreeBytes,
    }
    pages = stepPages(pages, wish, mac.pagesBytes, at.seconds)
    wasMappedOnGpu = use.mappedBytes
  }

  return {
    step,
    hasBegun: () => pages !== null,
    swapFileBytes: () => pages?.swapFileBytes ?? 0,
    gpu: () => gpu,
    pages: (): Pages => {
      if (pages === null) throw new Error('nothing has happened yet')
      return pages
    },
  }
}

/** Whose mappings the driver still keeps, and who works. */
function stepGpu(processes: readonly Process[], { nowMs, seconds }: MemoryStep) {
  let [ownBytes, mappedBytes, busyRatio] = [0, 0, 0]
  let last: Process | null = null
  for (const process of processes) {
    const used = process.gpuUsedAtMs
    process.isOnGpu = used !== null && nowMs - used <= process.gpuKeepMs
    if (process.isOnGpu) {
      ownBytes += process.gpuBytes
      mappedBytes += process.mappedOnGpuBytes
    }
    busyRatio += process.gpuBusyRatio
    process.gpuTimeMs += process.gpuBusyRatio * seconds * 1_000
    if (process.gpuBusyRatio > (last?.gpuBusyRatio ?? 0)) last = process
  }
  return { ownBytes, mappedBytes, busyRatio, lastPid: last?.pid ?? 380 }
}

const processOf = (start: ProcessStart, pid: number, nowMs: number): Process => ({
  ...start,
  pid,
  parentPid: start.parentPid ?? 1,
  user: start.user ?? 'user',
  startedAtMs: nowMs,
  gpuKeepMs: start.gpuKeepMs ?? gpuKeep.queueMs,
  anonymousBytes: start.anonymousBytes ?? 0,
  gpuBytes: 0,
  mapped: [],
  mappedOnGpuBytes: 0,
  gpuUsedAtMs: null,
  gpuBusyRatio: 0,
  gpuTimeMs: 0,
  cpuMs: 2_000,
  listens: null,
  isOnGpu: false,
})

/** A Mac that has been used for days has filled what was free with files, and put away what nobody touched. */
function firstPages(
  mac: Mac,
  { wiredBytes, anonymousBytes }: { wiredBytes: number; anonymousBytes: number },
  random: Random,
  isLongUp: boolean,
): Pages {
  const swappedBytes = isLongUp && random.chance(0.6) ? anonymousBytes * random.between(0, 0.15) : 0
  const compressedBytes = isLongUp ? anonymousBytes * random.between(0.03, 0.15) : 0
  const residentBytes = anonymousBytes - swappedBytes - compressedBytes
  const leftBytes = mac.pagesBytes - wiredBytes - residentBytes - compressedBytes / compressionRatio
  const freeBytes = Math.min(leftBytes * 0.5, mac.ramBytes * random.between(0.01, 0.12))
  const swapBytes = swappedBytes / compressionRatio
  return {
    freeBytes,
    fileBytes: Math.max(0, leftBytes - freeBytes),
    residentBytes,
    wiredBytes,
    compressedBytes,
    swappedBytes,
    swappedInBytes: swapBytes * 0.4,
    swappedOutBytes: swapBytes * 1.3,
    swapFileBytes: Math.ceil(swapBytes / GiB) * GiB,
    level: 1,
    lacksSwap: false,
    missingBytes: 0,
    isThrashing: false,
  }
}
