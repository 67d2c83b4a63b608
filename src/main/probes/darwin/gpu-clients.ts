import { pid, type Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { countAt, countOf, ioregNodesIn, textIn, type IoregNode } from './forms/ioreg.ts'

/** One connection of a process to the GPU; a process may have several. */
export interface GpuClient {
  readonly pid: Pid
  /** Cut to 16 characters by the kernel. */
  readonly name: string
  /** Since the client was opened; it ends with the client. */
  readonly gpuTimeNs: number
  /** On the clock of the machine since boot; null where nothing was submitted. */
  readonly lastSubmittedNs: number | null
  readonly commandQueueCount: number | null
}

export const gpuClients: Probe<readonly GpuClient[]> = {
  question: {
    kind: 'command',
    argv: ['/usr/sbin/ioreg', '-r', '-c', 'AGXDeviceUserClient', '-l'],
  },
  parse: parseGpuClients,
}

// +-o AGXDeviceUserClient  <class AGXDeviceUserClient, id 0x100001000, !registered, !matched, active>
//     {
//       "AppUsage" = ({"API"="Metal","lastSubmittedTime"=90000000,"accumulatedGPUTime"=70000000})
//       "IOUserClientCreator" = "pid 812, ollama"
//       "CommandQueueCount" = 1
//     }
/**
 * A client without `AppUsage` has submitted nothing; one with a clipped line, or a figure that cannot be, is left out. None
 * for an empty answer. A listing that was cut is refused, because the sum over a pid's clients would fall short.
 */
export function parseGpuClients(text: string): readonly GpuClient[] {
  if (text.trim() === '') return []
  if (isCut(text)) throw new ParseError('a listing of GPU clients without its end')
  const nodes = ioregNodesIn(text)
  if (nodes.length === 0 && !text.trimStart().startsWith('<')) {
    throw new ParseError('no node of the IO registry')
  }
  // where lines were picked out of the listing, nothing tells that `AppUsage` was not among them
  const isWhole = text.trimStart().startsWith('<') || marksIn(text).length > 0
  return nodes.flatMap((node) => clientOf(node, isWhole) ?? [])
}

/** Nodes are closed by a line `}` of their own. */
const marksIn = (text: string): readonly string[] => text.match(/^[ \t|]*[{}]\r?$/gm) ?? []

function isCut(text: string): boolean {
  if (text.trimStart().startsWith('<')) return false // a plist has an end of its own
  return !text.endsWith('\n') || marksIn(text).at(-1)?.includes('{') === true
}

function clientOf(node: IoregNode, isWhole: boolean): GpuClient | null {
  const [, digits, name] =
    /^pid (\d+), (.*)$/.exec(textIn(node.valueOf('IOUserClientCreator')) ?? '') ?? []
  const creator = countOf(Number(digits))
  const isUnused = isWhole && /DeviceUserClient/.test(node.className ?? '')
  const told = node.valueOf('AppUsage')
  const usage = told === undefined && isUnused ? [] : told
  if (!creator || !name || !Array.isArray(usage)) return null
  const times = usage.map((entry) => countAt(entry, 'accumulatedGPUTime'))
  const gpuTimeNs = times.reduce<number>((sum, ns) => sum + (ns ?? Number.NaN), 0)
  if (!Number.isSafeInteger(gpuTimeNs)) return null
  const submitted = usage.flatMap((entry) => countAt(entry, 'lastSubmittedTime') ?? [])
  return {
    pid: pid(creator),
    name,
    gpuTimeNs,
    lastSubmittedNs: submitted.length === 0 ? null : Math.max(...submitted),
    commandQueueCount: countOf(node.valueOf('CommandQueueCount')),
  }
}

/** Nanoseconds, all clients of a pid together. They fall when a client closes: a difference below 0 says nothing. */
export function gpuTimeByPid(clients: readonly GpuClient[]): ReadonlyMap<Pid, number> {
  const times = new Map<Pid, number>()
  for (const { pid, gpuTimeNs } of clients) times.set(pid, (times.get(pid) ?? 0) + gpuTimeNs)
  return times
}
