import { z } from 'zod/mini'
import { ruleIds } from '../../../shared/alert.ts'
import { sections, settingsGroups, type DetailsPlace } from '../../../shared/details.ts'
import { findingId, modelId, serverId } from '../../../shared/ids.ts'
import { isOwnSender, type Sender } from '../own-address.ts'

const maxIdLength = 1_024
const maxPathLength = 4_096

const text = (maxLength: number) => z.string().check(z.maxLength(maxLength))
const id = text(maxIdLength)

const focus = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('instant'), atMs: z.number() }),
  z.object({ kind: z.literal('model'), modelId: z.pipe(id, z.transform(modelId)) }),
  z.object({ kind: z.literal('server'), serverId: z.pipe(id, z.transform(serverId)) }),
  z.object({
    kind: z.literal('line'),
    path: text(maxPathLength),
    lineNumber: z.nullable(z.int().check(z.nonnegative())),
  }),
  z.object({ kind: z.literal('finding'), findingId: z.pipe(id, z.transform(findingId)) }),
  z.object({ kind: z.literal('end'), reportId: id }),
  z.object({ kind: z.literal('source'), sourceId: id }),
  z.object({ kind: z.literal('rule'), ruleId: z.enum(ruleIds) }),
  z.object({ kind: z.literal('group'), group: z.enum(settingsGroups) }),
])

const shape = z.object({ section: z.enum(sections), focus: z.nullable(focus) })

/** The place that a page of ours asks for; null where it is none, or not one of ours that asks. */
export function wantedPlace(sender: Sender | null, message: unknown): DetailsPlace | null {
  if (!isOwnSender(sender)) return null
  return shape.safeParse(message).data ?? null
}
