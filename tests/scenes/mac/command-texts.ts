import * as forms from '../../fixtures/recordings/mac/process-forms.ts'
import { acceleratorText, clientsText } from '../../fixtures/recordings/mac/gpu-forms.ts'
import { memorySysctlText, vmStatText } from '../../fixtures/recordings/mac/memory-forms.ts'
import type { MemoryPages } from '../../fixtures/recordings/mac/memory-forms.ts'
import { listeningText, mappedText } from '../../fixtures/recordings/mac/server-forms.ts'
import { MiB } from './mac.ts'
import { compressionRatio } from './pages.ts'
import { footprintBytes, type Process } from './process.ts'
import { beginsAtMs, type World } from './world.ts'

const pageBytes = 16_384
const pagesOf = (bytes: number): number => Math.max(0, Math.round(bytes / pageBytes))

/** Of anonymous memory, that which apps have marked as purgeable. */
const purgeableRatio = 0.02

function memoryPages(world: World): MemoryPages {
  const pages = world.pages()
  return {
    free: pagesOf(pages.freeBytes),
    fileBacked: pagesOf(pages.fileBytes) + 2_000,
    anonymous: pagesOf(pages.residentBytes),
    purgeable: pagesOf(pages.residentBytes * purgeableRatio),
    wired: pagesOf(pages.wiredBytes),
    compressor: pagesOf(pages.compressedBytes / compressionRatio),
    swapIns: pagesOf(pages.swappedInBytes),
    swapOuts: pagesOf(pages.swappedOutBytes),
  }
}

export const vmStatOf = (world: World): string => vmStatText(memoryPages(world))

export function memorySysctlOf(world: World): string {
  const { level, swappedBytes, swapFileBytes } = world.pages()
  const swap = {
    totalMiB: swapFileBytes / MiB,
    usedMiB: Math.min(swapFileBytes, swappedBytes / compressionRatio) / MiB,
  }
  return memorySysctlText(world.mac.ramBytes, memoryPages(world), level, swap)
}

export function acceleratorOf(world: World): string {
  const { inUseBytes, busyRatio, lastPid } = world.gpu()
  const busyPercent = Math.round(busyRatio * 100)
  return acceleratorText(world.mac.gpuNode, { inUseBytes, busyPercent, lastPid })
}

export const clientsOf = (world: World): string =>
  clientsText(
    world
      .processes()
      .filter(({ gpuTimeMs, gpuUsedAtMs }) => gpuUsedAtMs !== null || gpuTimeMs > 0)
      .map(({ pid, executable, gpuTimeMs }) => ({ pid, name: nameOf(executable), gpuTimeMs })),
  )

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const timeOf = (startedAtMs: number): string =>
  new Date(beginsAtMs + startedAtMs).toISOString().slice(11, 19)

/** In whole pages, as the kernel counts them. */
const mibOf = (bytes: number): number => pagesOf(bytes) / 64

/** Resident memory misses Metal's, and counts what is mapped (macos-sources §4). */
function stateOf(process: Process, residentRatio: number): forms.ProcessState {
  const { pid, parentPid, user, executable, args, flags = 0x4004 } = process
  return {
    pid,
    parentPid,
    user,
    startedAt: timeOf(process.startedAtMs),
    executable,
    commandLine: args === undefined ? executable : `${executable} ${args}`,
    flags,
    footprintMiB: mibOf(footprintBytes(process)),
    residentMiB: mibOf(process.anonymousBytes * residentRatio + process.mappedOnGpuBytes),
    cpuMs: process.cpuMs,
  }
}

/** All that run, as `ps` and its like see them. */
export function statesOf(world: World): readonly forms.ProcessState[] {
  const { residentBytes, compressedBytes, swappedBytes } = world.pages()
  const ratio = residentBytes / Math.max(1, residentBytes + compressedBytes + swappedBytes)
  return world.processes().map((process) => stateOf(process, ratio))
}

export function topOf(world: World): string {
  const { wiredBytes, compressedBytes, freeBytes } = world.pages()
  return forms.topText(statesOf(world), {
    usedMiB: (world.mac.ramBytes - freeBytes) / MiB,
    wiredMiB: wiredBytes / MiB,
    compressorMiB: compressedBytes / compressionRatio / MiB,
  })
}

export const argumentsOf = (world: World, pids: readonly number[]): string =>
  statesOf(world)
    .filter(({ pid }) => pids.includes(pid))
    .map(({ pid, commandLine }) => `${String(pid).padStart(5)} ${commandLine}\n`)
    .join('')

export const footprintsOf = (world: World, pids: readonly number[]): string =>
  forms.footprintText(statesOf(world), pids)

/** One app for each process that is the main one of an app; what belongs to it is its coalition. */
export function registeredOf(world: World): forms.Registered {
  const all = world.processes()
  const main = all.filter(({ app }) => app !== undefined)
  const apps = main.flatMap(({ app, pid }) => {
    if (app === undefined) return []
    const members = all.filter((one) => one.pid !== pid && isWithin(all, one, pid))
    return [
      {
        asn: `0x0-0x${(0x10_000 + pid).toString(16)}`,
        name: app.name,
        bundleId: app.bundleId,
        bundlePath: app.bundlePath,
        pid,
        type: 'Foreground' as const,
        coalition: 1_000 + pid,
        coalitionPids: members.map((one) => one.pid),
      },
    ]
  })
  return {
    apps,
    frontAsn: apps[0]?.asn ?? '0x0-0x1001',
    executableOf: (pid) => all.find((one) => one.pid === pid)?.executable ?? '',
  }
}

function isWithin(all: readonly Process[], process: Process, rootPid: number): boolean {
  let at: Process | undefined = process
  for (let depth = 0; at !== undefined && depth < 8; depth++) {
    if (at.parentPid === rootPid) return true
    const { parentPid }: Process = at
    at = all.find(({ pid }) => pid === parentPid)
  }
  return false
}

const programBytes = 8_412_672

/** `lsof`, by what it was asked for. */
export function lsofOf(world: World, argv: readonly string[]): string | null {
  const ids = new Set((argv[argv.indexOf('-p') + 1] ?? '').split(',').map(Number))
  const asked = world.processes().filter(({ pid }) => ids.has(pid))
  const [one] = asked
  if (argv.includes('-iTCP'))
    return listeningText(
      asked.flatMap(({ pid, executable, user, listens }) =>
        listens === null ? [] : [{ pid, name: nameOf(executable), user, port: listens.port }],
      ),
    )
  const what = argv[argv.indexOf('-d') + 1]
  if (one === undefined) return ''
  if (what === 'txt')
    return mappedText(one.pid, [{ path: one.executable, bytes: programBytes }, ...one.mapped])
  if (what === 'cwd') return `p${one.pid}\nfcwd\nn/Users/user\n`
  if (what !== '1,2') return null
  const to = one.outputPath
  const kind = to === undefined ? 'tCHR\nn/dev/ttys001' : `tREG\nn${to}`
  return `p${one.pid}\nf1\n${kind}\nf2\n${kind}\n`
}
