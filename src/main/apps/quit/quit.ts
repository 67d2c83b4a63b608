import { printable } from '../../../shared/printable.ts'
import type { Host, ProcessIdentity } from '../../host/host.ts'
import { aloneReason, isGuiTarget, tellApp } from './gui.ts'
import { askApp, forceApp } from './gui-quit.ts'
import { askPrograms, forcePrograms, signalRequest } from './programs.ts'
import { quitWaits, type QuitCheck, type QuitEnd, type QuitTarget } from './target.ts'
import { topsOf } from './traces.ts'
import { isSame, verify } from './verify.ts'

/** The dry run: all that the act itself checks (identities, users, the protected, Headroom's own line), and nothing sent. */
export async function checkQuit(host: Host, target: QuitTarget): Promise<QuitCheck> {
  const verified = await verify(host, target, target.processes)
  if (verified.kind === 'refused') return verified
  const { alive } = verified
  if (!isGuiTarget(target)) return { kind: 'ok', request: signalRequest('SIGTERM', topsOf(alive)) }
  const told = await tellApp(host, target, alive, 'look')
  switch (told.kind) {
    case 'sent':
      return { kind: 'ok', request: told.request }
    case 'cannot': {
      const not = await aloneReason(host, target, alive, told.main)
      return not === null
        ? { kind: 'ok', request: `AppleScript quit: ${printable(target.bundleId)}` }
        : { kind: 'refused', reason: `${told.reason}; ${not}` }
    }
    case 'refused':
      return told
  }
}

/** Asks it to end, waits, and tells what came of it. Nothing is ended that was not asked. */
export async function askToQuit(
  host: Host,
  target: QuitTarget,
  waits = quitWaits,
): Promise<QuitEnd> {
  const verified = await verify(host, target, target.processes)
  if (verified.kind === 'refused') return verified
  const { alive } = verified
  return isGuiTarget(target)
    ? askApp(host, target, alive, waits)
    : askPrograms(host, target, alive, waits)
}

/** Ends what is left of a target without asking it. Whoever calls holds the second confirmation. */
export async function forceToQuit(
  host: Host,
  target: QuitTarget,
  left: readonly ProcessIdentity[],
  waits = quitWaits,
): Promise<QuitEnd> {
  const stranger = left.find((one) => !target.processes.some((listed) => isSame(one, listed)))
  if (stranger !== undefined) {
    const reason = `process ${stranger.pid} was no part of ${printable(target.name)}`
    return { kind: 'refused', reason }
  }
  const verified = await verify(host, target, left)
  if (verified.kind === 'refused') return verified
  const { alive } = verified
  return isGuiTarget(target)
    ? forceApp(host, target, alive, waits)
    : forcePrograms(host, alive, waits)
}
