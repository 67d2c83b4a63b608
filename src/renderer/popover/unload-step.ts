import type { Act } from '../../shared/act.ts'
import type { Outcome } from '../../shared/contract.ts'
import type { ModelId } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes } from '../../shared/units.ts'

/** How far the unloading of one model has come, as this screen has asked for it. */
export type UnloadStep =
  | { readonly kind: 'working' }
  /** It waits for an answer. */
  | { readonly kind: 'asks'; readonly sentence: string }
  | { readonly kind: 'done'; readonly sentence: string }
  | {
      readonly kind: 'told'
      readonly tone: 'note' | 'attention'
      readonly title: string
      readonly help: string | null
    }

/** The step of each model, with its name and where it stood in the list: it may be gone from there. */
export type Unloads = ReadonlyMap<ModelId, Unload>
export interface Unload {
  readonly name: string
  readonly place: number
  readonly step: UnloadStep
}

const maxSentenceLength = 400

export function stepAfter(outcome: Outcome<Act>, name: string): UnloadStep {
  if (outcome.kind === 'refused') {
    const help = printable(outcome.reason, maxSentenceLength)
    return { kind: 'told', tone: 'attention', title: `${name} was not unloaded`, help }
  }
  const { value: act } = outcome
  const sentence = printable(act.sentence, maxSentenceLength)
  const help = act.help === null ? null : printable(act.help, maxSentenceLength)
  switch (act.outcome) {
    case 'unconfirmed':
      return { kind: 'asks', sentence }
    case 'done':
      return { kind: 'done', sentence: cameBack(act.returnedBytes) ?? sentence }
    case 'held':
    case 'still-open':
    case 'kept-alive':
    case 'refused':
      return { kind: 'told', tone: 'attention', title: sentence, help }
    case 'waiting':
    case 'planned':
      return { kind: 'told', tone: 'note', title: sentence, help }
  }
}

const cameBack = (bytes: number | null): string | null =>
  bytes === null ? null : `${formatBytes(bytes)} came back`

/** Without the questions about models that are gone. */
export function withoutIdleQuestions(unloads: Unloads, present: ReadonlySet<ModelId>): Unloads {
  const kept = [...unloads].filter(([id, { step }]) => step.kind !== 'asks' || present.has(id))
  return kept.length === unloads.size ? unloads : new Map(kept)
}

export type Row<T> =
  | { readonly kind: 'model'; readonly model: T }
  | {
      readonly kind: 'gone'
      readonly id: ModelId
      readonly name: string
      readonly sentence: string
    }

/** The models, and where one has gone, that its memory came back. */
export function rowsOf<T extends { readonly id: ModelId }>(
  models: readonly T[],
  unloads: Unloads,
): readonly Row<T>[] {
  const rows: Row<T>[] = models.map((model) => ({ kind: 'model', model }))
  const gone = [...unloads].filter(([id]) => models.every((model) => model.id !== id))
  for (const [id, { name, place, step }] of gone)
    if (step.kind === 'done')
      rows.splice(place, 0, { kind: 'gone', id, name, sentence: step.sentence })
  return rows
}
