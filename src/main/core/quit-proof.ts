import type { Pid } from '../../shared/ids.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { askAt } from '../host/ask-at.ts'
import type { Host } from '../host/host.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { ServerWatch } from '../monitor/servers/server-watch.ts'

/** A Snapshot of now: of the memory, which answers in less. */
const lookBudgetMs = 3_000
const lookEveryMs = 1_000
/** The kernel takes the memory of a process apart when it has ended: of 100 GB that took seconds. */
const mostLooks = 3
/** What a machine breathes between two looks. */
const noiseBytes = 32e6
/** So much of it is all of it. */
const enoughShare = 0.9

export interface ProofOptions {
  readonly host: Host
  readonly monitor: Pick<Monitor, 'once'>
  /** null on a platform whose processes are not listed. */
  readonly servers: Pick<ServerWatch, 'measure' | 'loadMemory' | 'hurry' | 'told'> | null
}

/** What is to come back, before anything is sent. */
export interface Stake {
  /** All that its processes hold; null where nobody tells. */
  readonly heldBytes: number | null
  /** By how much the room should grow: without files that it has only mapped, which can be given away at any time anyway. */
  readonly expectedBytes: number | null
  /** macOS charges a process also for what is compressed or swapped: less than that comes back. */
  readonly mayBeCompressed: boolean
  readonly availableBytes: number | null
}

/** What has come back. */
export interface Return {
  readonly expectedBytes: number | null
  /**
   * By how much the room has grown, as it was measured; no more than what was to come back, for what others have freed meanwhile
   * is not of this act. null: it was not measured.
   */
  readonly returnedBytes: number | null
  /** What was let go of, and is not in the room; 0 where that is noise. More than all of it where the room has even shrunk. */
  readonly missingBytes: number
  readonly mayBeCompressed: boolean
}

/** `shownBytes`: as the Snapshot has it, where nothing exact can be asked. */
export async function readStake(
  { host, servers }: Pick<ProofOptions, 'host' | 'servers'>,
  pids: readonly Pid[],
  shownBytes: number | null,
  memory: Snapshot['memory'],
): Promise<Stake> {
  const asker = askAt(host, host.clock.nowMs())
  const measured = (await servers?.measure(asker, pids)) ?? []
  const exact = measured.find(({ kind }) => kind !== 'rss') ?? measured[0] ?? null
  const own = exact?.kind === 'footprint' ? null : await servers?.loadMemory(asker, pids)
  const heldBytes = exact?.bytes ?? shownBytes
  const ownBytes = own?.ownBytes ?? null
  return {
    heldBytes,
    expectedBytes:
      ownBytes === null ? heldBytes : Math.min(ownBytes, heldBytes ?? Number.POSITIVE_INFINITY),
    mayBeCompressed: exact?.kind === 'footprint',
    availableBytes: availableIn(memory),
  }
}

const availableIn = (memory: Snapshot['memory']): number | null =>
  memory.kind === 'ok' && !memory.isStale ? memory.availableBytes : null

/** Looks again until it is back, or until the looks are over: the most that any of them shows, as others take memory too. */
export async function readReturn(
  { host, monitor, servers }: ProofOptions,
  stake: Stake,
): Promise<Return> {
  const sinceMs = host.clock.nowMs()
  let most: number | null = null
  for (let looks = 1; looks <= mostLooks; looks++) {
    servers?.hurry([])
    const { memory } = await monitor.once(lookBudgetMs)
    // an answer of before tells nothing
    const isNew = memory.kind === 'ok' && memory.atMs >= sinceMs
    const availableBytes = isNew ? availableIn(memory) : null
    if (availableBytes !== null) most = Math.max(most ?? 0, availableBytes)
    if (availableBytes !== null && returnOf(stake, most).missingBytes === 0) break
    if (looks < mostLooks)
      await new Promise<void>((resolve) => host.clock.after(lookEveryMs, resolve))
  }
  return returnOf(stake, most)
}

export function returnOf(stake: Stake, availableBytes: number | null): Return {
  const { expectedBytes, mayBeCompressed } = stake
  if (expectedBytes === null || availableBytes === null || stake.availableBytes === null)
    return { expectedBytes, returnedBytes: null, missingBytes: 0, mayBeCompressed }
  const grownBytes = Math.min(expectedBytes, availableBytes - stake.availableBytes)
  const returnedBytes = Math.max(0, grownBytes)
  const missingBytes = expectedBytes - grownBytes
  const isNoise = missingBytes <= Math.max(noiseBytes, expectedBytes * (1 - enoughShare))
  return { expectedBytes, returnedBytes, missingBytes: isNoise ? 0 : missingBytes, mayBeCompressed }
}
