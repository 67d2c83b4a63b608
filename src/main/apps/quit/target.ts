import type { Pid } from '../../../shared/ids.ts'
import type { ProcessIdentity } from '../../host/host.ts'

/** A process as the last list had it, and whose child it was. */
export interface TargetProcess extends ProcessIdentity {
  readonly parentPid: Pid | null
}

/** What is to end: an app of the Snapshot, in the identities of its processes as they were listed. */
export interface QuitTarget {
  readonly name: string
  /** Not null: an app of macOS, which is asked by NSRunningApplication. */
  readonly bundleId: string | null
  readonly bundlePath: string | null
  /** The biggest first. */
  readonly processes: readonly TargetProcess[]
}

/** Whether it could be asked, by all that is checked before the first signal. Nothing is sent. */
export type QuitCheck =
  | { readonly kind: 'ok'; readonly request: string }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * `ended`: what was meant runs no more. `still-open`: it was asked, and `left` of it runs yet; a GUI app may be asking its user
 * to save. `note`: why it may not be able to end, in a sentence. `refused`: nothing was sent.
 */
export type QuitEnd =
  | {
      readonly kind: 'ended'
      readonly request: string
      readonly tookMs: number
      /** How it had been started: by this its return is known, and it is started again. Never to be written down: see QuitTrace. */
      readonly traces: readonly QuitTrace[]
    }
  | {
      readonly kind: 'still-open'
      readonly request: string
      readonly tookMs: number
      readonly isGui: boolean
      readonly left: readonly ProcessIdentity[]
      readonly note: string | null
    }
  | { readonly kind: 'refused'; readonly reason: string }

/** A program of the target that no other of it has started, as it ran. Its arguments may hold secrets: no log gets them. */
export interface QuitTrace {
  readonly executable: string
  /** With its arguments: a NUL behind each on Linux, as `ps` prints it on a Mac; null where it may not be read. */
  readonly command: string | null
  /** Where it was started; null where that is not told. */
  readonly folder: string | null
  /** When the asking began. */
  readonly askedAtMs: number
}

/** How long what is waited for; the ones of the design by default. */
export interface QuitWaits {
  /** A GUI app: it may be asking its user to save. */
  readonly guiMs: number
  /** A program that was sent SIGTERM. */
  readonly programMs: number
  /** What is left once the top processes have ended, before it is asked in its turn: it may be about to end. */
  readonly lingerMs: number
  /** The helpers of a GUI app whose main process has ended. */
  readonly helperMs: number
  /** Whatever is ended without being asked: the kernel takes its memory apart first. */
  readonly forceMs: number
  readonly everyMs: number
  /** How often a process that seems to run is identified: it may wait to be reaped, or be another one. */
  readonly identifyEveryMs: number
}

export const quitWaits: QuitWaits = {
  guiMs: 15_000, // electron.md §9
  programMs: 10_000, // the same
  lingerMs: 500,
  helperMs: 3_000,
  forceMs: 5_000,
  everyMs: 100,
  identifyEveryMs: 1_000,
}
