import type { FitEngine } from '../../../shared/fit.ts'
import type { PartKey } from '../../inference/estimate/learnt-need.ts'
import type { ContextRange } from '../../inference/estimate/longest-context.ts'
import type { NeedCurve } from './need-curve.ts'

/** What is kept of a model whose files were read: enough for its verdict in any room, and small. */
export type Outline =
  | ModelOutline
  /** It is no model by itself: what is loaded beside one, what was measured of one. */
  | { readonly kind: 'none' }
  /** One sentence. */
  | { readonly kind: 'broken'; readonly trouble: string }

export interface ModelOutline {
  readonly kind: 'model'
  readonly engine: FitEngine | null
  readonly architecture: string | null
  readonly quantization: string | null
  readonly fileBytes: number | null
  readonly trainedContextTokens: number | null
  /** Of its need no part is unknown. */
  readonly isWhole: boolean
  /** null: nothing of it depends on a context. */
  readonly range: ContextRange | null
  /** As its engine runs it by itself; null: as long as Ollama takes by the limit of the GPU. */
  readonly usualTokens: number | null
  /** By what it is known what loads of it have taught, and which of its parts that is of; null: nothing can be learnt of it. */
  readonly learnable: Learnable | null
  /** The first that is for such a context and fits the room of the GPU, else the last. */
  readonly curves: readonly OutlineCurve[]
}

export interface Learnable {
  readonly likeness: string
  /** As it is run by itself. */
  readonly parts: readonly { readonly key: PartKey; readonly bytes: number }[]
}

export interface OutlineCurve {
  readonly aboveTokens: number
  readonly knots: NeedCurve
}

/** Goes up with every change to what is reckoned: what is kept of another one is read again. */
export const outlineVersion = 2
