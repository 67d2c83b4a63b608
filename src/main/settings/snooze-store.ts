import { z } from 'zod/mini'
import { isRuleId, snoozeSpans, type SnoozeTarget } from '../../shared/alert.ts'
import { jsonIn } from '../../shared/parse.ts'
import type { Reading } from '../../shared/reading.ts'
import type { MadeSnooze } from '../../shared/snooze.ts'
import type { Host } from '../host/host.ts'
import { readKept, type Kept } from './kept-file.ts'

/** One for each rule and one for all is what there can be; the rest is a mistake, or of a later version. */
const maxSnoozes = 64
const maxServers = 64

const isTarget = (name: string): name is SnoozeTarget => name === 'all' || isRuleId(name)

const entryShape = z.object({
  target: z.string(),
  span: z.enum(snoozeSpans),
  madeAtMs: z.number(),
  servers: z._default(
    z.array(z.object({ pid: z.number(), startedAtMs: z.number() })).check(z.maxLength(maxServers)),
    [],
  ),
})
const shape = z.object({ snoozes: z.array(z.unknown()) })

/** Snoozes outlive a process, and are shared: by the app, and by the commands of the terminal. */
export interface SnoozeStore {
  /** All that were made, also those that are not in force any more. */
  made(): readonly MadeSnooze[]
  /** In force at once; the answer says whether the file has it too. What others have written meanwhile stays. */
  change(how: (made: readonly MadeSnooze[]) => readonly MadeSnooze[]): Promise<Reading<null>>
  /** Reads the file again where another Headroom has written it. Costs one `stat`, at most once a second. */
  refresh(): Promise<void>
  onChange(wake: () => void): () => void
  /** Why the file was not used; null where it was, or where there is none. */
  trouble(): string | null
}

type StoreHost = Pick<Host, 'ask' | 'writeFile' | 'clock'>

/** Ticks come no faster either. */
const lookEveryMs = 1_000

/** Reads the snoozes. `host` must be the machine itself. Never throws. */
export async function openSnoozes(host: StoreHost, path: string): Promise<SnoozeStore> {
  const file = createSnoozeFile(host, path)
  const wakes = new Set<() => void>()
  let kept = await file.read()
  let lookedAtMs = host.clock.nowMs()
  let turn: Promise<unknown> = Promise.resolve()
  /** One after the other: between reading and writing nothing else of ours may come. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = turn.then(act)
    turn = done
    return done
  }
  const take = (next: Kept<readonly MadeSnooze[]>): void => {
    kept = next
    wakes.forEach((wake) => wake())
  }
  const readIfChanged = async (): Promise<void> => {
    if (await file.hasChanged()) take(await file.read())
  }
  return {
    made: () => kept.found,
    change: (how) => {
      take({ ...kept, found: how(kept.found) })
      return inTurn(async () => {
        const fresh = await file.read()
        if (fresh.unread !== null) return fresh.unread
        take({ ...fresh, found: how(fresh.found) })
        return file.write(kept.found)
      })
    },
    refresh: async () => {
      const sinceMs = host.clock.nowMs() - lookedAtMs
      if (sinceMs >= 0 && sinceMs < lookEveryMs) return // below 0: the clock was set back
      lookedAtMs = host.clock.nowMs()
      await inTurn(readIfChanged)
    },
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    trouble: () => kept.trouble,
  }
}

const none: readonly MadeSnooze[] = []

/** The file, and whether it is still the one that was read last. */
function createSnoozeFile(host: StoreHost, path: string) {
  const stateNow = async (): Promise<string> => {
    const found = await host.ask({ kind: 'stat', path })
    return found.kind === 'ok' ? found.value : found.kind
  }
  let state = ''
  return {
    read: async (): Promise<Kept<readonly MadeSnooze[]>> => {
      state = await stateNow() // before: what is written meanwhile is read once more
      return readKept(host, path, snoozesInText, { value: none, words: 'nothing is snoozed' })
    },
    hasChanged: async (): Promise<boolean> => (await stateNow()) !== state,
    write: (made: readonly MadeSnooze[]): Promise<Reading<null>> =>
      host.writeFile(path, `${JSON.stringify({ snoozes: made.slice(-maxSnoozes) }, null, 2)}\n`),
  }
}

/** null: not of its form. An entry that is wrong must not cost the others. */
function snoozesInText(text: string): readonly MadeSnooze[] | null {
  try {
    const parsed = shape.safeParse(jsonIn(text))
    return parsed.success ? parsed.data.snoozes.slice(0, maxSnoozes).flatMap(snoozeIn) : null
  } catch {
    // ParseError: not JSON
    return null
  }
}

function snoozeIn(entry: unknown): readonly MadeSnooze[] {
  const parsed = entryShape.safeParse(entry)
  if (!parsed.success || !isTarget(parsed.data.target)) return []
  return [{ ...parsed.data, target: parsed.data.target }]
}
