import type { Asker } from '../../host/host.ts'
import type { Found } from '../programs/discover.ts'
import { identify, type Identification, type ListeningAt } from './identify-server.ts'

interface Proving {
  readonly asker: Asker
  readonly ports: readonly ListeningAt[]
  readonly apiKey: string | null
  readonly nowMs: number
}

/** Where a server listens, once a mark has proven it: it is not asked for one again while it stays there. */
export function createProof(): {
  at(): ListeningAt | null
  of(found: Found, proving: Proving): Promise<Identification>
  /** Nobody listens there any more. */
  lose(): void
} {
  let at: ListeningAt | null = null
  let isProven = false
  return {
    at: () => at,
    of: async (found, { ports, ...asking }) => {
      at = ports.find((one) => isSame(one, at)) ?? null
      if (isProven && at !== null) return { kind: 'found', at }
      const who = await identify(found, ports, asking)
      isProven = who.kind === 'found'
      at = who.kind === 'none' ? null : who.at
      return who
    },
    lose: () => {
      at = null
    },
  }
}

const isSame = (a: ListeningAt, b: ListeningAt | null): boolean =>
  b !== null && a.port === b.port && a.host === b.host && a.pid === b.pid
