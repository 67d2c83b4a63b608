import type { Host, ProcessIdentity } from '../../../src/main/host/host.ts'

export interface Signalled {
  readonly process: ProcessIdentity
  readonly name: 'SIGTERM' | 'SIGKILL'
  readonly isSent: boolean
}

/** This machine, which notes every signal that is asked for, and sends none but to those that a test may end. */
export function guardedHost(
  host: Host,
  mayEnd: (process: ProcessIdentity) => boolean,
): { readonly host: Host; readonly signals: readonly Signalled[] } {
  const signals: Signalled[] = []
  const signal: Host['signal'] = async (process, name) => {
    if (!mayEnd(process)) {
      const now = await host.identify(process.pid)
      if (now.kind !== 'ok') return now // one that ends just now tells no more whose it is
      signals.push({ process, name, isSent: true }) // a fault: it would have been
      return { kind: 'failed', reason: 'not one of the test', atMs: 0, tookMs: 0 }
    }
    const reading = await host.signal(process, name)
    signals.push({ process, name, isSent: reading.kind === 'ok' })
    return reading
  }
  return { host: { ...host, signal }, signals }
}
