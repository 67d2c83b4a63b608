import type { SettingsChange } from '../../shared/preferences.ts'
import type { Reading } from '../../shared/reading.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Host } from '../host/host.ts'
import { admitChange } from './admit-change.ts'
import { createHalfWritten } from './half-written.ts'
import { createLockedly, createTurns, type Alone } from '../host/in-turn.ts'
import type { Kept } from '../host/kept-file.ts'
import { createSettingsFile } from './settings-file.ts'
import { changedBy, troublesIn, type Written } from './settings-lines.ts'
import { createState } from './settings-state.ts'

/** The settings as they are in force, and their file. */
export interface SettingsStore {
  readonly path: string
  current(): Settings
  /** What a person asks for, held against what may be chosen. Throws Refusal, with a sentence for people. */
  admit(given: Written): Promise<SettingsChange>
  /**
   * In force at once and told to all, until we end; the answer says whether the file has it too. It is made to what the file says
   * then, line by line: what another has changed stays.
   */
  change(change: SettingsChange): Promise<Reading<null>>
  /** The defaults are in force. `remove` takes the file away, and nobody else changes it meanwhile. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
  /** Reads the file again: another Headroom may have written it. */
  refresh(): Promise<void>
  onChange(wake: (settings: Settings) => void): () => void
  /** What of the file was not used, why, and where a broken one went; null where all was, or where there is none. */
  trouble(): string | null
  /** The same, each as a sentence of its own that names the file. */
  troubles(): readonly string[]
}

type StoreHost = Pick<Host, 'ask' | 'writeFile' | 'clock'>

/**
 * Reads the settings. A file that is broken is kept aside; one that cannot be read stays as it is, and is not written. The
 * defaults are in force then. What another Headroom has written meanwhile stays, and so does what this one does not know, or
 * cannot use. `host` must be the machine itself. Never throws.
 */
export async function openSettings(
  host: StoreHost,
  path: string,
  alone?: Alone,
): Promise<SettingsStore> {
  const inTurn = createTurns()
  const lockedly = createLockedly(host.clock, path, alone)
  const file = createSettingsFile(host, path)
  const half = createHalfWritten(host.clock)
  const first = await file.read()
  const state = createState(first.found ?? {}, { path, fileTrouble: file.trouble })

  /** What was in force stays where it is broken or cannot be read; one that was taken away was forgotten. */
  const writtenNow = ({ found, text, unread }: Kept<Written | null>): Written =>
    found ?? (text === null && unread === null ? {} : state.written())
  const refresh = async (): Promise<void> => {
    const kept = await file.read(half.hasSettled)
    if (kept.isHalf) half.later(() => void inTurn(refresh))
    else state.set({ written: writtenNow(kept), unkept: state.unkept() })
  }
  const write = async (change: SettingsChange): Promise<Reading<null>> => {
    const kept = await file.read()
    if (kept.unread !== null) return kept.unread
    const next = [...state.unkept(), change].reduce(changedBy, writtenNow(kept))
    const answer = await file.write(next)
    if (answer.kind === 'ok') state.set({ written: next, unkept: [], hasPaid: true })
    return answer
  }
  const keep = async (change: SettingsChange): Promise<Reading<null>> => {
    const answer = await lockedly(() => write(change))
    if (answer.kind !== 'ok') state.set({ unkept: [...state.unkept(), change], hasPaid: true })
    return answer
  }
  return {
    path,
    current: state.current,
    admit: (given) => admitChange(host, given, state.current()),
    change: (change) => {
      state.owe(change)
      return inTurn(() => keep(change))
    },
    forget: (remove) =>
      inTurn(async () => {
        const answer = await lockedly(remove)
        if (answer.kind === 'ok') {
          file.forget()
          state.set({ written: {}, unkept: [] })
        }
        return answer
      }),
    refresh: () => inTurn(refresh),
    onChange: state.onChange,
    trouble: () => {
      const ofLines = troublesIn(state.inForce())
      return file.trouble() ?? (ofLines.length === 0 ? null : `${path}: ${ofLines.join('; ')}`)
    },
    troubles: state.troubles,
  }
}
