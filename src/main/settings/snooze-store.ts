import { z } from 'zod/mini'
import { isRuleId, snoozeSpans, type SnoozeTarget } from '../../shared/alert.ts'
import { jsonIn } from '../../shared/parse.ts'
import type { MadeSnooze } from '../../shared/snooze.ts'
import { anAmount } from '../host/amount.ts'
import { openSharedFile, type SharedFile, type SharedHost } from '../host/shared-file.ts'

/** One for each rule and one for all is what there can be; the rest is a mistake, or of a later version. */
const maxSnoozes = 64
const maxServers = 64

const isTarget = (name: string): name is SnoozeTarget => name === 'all' || isRuleId(name)

const entryShape = z.object({
  target: z.string(),
  span: z.enum(snoozeSpans),
  madeAtMs: anAmount,
  servers: z._default(
    z.array(z.object({ pid: anAmount, startedAtMs: anAmount })).check(z.maxLength(maxServers)),
    [],
  ),
})
const shape = z.object({ snoozes: z.array(z.unknown()) })

/** Snoozes outlive a process, and are shared: by the app, and by the commands of the terminal. */
export interface SnoozeStore extends Omit<SharedFile<readonly MadeSnooze[]>, 'value'> {
  /** All that were made, also those that are not in force any more. */
  made(): readonly MadeSnooze[]
}

/** Reads the snoozes. `host` must be the machine itself. Never throws. */
export async function openSnoozes(host: SharedHost, path: string): Promise<SnoozeStore> {
  const { value, ...file } = await openSharedFile<readonly MadeSnooze[]>(host, path, {
    none: [],
    words: 'nothing is snoozed',
    parse: snoozesInText,
    textOf,
  })
  return { ...file, made: value }
}

const textOf = (made: readonly MadeSnooze[]): string =>
  `${JSON.stringify({ snoozes: made.slice(-maxSnoozes) }, null, 2)}\n`

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
