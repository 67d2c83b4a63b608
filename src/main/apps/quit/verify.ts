import { baseName } from '../../../shared/base-name.ts'
import { printable } from '../../../shared/printable.ts'
import type { FoundProcess, Host, ProcessIdentity } from '../../host/host.ts'
import { protectedBundle, protectedReason } from '../protected.ts'
import { createIsOwnChild, readOwnLine } from './own-line.ts'
import type { QuitTarget } from './target.ts'

/** What of a target is there, and is what was meant; or why nothing of it may be ended. */
export type Verified =
  | { readonly kind: 'ok'; readonly alive: readonly FoundProcess[] }
  | { readonly kind: 'refused'; readonly reason: string }

/** `python3 (4242)` */
export const nameOf = ({ executable, pid }: ProcessIdentity): string =>
  `${printable(baseName(executable), 60)} (${pid})`

export const isSame = (one: ProcessIdentity, other: ProcessIdentity): boolean =>
  one.pid === other.pid && one.startedAt === other.startedAt && one.executable === other.executable

/**
 * Looked at anew, at the moment of the act: every process must be the one that was listed, of Headroom's own user, and neither
 * protected nor Headroom's own line. One that has ended meanwhile is left out; one that is another by now refuses all.
 */
export async function verify(
  host: Host,
  target: QuitTarget,
  meant: readonly ProcessIdentity[],
): Promise<Verified> {
  const name = printable(target.name)
  const ofBundle = protectedBundle(target.bundleId)
  if (ofBundle !== null) return refused(`Headroom does not end ${name}: ${ofBundle}`)
  const own = await readOwnLine(host)
  if (own === null) return refused('it cannot be told which processes Headroom itself runs in')
  const isOwnChild = createIsOwnChild(host, own)
  const alive: FoundProcess[] = []
  for (const listed of meant) {
    // before it is looked at: what is protected needs not be there
    const guarded = protectedReason(listed, own)
    if (guarded !== null) return refused(`Headroom does not end ${nameOf(listed)}: ${guarded}`)
    const reading = await host.identify(listed.pid)
    if (reading.kind !== 'ok') {
      if (reading.kind === 'absent') continue
      return refused(`process ${listed.pid} cannot be looked at: ${reading.reason}`)
    }
    const found = reading.value
    if (!isSame(found, listed)) return refused(`process ${listed.pid} is another one by now`)
    if (!found.isOwn) return refused(`${nameOf(found)} is another user's`)
    if (await isOwnChild(found)) return refused(`Headroom has started ${nameOf(found)} itself`)
    alive.push(found)
  }
  return alive.length === 0 ? refused(`${name} has ended by itself`) : { kind: 'ok', alive }
}

const refused = (reason: string): Verified => ({ kind: 'refused', reason })
