import type { Clock, Host } from '../../host/host.ts'
import type { FormIndex } from '../../inference/logs/form-index.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import { followLog, type FollowedLog } from './followed-log.ts'
import type { LogFile } from './log-file.ts'
import type { LogMemory } from './log-memory.ts'

/** A log that was moved away comes back, or another takes its place: its follower finds it. */
const leaveAfterMs = 60_000
/** So long a tick waits for what stands in all of them; of what is read later the next tick tells. */
const patienceMs = 5_000

export interface FollowedLogsOptions {
  readonly host: Host
  /** null: nothing is kept over a restart. */
  readonly memory: LogMemory | null
  /** null where it is not known at this instant. */
  readonly isAppleSilicon: (atMs: number) => boolean | null
  readonly onFailure: () => void
  readonly onNotice: () => void
}

/** The logs that are followed now. */
export interface FollowedLogs {
  all(): readonly FollowedLog[]
  /** Follows those that are new, and leaves those that have gone; done when all that stands in them has been read. */
  follow(files: readonly LogFile[], atMs: number): Promise<void>
}

export function createFollowedLogs(options: FollowedLogsOptions): FollowedLogs {
  const { host, memory, isAppleSilicon } = options
  const followed = new Map<string, FollowedLog>()
  const seenAtMs = new Map<string, number>()
  let index: Promise<FormIndex> | null = null

  const begin = (file: LogFile, forms: FormIndex): FollowedLog =>
    followLog(file, {
      host,
      index: forms,
      position: memory?.positionOf(file.path) ?? null,
      isAppleSilicon: () => isAppleSilicon(host.clock.nowMs()),
      onFailure: () => {
        options.onFailure()
        void memory?.keep(followed, 'at-once')
      },
      onNotice: options.onNotice,
    })

  const take = (file: LogFile, forms: FormIndex, atMs: number): void => {
    seenAtMs.set(file.path, atMs)
    const known = followed.get(file.path)
    if (known === undefined) followed.set(file.path, begin(file, forms))
    else known.isNow(file)
  }

  const leaveGone = (atMs: number): void => {
    for (const [path, log] of followed) {
      if (isWithin(seenAtMs.get(path) ?? atMs, leaveAfterMs, atMs)) continue
      log.stop()
      followed.delete(path)
      seenAtMs.delete(path)
    }
  }

  return {
    all: () => [...followed.values()],
    follow: async (files, atMs) => {
      if (files.length > 0) {
        // its tables are made when there is something to read
        index ??= loadCatalogue()
        const forms = await index
        files.forEach((file) => take(file, forms, atMs))
      }
      const checks = [...followed.values()].map((log) => log.check())
      await inTime(host.clock, Promise.all(checks))
      await memory?.keep(followed, 'now-and-then')
      leaveGone(atMs)
    },
  }
}

/** One that lies on a volume that hangs must not keep the others from being told: it goes on by itself. */
async function inTime(clock: Clock, checks: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const cancel = clock.after(patienceMs, resolve)
  await Promise.race([checks, late])
  cancel()
}

async function loadCatalogue(): Promise<FormIndex> {
  const { createCatalogue } = await import('../../inference/diagnosis/catalogue.ts')
  return createCatalogue()
}
