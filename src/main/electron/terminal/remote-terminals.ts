import type { Clock } from '../../host/host.ts'
import type { Terminals } from '../../host/terminals.ts'
import { createTerminalLife, type TerminalLife, type TerminalProcess } from './terminal-life.ts'

export interface RemoteTerminalsOptions {
  readonly fork: () => TerminalProcess
  readonly clock: Clock
}

/** Another one often follows soon. */
const idleMs = 5_000

/**
 * Terminals in a process of their own: it is started with the first and ended a little after the last. What crashes in it takes its
 * terminals along, but not Headroom, and the next one starts it anew.
 */
export function createRemoteTerminals({ fork, clock }: RemoteTerminalsOptions): Terminals {
  let life: TerminalLife | null = null
  let callOff: () => void = () => undefined

  const endIfIdle = (): void => {
    callOff()
    if (life?.isIdle() !== true) return
    callOff = clock.after(idleMs, () => {
      const idle = life
      life = null
      idle?.end()
    })
  }
  const living = (): TerminalLife => {
    callOff()
    if (life !== null) return life
    const begun: TerminalLife = createTerminalLife({
      process: fork(),
      clock,
      onChange: () => void (life === begun && endIfIdle()),
      onExit: () => {
        if (life === begun) life = null
      },
    })
    life = begun
    return begun
  }
  return {
    probe: async () => living().probe(),
    open: async ({ argv: [program, ...args], env, ...rest }) =>
      living().open({ ...rest, argv: [program, ...args], env: { ...env } }),
  }
}
