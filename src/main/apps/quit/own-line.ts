import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import { pid, type Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import { attemptNow } from '../../host/attempt.ts'
import type { FoundProcess, Host } from '../../host/host.ts'
import type { OwnLine } from '../protected.ts'

const shape = z.object({ pid: z.number() })

/** A chain of parents longer than this is none. */
const maxDepth = 64
/** A parent that is gone when it is looked at has left its children to another: the line is walked anew. */
const maxWalks = 3

/** Headroom and what it runs in, as it is at this moment; null where that cannot be told. */
export async function readOwnLine(host: Host): Promise<OwnLine | null> {
  const reading = await host.ask({ kind: 'library', name: 'node/process' })
  if (reading.kind !== 'ok') return null
  const parsed = attemptNow(0, 0, () => shape.parse(jsonIn(reading.value)))
  if (parsed.kind !== 'ok') return null
  const self = pid(parsed.value.pid)
  let ancestors: ReadonlySet<Pid> | null = null
  for (let walk = 0; walk < maxWalks; walk++) {
    const walked = await walkUp(host, self)
    if (walked === null) return null
    ancestors = walked.found
    if (walked.isWhole) break
  }
  return ancestors === null ? null : { self, ancestors }
}

interface Walk {
  readonly found: ReadonlySet<Pid>
  /** Not where one above is hidden: other users' processes may be. */
  readonly isWhole: boolean
}

async function walkUp(host: Host, self: Pid): Promise<Walk | null> {
  const found = new Set<Pid>()
  for (let at: Pid = self; found.size < maxDepth;) {
    const reading = await host.identify(at)
    if (reading.kind !== 'ok') {
      const isHidden = reading.kind === 'absent' && at !== self
      return isHidden ? { found, isWhole: false } : null
    }
    const { parentPid } = reading.value
    if (parentPid === null || found.has(parentPid)) return { found, isWhole: true }
    found.add(parentPid)
    at = parentPid
  }
  return { found, isWhole: true }
}

/** Whether Headroom has started it, or something that it started: what it asks with ends by itself. */
export function createIsOwnChild(
  host: Host,
  own: OwnLine,
): (found: FoundProcess) => Promise<boolean> {
  const parents = new Map<Pid, Promise<Reading<FoundProcess>>>()
  const parentOf = async (id: Pid): Promise<Pid | null> => {
    const asked = parents.get(id) ?? host.identify(id)
    parents.set(id, asked)
    const reading = await asked
    return reading.kind === 'ok' ? reading.value.parentPid : null
  }
  return async ({ parentPid }) => {
    let at = parentPid
    for (let depth = 0; at !== null && at > 1 && depth < maxDepth; depth++) {
      if (at === own.self) return true
      at = await parentOf(at)
    }
    return false
  }
}
