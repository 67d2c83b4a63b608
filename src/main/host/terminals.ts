import type { Terminal, TerminalCommand } from './host.ts'

/** Who makes pseudo-terminals. */
export interface Terminals {
  /** Throws Absent where there are none, or a Refusal. */
  open(command: TerminalCommand): Promise<Terminal>
  /** Whether one can be had; throws as `open` does. */
  probe(): Promise<null>
}
