import type { UpdatePart } from '../../../shared/shell.ts'
import type { Clock } from '../../host/host.ts'
import { createStall, inTime } from './in-time.ts'
import { parseReleaseVersion } from './release-version.ts'
import type { UpdateEvent } from './update-step.ts'
import { updateTrouble } from './update-trouble.ts'
import type { UpdaterPort } from './updater-port.ts'

export interface UpdateWorkOptions {
  readonly clock: Clock
  /** Loads what asks: called with the first question, so never before somebody has agreed to one. */
  readonly open: () => Promise<UpdaterPort>
}

interface UpdateWorld extends UpdateWorkOptions {
  readonly part: () => UpdatePart
  readonly tell: (event: UpdateEvent) => void
}

/** What is done for an update. Each tells how it goes, and throws nothing. */
export interface UpdateWork {
  /** Answers whether somebody was reached. */
  look(): Promise<boolean>
  load(): Promise<void>
  install(): Promise<void>
}

/** Chromium waits for ever for a server that has taken its question and says nothing. */
const checkWithinMs = 60_000
/** A slow network takes its time for 100 MB; one that brings nothing for so long is none. */
const stalledAfterMs = 120_000

export function createUpdateWork({ clock, open, part, tell }: UpdateWorld): UpdateWork {
  let opening: Promise<UpdaterPort> | null = null
  const failed = (error: unknown): void => tell({ kind: 'failed', reason: updateTrouble(error) })
  const updater = (): Promise<UpdaterPort> => {
    opening ??= open().then((made) => {
      // while it looks or fetches, the promise tells it
      made.onTrouble((error) => void (isInstalling(part()) && failed(error)))
      return made
    })
    return opening
  }
  return {
    look: async () => {
      tell({ kind: 'checking' })
      let hasAnswered = false
      const check = async (): Promise<string | null> => {
        const made = await updater()
        return made.check().finally(() => {
          hasAnswered = true
        })
      }
      try {
        const found = await inTime(clock, checkWithinMs, check)
        const version = found === null ? null : parseReleaseVersion(found)
        tell({ kind: 'checked', version, atMs: clock.nowMs() })
        return true
      } catch (error) {
        // any error of the library's: told in a sentence, and tried again
        if (!hasAnswered) opening = null // by a new one, as this one may wait for ever
        failed(error)
        return false
      }
    },
    load: async () => {
      tell({ kind: 'loading', doneRatio: null })
      await updater()
        .then((made) => loadWhileItMoves(made, clock, tell))
        .then(() => tell({ kind: 'loaded' }), failed)
    },
    install: async () => {
      tell({ kind: 'installing' })
      await updater()
        .then((made) => made.install())
        .catch(failed)
    },
  }
}

async function loadWhileItMoves(
  made: UpdaterPort,
  clock: Clock,
  tell: UpdateWorld['tell'],
): Promise<void> {
  const stall = createStall(clock, stalledAfterMs)
  const onDone = (doneRatio: number): void => {
    stall.moves()
    tell({ kind: 'loading', doneRatio })
  }
  try {
    await Promise.race([made.load(onDone, stall.signal), stall.stalled])
  } finally {
    stall.end()
  }
}

const isInstalling = (part: UpdatePart): boolean =>
  part.kind === 'ok' && part.state === 'installing'
