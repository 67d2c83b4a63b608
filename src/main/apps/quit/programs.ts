import { printable } from '../../../shared/printable.ts'
import type { FoundProcess, Host } from '../../host/host.ts'
import { stuckNote } from './stuck.ts'
import type { QuitEnd, QuitTarget, QuitWaits } from './target.ts'
import { readTraces, topsOf } from './traces.ts'
import { nameOf } from './verify.ts'
import { untilEnded } from './wait.ts'

type Signal = 'SIGTERM' | 'SIGKILL'

const maxNamed = 3

/** `SIGTERM to python3 (4242)` */
export function signalRequest(signal: Signal, processes: readonly FoundProcess[]): string {
  const named = processes.slice(0, maxNamed).map(nameOf).join(', ')
  const others = processes.length - maxNamed
  return `${signal} to ${named}${others > 0 ? ` and ${others} more` : ''}`
}

/** Sends nothing but to the very processes that are meant: Host identifies each anew. */
export async function sendAll(
  host: Host,
  signal: Signal,
  processes: readonly FoundProcess[],
): Promise<{ readonly sent: readonly FoundProcess[]; readonly trouble: string | null }> {
  const sent: FoundProcess[] = []
  let trouble: string | null = null
  for (const process of processes) {
    const reading = await host.signal(process, signal)
    if (reading.kind === 'ok') sent.push(process)
    else if (reading.kind === 'failed') trouble ??= reading.reason
  }
  return { sent, trouble }
}

/**
 * The polite way for programs without a window: the top processes are asked, for they end what they have started in their own
 * way; what is left once they have ended is asked then.
 */
export async function askPrograms(
  host: Host,
  target: QuitTarget,
  alive: readonly FoundProcess[],
  waits: QuitWaits,
): Promise<QuitEnd> {
  const startedAtMs = host.clock.nowMs()
  const traces = await readTraces(host, alive)
  const tops = topsOf(alive)
  const first = await sendAll(host, 'SIGTERM', tops)
  if (first.sent.length === 0 && first.trouble !== null)
    return { kind: 'refused', reason: first.trouble }
  const stubborn = await untilEnded(host, tops, waits.programMs, waits)
  let sent = first.sent
  let trouble = first.trouble
  if (stubborn.length === 0) {
    const orphans = await untilEnded(host, alive, waits.lingerMs, waits)
    const second = await sendAll(host, 'SIGTERM', orphans)
    sent = [...sent, ...second.sent]
    trouble ??= second.trouble
    await untilEnded(host, orphans, waits.programMs, waits)
  }
  if (sent.length === 0)
    return { kind: 'refused', reason: trouble ?? `${printable(target.name)} has ended by itself` }
  const left = await untilEnded(host, alive, 0, waits)
  const request = signalRequest('SIGTERM', sent)
  const tookMs = host.clock.nowMs() - startedAtMs
  if (left.length === 0) return { kind: 'ended', request, tookMs, traces }
  const note = (await stuckNote(host, left)) ?? trouble
  return { kind: 'still-open', request, tookMs, isGui: false, left, note }
}

/** Without asking. What starts others ends first, so that it starts none anew. */
export async function forcePrograms(
  host: Host,
  alive: readonly FoundProcess[],
  waits: QuitWaits,
): Promise<QuitEnd> {
  const startedAtMs = host.clock.nowMs()
  const traces = await readTraces(host, alive)
  const tops = topsOf(alive)
  const inOrder = [...tops, ...alive.filter((process) => !tops.includes(process))]
  const { sent, trouble } = await sendAll(host, 'SIGKILL', inOrder)
  if (sent.length === 0)
    return { kind: 'refused', reason: trouble ?? 'all of it has ended by itself' }
  const left = await untilEnded(host, alive, waits.forceMs, waits)
  const request = signalRequest('SIGKILL', sent)
  const tookMs = host.clock.nowMs() - startedAtMs
  if (left.length === 0) return { kind: 'ended', request, tookMs, traces }
  const note = trouble ?? (await stuckNote(host, left))
  return { kind: 'still-open', request, tookMs, isGui: false, left, note }
}
