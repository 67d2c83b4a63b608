import { z } from 'zod/mini'
import type { Outcome, Scope } from '../../shared/contract.ts'
import type { Core } from '../core/core.ts'
import { handle } from '../core/handle.ts'
import { isOwnSender, type Sender } from './own-address.ts'

const shape = z.object({
  kind: z.literal('request'),
  id: z.number(),
  name: z.string().check(z.maxLength(64)),
  input: z.unknown(),
})

/** Whoever sits at this Mac may act; whether it looks is known from its window. */
const caller = { scopes: new Set<Scope>(['read', 'act']), setLooking: null }

/** The one way from the window to Core: only from our own page, only of the right form; never throws. */
export async function admit(
  core: Core,
  sender: Sender | null,
  message: unknown,
): Promise<Outcome<unknown>> {
  if (!isOwnSender(sender)) return { kind: 'refused', reason: 'not from a screen of Headroom' }
  const request = shape.safeParse(message)
  if (!request.success)
    return { kind: 'refused', reason: 'the request is not of the form it should have' }
  return handle(core, caller, request.data.name, request.data.input)
}
