import type { Host, Question } from '../../src/main/host/host.ts'
import { keyOf } from '../../src/main/host/host.ts'
import { attemptNow, Refusal } from '../../src/main/host/attempt.ts'
import type { Probe } from '../../src/main/probes/probe.ts'
import type { Pid } from '../../src/shared/ids.ts'
import type { Reading } from '../../src/shared/reading.ts'
import type { Children } from '../frame/children.ts'
import type { AppAccess } from './app/app-run.ts'
import type { RunCommand } from './run-command.ts'

/** A process of the check's own, which it knows all of. */
export interface GuineaPig {
  readonly pid: Pid
  /** When it was started, by our own clock. */
  readonly startedAtMs: number
  readonly executable: string
  /** Its arguments behind the program. */
  readonly args: readonly string[]
  readonly folder: string
  /** Where its standard output goes. */
  readonly outputFile: string
  /** Where it listens, on 127.0.0.1. */
  readonly port: number
  /** What it has written to and keeps. */
  readonly heldBytes: number
}

/** The machine that is asked, and what the check may do on it. */
export interface Mac {
  readonly host: Host
  /** A question asked once, and its answer kept; the recording is made of the same answers. */
  ask(question: Question): Promise<Reading<string>>
  /** The same, parsed. */
  read<T>(probe: Probe<T>): Promise<Reading<T>>
  /** All that came of a command: its exit code and both of its outputs, by Host's own environment. */
  readonly run: RunCommand
  /** null: it could not be started. */
  readonly guineaPig: GuineaPig | null
  /** Ended when the check ends. */
  readonly children: Children
  /** The app in Electron; null where there is none. */
  readonly app: AppAccess | null
  /** `Headroom.app` as it is packaged; null where none is given. */
  readonly packagedApp: string | null
  readonly redact: (text: string) => string
}

export type MacParts = Omit<Mac, 'ask' | 'read'>

export function createMac(parts: MacParts): Mac {
  const answers = new Map<string, Promise<Reading<string>>>()
  const ask: Mac['ask'] = (question) => {
    const name = `${question.kind} ${keyOf(question)}`
    const known = answers.get(name) ?? parts.host.ask(question)
    answers.set(name, known)
    return known
  }
  return {
    ...parts,
    ask,
    read: async (probe) => {
      const raw = await ask(probe.question)
      if (raw.kind !== 'ok') return raw
      return attemptNow(raw.atMs, raw.tookMs, () => probe.parse(raw.value))
    },
  }
}

/** The value; throws a Refusal where there is none: what goes by it cannot be asked. */
export function valueOf<T>(reading: Reading<T>, what: string): T {
  if (reading.kind === 'ok') return reading.value
  throw new Refusal(`${what}: ${reading.reason}`)
}
