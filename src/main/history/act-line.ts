import { z } from 'zod/mini'
import type { KeptAct } from '../../shared/act.ts'
import { actId, type ActId } from '../../shared/ids.ts'
import { jsonIn } from '../../shared/parse.ts'
import { printable } from '../../shared/printable.ts'
import { anAmount } from '../host/amount.ts'

/** An act as it begins. */
export type BegunAct = Pick<
  KeptAct,
  | 'id'
  | 'atMs'
  | 'by'
  | 'from'
  | 'act'
  | 'target'
  | 'server'
  | 'request'
  | 'isForced'
  | 'heldBytes'
  | 'expectedBytes'
>

/** What it has come to. Of several lines with one id the last one counts: what has ended may come back. */
export type EndedAct = Pick<
  KeptAct,
  'id' | 'outcome' | 'request' | 'heldBytes' | 'expectedBytes' | 'returnedBytes' | 'tookMs'
> & { readonly sentence: string }

/** Names and sentences quote what others say; one line is never longer than a page. */
const maxNameLength = 200
const maxTextLength = 600

const schema = 'headroom/audit/1'

const bytes = z.nullable(anAmount)
const text = z.nullable(z.string().check(z.maxLength(maxTextLength)))
const name = z.string().check(z.maxLength(maxNameLength))
const id = z.pipe(z.string().check(z.minLength(1), z.maxLength(64)), z.transform(actId))

/** Loose: a later version may say more. */
const begunShape = z.object({
  schema: z.literal(schema),
  line: z.literal('begun'),
  id,
  atMs: z.number(),
  by: z.enum(['person', 'policy']),
  from: z.optional(z.string().check(z.maxLength(64))),
  act: z.enum(['unload', 'quit', 'reopen', 'limit', 'allow', 'forbid']),
  target: name,
  server: z.nullable(name),
  request: text,
  isForced: z.boolean(),
  heldBytes: bytes,
  expectedBytes: bytes,
})

const endedShape = z.object({
  schema: z.literal(schema),
  line: z.literal('ended'),
  id,
  outcome: z.enum([
    'planned',
    'unconfirmed',
    'done',
    'held',
    'waiting',
    'still-open',
    'kept-alive',
    'refused',
  ]),
  request: text,
  heldBytes: bytes,
  expectedBytes: bytes,
  returnedBytes: bytes,
  tookMs: z.nullable(z.number()),
  sentence: z.string().check(z.maxLength(maxTextLength)),
})

const lineShape = z.discriminatedUnion('line', [begunShape, endedShape])
type Line = z.infer<typeof lineShape>

// {"schema":"headroom/audit/1","line":"begun","id":"…","atMs":1795200000000,"by":"person","act":"quit","target":"Loom",…}
export const begunLine = (begun: BegunAct): string =>
  JSON.stringify({
    schema,
    line: 'begun',
    ...begun,
    target: printable(begun.target, maxNameLength),
    server: begun.server === null ? null : printable(begun.server, maxNameLength),
    request: cut(begun.request),
  })

// {"schema":"headroom/audit/1","line":"ended","id":"…","outcome":"done","returnedBytes":2100000000,…}
export const endedLine = (ended: EndedAct): string =>
  JSON.stringify({
    schema,
    line: 'ended',
    ...ended,
    request: cut(ended.request),
    sentence: printable(ended.sentence, maxTextLength),
  })

const cut = (given: string | null): string | null =>
  given === null ? null : printable(given, maxTextLength)

/** The acts of a log, in the order in which they began. What is no line of ours, or broken, is passed over. */
export function parseActs(log: string): readonly KeptAct[] {
  const acts = new Map<ActId, KeptAct>()
  for (const line of log.split('\n').flatMap(lineIn)) {
    const before = acts.get(line.id)
    if (line.line === 'begun') {
      const { schema: _, line: __, ...begun } = line
      if (before === undefined) acts.set(line.id, { ...begun, ...notEnded })
    } else if (before !== undefined) {
      const { schema: _, line: __, ...ended } = line
      acts.set(line.id, { ...before, ...ended, request: ended.request ?? before.request })
    }
  }
  return [...acts.values()]
}

const notEnded = { outcome: null, returnedBytes: null, tookMs: null, sentence: null } as const

function lineIn(text: string): readonly Line[] {
  if (text.trim() === '') return []
  try {
    const parsed = lineShape.safeParse(jsonIn(text))
    return parsed.success ? [parsed.data] : []
  } catch {
    // ParseError: not JSON
    return []
  }
}
