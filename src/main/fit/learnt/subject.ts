import type { FitEngine } from '../../../shared/fit.ts'
import type { Device } from '../../inference/estimate/run.ts'
import type { FitOptions } from '../fit-options.ts'
import type { LoadedModel } from '../load-model.ts'

/** Of what something is learnt: one model, as one build of one engine runs it. */
export interface LearntSubject {
  readonly engine: FitEngine
  /** null: nothing tells. */
  readonly build: string | null
  /** Whose engine it is, where that is another's own build. */
  readonly program: 'lm-studio' | null
  /** What of its files tells it from another, as of a name there may be many; and what computes it. */
  readonly likeness: string
  readonly name: string
}

/** null: nothing can be learnt of it: it is no file, or its engine is none that reports. */
export function subjectOf(
  model: LoadedModel,
  { engine, build, engineVersion, program }: FitOptions,
  device: Device,
): LearntSubject | null {
  const { name, fileBytes } = model.identity
  if (fileBytes === null || model.kind === 'image') return null
  const isInStudio = program === 'lm-studio'
  const own = {
    likeness: `${likenessOf(model)} ${device}`,
    name,
    program: isInStudio ? program : null,
  } as const
  if (model.kind === 'mlx') return { ...own, engine: 'mlx', build: engineVersion }
  const runsIt = engine ?? (model.ollama === null ? 'llama.cpp' : 'ollama')
  const isPlain = runsIt === 'llama.cpp' && !isInStudio
  const numbered = build === null ? null : `b${build}`
  return { ...own, engine: runsIt, build: isPlain ? numbered : engineVersion }
}

/** What the memory of a model depends on: all of it that is read of its header. */
function likenessOf(model: Exclude<LoadedModel, { readonly kind: 'image' }>): string {
  const { architecture, quantization, fileBytes, layers } = model.identity
  const inside =
    model.kind === 'llama' ? [model.model.model, model.model.adapterBytes] : [model.files.config]
  const known = [architecture, quantization, layers, fileBytes].map((one) => `${one ?? '?'}`)
  return `${known.join(' ').slice(0, maxKnown)} ${mark(JSON.stringify(inside))}`
}

const maxKnown = 200

/** FNV-1a: whoever wants two models to pass for one may have them. */
export function mark(text: string): string {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193) >>> 0
  return sum.toString(16).padStart(8, '0')
}
