import type { Act, KeptAct } from '../../shared/act.ts'
import type { ReliefSettings } from '../../shared/relief-settings.ts'
import type { Clock } from '../host/host.ts'

/** Whoever looks later finds it in the audit log. */
const toldForMs = 3_600_000

/** What this Headroom has done by itself, as the settings allow it. */
export interface Acted {
  note(act: Act): void
  /** The last of it; null where that is too long ago, and where the settings allow nothing any more. */
  at(nowMs: number): KeptAct | null
}

export function createActed(
  clock: Pick<Clock, 'nowMs'>,
  settings: (() => ReliefSettings) | undefined,
): Acted {
  let last: { readonly act: KeptAct; readonly endedAtMs: number } | null = null
  return {
    note: (act) => {
      const endedAtMs = clock.nowMs()
      const kept = keptOf(act, endedAtMs)
      if (kept !== null) last = { act: kept, endedAtMs }
    },
    at: (nowMs) => {
      if (last === null || settings === undefined || !allowsAny(settings())) return null
      // on either side: the clock may have been set back
      return Math.abs(nowMs - last.endedAtMs) < toldForMs ? last.act : null
    },
  }
}

const allowsAny = ({ unloadIdleAfterMinutes, beforeLoad }: ReliefSettings): boolean =>
  unloadIdleAfterMinutes !== null || beforeLoad === 'unload-idle'

/** As it stands in the audit log; null: nothing was done. */
function keptOf(act: Act, endedAtMs: number): KeptAct | null {
  const { id, outcome, tookMs } = act
  if (id === null || !didAnything.has(outcome)) return null
  const { target, server, request, isForced, heldBytes, expectedBytes, returnedBytes } = act
  return {
    id,
    atMs: endedAtMs - tookMs,
    by: 'policy',
    act: act.act,
    target,
    server,
    request,
    isForced,
    outcome,
    heldBytes,
    expectedBytes,
    returnedBytes,
    tookMs,
    sentence: act.sentence,
  }
}

const didAnything: ReadonlySet<Act['outcome']> = new Set(['done', 'held', 'waiting'])
