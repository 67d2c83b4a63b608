import { z } from 'zod/mini'
import { jsonIn } from '../../shared/parse.ts'
import { printable } from '../../shared/printable.ts'

const schema = 'headroom/visits/1'

const maxAddressLength = 64
const maxNameLength = 64

const atMs = z.number()
const address = z.string().check(z.maxLength(maxAddressLength))
const count = z.int().check(z.minimum(0))

/** Loose: a later version may say more. */
const lineShape = z.discriminatedUnion('line', [
  z.object({
    schema: z.literal(schema),
    line: z.literal('served'),
    atMs,
    address,
    port: count,
    fingerprint: z.string().check(z.maxLength(128)),
    mayAct: z.boolean(),
  }),
  z.object({ schema: z.literal(schema), line: z.literal('ended'), atMs }),
  z.object({
    schema: z.literal(schema),
    line: z.literal('came'),
    sinceMs: z.number(),
    atMs,
    address,
    scopes: z.array(z.enum(['read', 'act', 'metrics'])).check(z.maxLength(3)),
    rightCount: count,
    wrongCount: count,
    lockOutCount: count,
    moreAskedCount: z.optional(count),
  }),
  z.object({
    schema: z.literal(schema),
    line: z.literal('asked'),
    atMs,
    address,
    request: z.string().check(z.maxLength(maxNameLength)),
    isDone: z.boolean(),
  }),
])

type Line = z.infer<typeof lineShape>
type Without<T> = T extends unknown ? Omit<T, 'schema'> : never

/**
 * `served`, `ended`: other machines could come, and no more; `came`: what one address has said between two moments; `asked`: what
 * one has asked to be changed, and whether it was; `moreAskedCount`: what it has asked besides, beyond the bound. Never a token.
 */
export type Visit = Without<Line>

// {"schema":"headroom/visits/1","line":"came","sinceMs":1795200000000,"atMs":1795200009000,"address":"192.0.2.7","scopes":["read"],"rightCount":12,…}
export const visitLine = (visit: Visit): string =>
  JSON.stringify({ schema, ...visit, ...('address' in visit ? tidy(visit.address) : {}) })

const tidy = (given: string) => ({ address: printable(given, maxAddressLength) })

/** In the order in which they were written. What is no line of ours, or broken, is passed over. */
export function parseVisits(log: string): readonly Visit[] {
  return log.split('\n').flatMap((text) => {
    if (text.trim() === '') return []
    try {
      const parsed = lineShape.safeParse(jsonIn(text))
      return parsed.success ? [parsed.data] : []
    } catch {
      // ParseError: not JSON
      return []
    }
  })
}

/** What the visits of some time come to. */
export interface VisitSum {
  /** Other machines that have said a right token. */
  readonly addresses: readonly string[]
  readonly wrongCount: number
  readonly lockOutCount: number
  /** The last time that other machines could come; null: never. */
  readonly served: Extract<Visit, { readonly line: 'served' }> | null
  readonly lastCame: { readonly address: string; readonly atMs: number } | null
}

export function sumVisits(visits: readonly Visit[], sinceMs: number): VisitSum {
  const came = visits.flatMap((one) => (one.line === 'came' && one.atMs >= sinceMs ? [one] : []))
  const right = came.filter(({ rightCount }) => rightCount > 0)
  const last = right.at(-1)
  return {
    addresses: [...new Set(right.map((one) => one.address))],
    wrongCount: came.reduce((sum, { wrongCount }) => sum + wrongCount, 0),
    lockOutCount: came.reduce((sum, { lockOutCount }) => sum + lockOutCount, 0),
    served: visits.findLast((one) => one.line === 'served') ?? null,
    lastCame: last === undefined ? null : { address: last.address, atMs: last.atMs },
  }
}
