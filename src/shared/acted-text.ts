import type { KeptAct } from './act.ts'
import { nameIn } from './relief-text.ts'
import { formatBytes } from './units.ts'

const maxNameLength = 60

/** What was done by itself: `Headroom unloaded gemma3 by itself, as room was short: 3.3 GB came back`. May be shown as it is. */
export function actedText({
  target,
  server,
  outcome,
  returnedBytes,
}: Pick<KeptAct, 'target' | 'server' | 'outcome' | 'returnedBytes'>): string {
  const name = nameIn(target, maxNameLength)
  const why = 'by itself, as room was short'
  if (outcome === 'done') {
    const back = returnedBytes === null ? '' : `: ${formatBytes(returnedBytes)} came back`
    return `Headroom unloaded ${name} ${why}${back}`
  }
  const whom = nameIn(server ?? 'its server', maxNameLength)
  const left =
    outcome === 'waiting' ? 'it goes when it has finished' : 'its memory has not come back'
  return `Headroom asked ${whom} to unload ${name} ${why}: ${left}`
}
