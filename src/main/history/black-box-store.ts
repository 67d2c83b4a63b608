import { z } from 'zod/mini'
import { endKinds, type BlackBoxReport } from '../../shared/black-box.ts'
import { jsonIn } from '../../shared/parse.ts'
import type { Reading } from '../../shared/reading.ts'
import { anAmount } from '../host/amount.ts'
import { attempt } from '../host/attempt.ts'
import { whileLocked } from '../host/file-lock.ts'
import type { Host } from '../host/host.ts'
import { createTurns } from '../host/in-turn.ts'
import { readKept, type Kept } from '../host/kept-file.ts'

/** More than a person looks back to. */
export const mostReports = 20
const maxBytes = 2 ** 20

/** What must be known to look for the system's word on an end once more. */
export interface SoughtEnd {
  readonly pid: number
  readonly isOtherBoot: boolean | null
  readonly platform: string
  readonly recorded: 'ok' | 'absent' | 'failed'
  readonly untilMs: number
}

export interface KeptEnd {
  readonly report: BlackBoxReport
  /** null: all has been said of it. */
  readonly sought: SoughtEnd | null
}

export interface KeptEnds {
  /** The newest first. */
  readonly kept: readonly KeptEnd[]
  /** Why the file was not used; null where it was, or where there is none. */
  readonly trouble: string | null
}

type Change = (kept: readonly KeptEnd[]) => readonly KeptEnd[]

/** The reports of ends outlive a process, and are shared by all Headrooms of a user. */
export interface BlackBoxStore {
  read(): Promise<KeptEnds>
  /** In force at once; the answer says whether the file has it too. What others have written meanwhile stays. */
  change(how: Change): Promise<Reading<null>>
  /** There are none. `remove` takes the file away, and nobody else changes it meanwhile. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
}

type StoreHost = Pick<Host, 'ask' | 'writeFile' | 'clock'>

/** `host` must be the machine itself. It is looked at seldom: nothing of it is held. Never throws. */
export function createBlackBoxStore(host: StoreHost, path: string): BlackBoxStore {
  const inTurn = createTurns()
  /** In the order of their turns: what the file could not take. */
  let owed: readonly Change[] = []
  const file = (): Promise<Kept<readonly KeptEnd[]>> =>
    readKept(host, path, endsInText, {
      value: [],
      words: 'no earlier end is known',
      maxBytes,
    })
  return {
    read: () =>
      inTurn(async () => {
        const { found, trouble } = await file()
        return { kept: after(found, owed), trouble }
      }),
    change: (how) =>
      inTurn(async () => {
        const wanted = [...owed, how]
        const done = await attempt(host.clock.nowMs(), () =>
          whileLocked(path, async () => {
            const { found, unread } = await file()
            return unread ?? host.writeFile(path, textOf(after(found, wanted)))
          }),
        )
        const written = done.kind === 'ok' ? done.value : done
        owed = written.kind === 'ok' ? [] : wanted
        return written
      }),
    forget: (remove) =>
      inTurn(async () => {
        const done = await attempt(host.clock.nowMs(), () => whileLocked(path, remove))
        const removed = done.kind === 'ok' ? done.value : done
        if (removed.kind === 'ok') owed = []
        return removed
      }),
  }
}

const after = (found: readonly KeptEnd[], changes: readonly Change[]): readonly KeptEnd[] =>
  changes
    .reduce((kept, how) => how(kept), found)
    .toSorted((a, b) => b.report.endedAtMs - a.report.endedAtMs)
    .slice(0, mostReports)

const textOf = (ends: readonly KeptEnd[]): string => `${JSON.stringify({ ends }, null, 1)}\n`

const text = z.string().check(z.maxLength(4_000))
const figure = z.nullable(anAmount)
const listOf = <T extends z.ZodMiniType>(one: T) => z.array(one).check(z.maxLength(64))

const lastShape = z.object({
  atMs: z.number(),
  state: z.enum(['plenty', 'tight', 'full', 'unknown']),
  roomBytes: figure,
  limitBytes: figure,
  gpuInUseBytes: figure,
  wiredBytes: figure,
  totalBytes: figure,
  swapUsedBytes: figure,
  pressure: z.nullable(z.enum(['normal', 'warn', 'critical'])),
  holders: listOf(
    z.object({
      kind: z.enum(['model', 'app']),
      name: text,
      server: z.nullable(text),
      bytes: figure,
    }),
  ),
  loads: listOf(
    z.object({
      name: text,
      server: text,
      needBytes: figure,
      gapBytes: figure,
      doneRatio: figure,
    }),
  ),
  works: listOf(z.object({ model: text, contextTokens: figure, usedTokens: figure })),
  alerts: listOf(text),
  findings: listOf(z.object({ atMs: z.number(), title: text })),
})

const reportShape = z.object({
  id: text,
  end: z.enum(endKinds),
  endedAtMs: z.number(),
  foundAtMs: z.number(),
  title: text,
  story: listOf(text),
  signatures: listOf(z.object({ name: text, text, from: text, process: z.nullable(text) })),
  last: z.nullable(lastShape),
  fixes: listOf(z.object({ text, command: z.nullable(text), costs: z.nullable(text) })),
  unread: listOf(text),
  isSeen: z.boolean(),
})

const endShape = z.object({
  report: reportShape,
  sought: z.nullable(
    z.object({
      pid: anAmount,
      isOtherBoot: z.nullable(z.boolean()),
      platform: z.string(),
      recorded: z.enum(['ok', 'absent', 'failed']),
      untilMs: z.number(),
    }),
  ),
})
const shape = z.object({ ends: z.array(z.unknown()) })

/** null: not of its form. A report that is wrong, or of a later version, must not cost the others. */
function endsInText(content: string): readonly KeptEnd[] | null {
  try {
    const parsed = shape.safeParse(jsonIn(content))
    if (!parsed.success) return null
    return parsed.data.ends.slice(0, mostReports).flatMap((entry) => {
      const end = endShape.safeParse(entry)
      return end.success ? [end.data] : []
    })
  } catch {
    // ParseError: not JSON
    return null
  }
}
