import type { FoundProcess, Host } from '../../host/host.ts'
import { tellApp, tellByAppleScript, type GuiTarget, type Told } from './gui.ts'
import { forcePrograms, sendAll, signalRequest } from './programs.ts'
import { stuckNote } from './stuck.ts'
import type { QuitEnd, QuitTrace, QuitWaits } from './target.ts'
import { readTraces } from './traces.ts'
import { untilEnded } from './wait.ts'

/**
 * Asks an app of macOS as its own menu would. It is over when its main process has ended; its helpers get a moment more, and
 * what is left then is its own business (an agent that stays). Never SIGTERM: it would skip what the app does to save.
 */
export async function askApp(
  host: Host,
  target: GuiTarget,
  alive: readonly FoundProcess[],
  waits: QuitWaits,
): Promise<QuitEnd> {
  const startedAtMs = host.clock.nowMs()
  const traces = await readTraces(host, alive)
  const first = await tellApp(host, target, alive, 'ask')
  const told = first.kind === 'cannot' ? await tellByAppleScript(host, target, alive, first) : first
  if (told.kind !== 'sent') return { kind: 'refused', reason: told.reason }
  const { main, request } = told
  const stubborn = await untilEnded(host, [main], waits.guiMs, waits)
  if (stubborn.length === 0) await untilEnded(host, alive, waits.helperMs, waits)
  const tookMs = host.clock.nowMs() - startedAtMs
  if (stubborn.length === 0) return { kind: 'ended', request, tookMs, traces: ofMain(traces, main) }
  const left = await untilEnded(host, alive, 0, waits)
  const note = told.note ?? (await stuckNote(host, left))
  return { kind: 'still-open', request, tookMs, isGui: true, left, note }
}

/** forceTerminate, or SIGKILL where macOS cannot; then what is left of the very processes that were meant. */
export async function forceApp(
  host: Host,
  target: GuiTarget,
  alive: readonly FoundProcess[],
  waits: QuitWaits,
): Promise<QuitEnd> {
  const startedAtMs = host.clock.nowMs()
  const traces = await readTraces(host, alive)
  const told = await tellApp(host, target, alive, 'force')
  if (told.kind !== 'sent') return asGui(await forcePrograms(host, alive, waits))
  const stubborn = await untilEnded(host, alive, waits.helperMs, waits)
  const { sent, trouble } = await sendAll(host, 'SIGKILL', stubborn)
  const left = await untilEnded(host, stubborn, waits.forceMs, waits)
  const request = requestOf(told, sent)
  const tookMs = host.clock.nowMs() - startedAtMs
  if (left.length === 0)
    return { kind: 'ended', request, tookMs, traces: ofMain(traces, told.main) }
  const note = trouble ?? (await stuckNote(host, left))
  return { kind: 'still-open', request, tookMs, isGui: true, left, note }
}

/** What of an app comes back by itself beside its main program is an agent's business. */
function ofMain(traces: readonly QuitTrace[], main: FoundProcess): readonly QuitTrace[] {
  const own = traces.filter(({ executable }) => executable === main.executable)
  return own.length === 0 ? traces : own
}

const requestOf = (
  told: Told & { readonly kind: 'sent' },
  sent: readonly FoundProcess[],
): string =>
  sent.length === 0 ? told.request : `${told.request}, ${signalRequest('SIGKILL', sent)}`

const asGui = (end: QuitEnd): QuitEnd => (end.kind === 'still-open' ? { ...end, isGui: true } : end)
