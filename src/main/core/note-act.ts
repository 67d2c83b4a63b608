import type { ActKind, ActOutcome } from '../../shared/act.ts'
import { actId } from '../../shared/ids.ts'
import type { ActLogStore } from '../history/act-log.ts'
import type { Clock } from '../host/host.ts'

export interface Noting {
  readonly log: ActLogStore | undefined
  readonly clock: Clock
}

export interface NotedAct {
  readonly act: ActKind
  readonly target: string
  readonly request: string
}

/**
 * A line of the audit log as a person changes something of the machine that holds no memory, and one when it is known what came
 * of it. A log that fails does not hold it up.
 */
export async function noteAct(
  { log, clock }: Noting,
  { act, target, request }: NotedAct,
): Promise<(outcome: ActOutcome, sentence: string) => Promise<void>> {
  if (log === undefined) return () => Promise.resolve()
  const id = actId(crypto.randomUUID())
  const atMs = clock.nowMs()
  const nothing = { heldBytes: null, expectedBytes: null }
  const what = { act, target, server: null, request } as const
  await log.begin({ id, atMs, by: 'person', ...what, isForced: false, ...nothing })
  return async (outcome, sentence) => {
    const tookMs = Math.max(0, clock.nowMs() - atMs)
    const ended = { id, outcome, request, tookMs, sentence }
    await log.end({ ...ended, ...nothing, returnedBytes: null })
  }
}
