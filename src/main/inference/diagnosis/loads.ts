import type { LogProgram } from '../../../shared/finding.ts'
import { nothingSaid, stepLoad, type LoadState } from '../logs/load-state.ts'
import type { LogEvent } from '../logs/message-form.ts'

/** A child that is started anew on another port leaves its state behind: the oldest of many go. */
const maxChildren = 50

/** The loads of one log, those of a program's children apart where the log tells them apart by their ports. */
export interface Loads {
  /** Whose line comes now, where its prefix says so (a router's children). */
  speakOf(port: number | null): void
  take(event: LogEvent): void
  state(): LoadState
  states(): ReadonlyMap<number | null, LoadState>
  /** Of the child that is spoken of; null: the program itself. */
  port(): number | null
  /** How many loads have begun. */
  begun(): number
  /** The number of the last one that has succeeded; 0 for none. */
  lastLoaded(): number
}

export function createLoads(program: LogProgram | null): Loads {
  const first: LoadState = { ...nothingSaid, program }
  const states = new Map<number | null, LoadState>([[null, first]])
  let current = first
  let spokenOf: number | null = null
  /** Ollama's children have no prefix: what follows the start of one is of that one. */
  let startedLast: number | null = null
  let begun = 0
  let lastLoaded = 0

  const turnTo = (port: number | null): void => {
    if (port === spokenOf) return
    spokenOf = port
    current = { ...(states.get(port) ?? nothingSaid), ...sharedBy(current), port }
    states.set(port, current)
    const oldest = [...states.keys()].find((one) => one !== null && one !== port)
    if (states.size > maxChildren && oldest !== undefined) states.delete(oldest)
  }

  return {
    speakOf: (port) => turnTo(port ?? startedLast),
    take: (event) => {
      if (event.kind === 'load' && event.port !== null) {
        startedLast = event.port
        turnTo(event.port)
      }
      const before = current
      current = stepLoad(before, event)
      states.set(spokenOf, current)
      // a load that its child tells again is no other one
      const isRetold = before.isAnnounced && current.number === before.number
      if (current.number !== before.number || (event.kind === 'load' && !isRetold)) begun += 1
      if (event.kind === 'loaded') lastLoaded = begun
    },
    state: () => current,
    states: () => states,
    port: () => spokenOf,
    begun: () => begun,
    lastLoaded: () => lastLoaded,
  }
}

/** What is said of the program and of the machine holds for all its children. */
const sharedBy = ({ machineFacts, program, version, isIntelBuild }: LoadState) => ({
  machineFacts,
  program,
  version,
  isIntelBuild,
})
