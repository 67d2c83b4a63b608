import { buildOfDay, sinceBuild } from '../../../src/main/inference/estimate/engine-build.ts'
import type { Hyperparameters } from '../../../src/main/inference/estimate/hyperparameters.ts'
import {
  hyperparametersOfPrinted,
  type PrintedModel,
} from '../../../src/main/inference/estimate/printed-model.ts'
import { defaultRun, type Device, type LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import type { MetadataValue } from '../../../src/main/inference/models/model-header.ts'
import type { Point } from './point.ts'

/** What a point says of its model, in the lines of a log that production reads. null: too little for any estimate. */
export function modelOf({ model }: Point): Hyperparameters | null {
  const words = new Map<string, string>()
  const figures = new Map<string, number | readonly number[]>()
  for (const [name, value] of Object.entries(model)) {
    if (typeof value === 'number') figures.set(name, value)
    else if (isCounts(value)) figures.set(name, value)
    else if (typeof value === 'string') words.set(name, value)
  }
  const layers = figures.get('n_layer')
  if (typeof layers !== 'number') return null
  // logs that print no widths, as is enough for the caches; compute is not decided then
  if (!figures.has('n_embd')) figures.set('n_embd', 1)
  const period = periodIn(words.get('swa_pattern') ?? '')
  const kvHeads = kvHeadsBy(figures, layers, period)
  if (kvHeads !== null) figures.set('n_head_kv', kvHeads)
  const printed: PrintedModel = {
    metadata: metadataOf(model, words.get('arch') ?? '', { layers, period, figures }),
    figures,
    words: new Map([['arch', words.get('arch') ?? '']]),
    tensorBytes: null,
  }
  try {
    return hyperparametersOfPrinted(printed)
  } catch {
    // ParseError: it names no heads, say
    return null
  }
}

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'number')

/** `every 2nd layer SWA`, `5 SWA : 1 full`: the corpus' own words for a pattern. */
function periodIn(words: string): number | null {
  const ordinal = /every (\d+)(?:st|nd|rd|th) layer SWA/.exec(words)?.[1]
  if (ordinal !== undefined) return Number(ordinal)
  const sliding = /(\d+) SWA : 1 full/.exec(words)?.[1]
  return sliding === undefined ? null : Number(sliding) + 1
}

type Figures = ReadonlyMap<string, number | readonly number[]>

/** Where a point tells them by kind of layer, or only how many layers have any. */
function kvHeadsBy(
  figures: Figures,
  layers: number,
  period: number | null,
): readonly number[] | null {
  const [full, sliding] = [figures.get('n_head_kv_full'), figures.get('n_head_kv_swa')]
  const indices = Array.from({ length: layers }, (_, index) => index)
  if (typeof full === 'number' && typeof sliding === 'number' && period !== null)
    return indices.map((index) => (index % period < period - 1 ? sliding : full))
  const [attention, heads] = [figures.get('n_attn_layers'), figures.get('n_head_kv')]
  if (typeof attention !== 'number' || typeof heads !== 'number') return null
  return indices.map((index) => (index < attention ? heads : 0))
}

function metadataOf(
  model: Point['model'],
  architecture: string,
  known: { readonly layers: number; readonly period: number | null; readonly figures: Figures },
): ReadonlyMap<string, MetadataValue> {
  const metadata = new Map<string, MetadataValue>()
  for (const [key, value] of Object.entries(model['gguf'] ?? {})) {
    const number = Number(value)
    metadata.set(`${architecture}.${key}`, Number.isFinite(number) ? number : String(value))
  }
  const { period } = known
  if (period !== null)
    metadata.set(
      `${architecture}.attention.sliding_window_pattern`,
      Array.from({ length: known.layers }, (_, index) => index % period < period - 1),
    )
  const own = known.figures.get('n_layer_kv_from_start')
  if (typeof own === 'number')
    metadata.set(`${architecture}.attention.shared_kv_layers`, known.layers - own)
  return metadata
}

const deviceOf = (backend: string): Device =>
  backend === 'metal' ? 'metal' : backend === 'cuda' || backend === 'vulkan' ? backend : 'cpu'

/** How a point was run. What its log has resolved is asked for as it came out. */
export function runOf(point: Point): LlamaRun {
  const { options, backend } = point
  const build = buildOf(point)
  const count = (name: string): number | null => {
    const value = options[name]
    return typeof value === 'number' ? value : null
  }
  const word = (name: string): string | null => {
    const value = options[name]
    return typeof value === 'string' ? value : null
  }
  const isServer = /server|Ollama/.test(point.engine)
  return {
    ...defaultRun,
    // slots stand in the log as they came out; older builds reserve alike
    program: isServer && (build ?? 0) >= sinceBuild.limitedOutputs ? 'server' : 'library',
    build,
    device: deviceOf(backend),
    contextTokens: count('n_ctx') ?? count('n_ctx_seq'),
    parallel: count('n_seq_max') ?? 1,
    isKvUnified: isYes(options['kv_unified']) ?? isUnifiedBy(point, build),
    // a batch is never smaller than what it is cut into
    batchTokens: count('n_batch') ?? count('n_ubatch'),
    ubatchTokens: count('n_ubatch'),
    flashAttention: flashOf(word('flash_attn')),
    keyType: word('type_k') ?? 'f16',
    valueType: word('type_v') ?? 'f16',
    isSlidingFull: options['swa_full'] === true,
    usesMmap: options['mmap'] !== false,
  }
}

const isYes = (value: unknown): boolean | null =>
  value === undefined ? null : value === true || value === 'true'

/** Before there were streams, all sequences shared one cache; in Ollama's own runner they always did. */
const isUnifiedBy = ({ engine }: Point, build: number | null): boolean | null =>
  /Ollama.*runner/.test(engine) || (build !== null && build < sinceBuild.streams) ? true : null

const flashOf = (word: string | null): LlamaRun['flashAttention'] => {
  if (word === null) return 'auto'
  return /enabled|^1$|^on$/.test(word) ? 'on' : 'off'
}

const leastBuild = 1_000

/** Its number, else that of its day, else what its form of log shows; null: none of those. */
export function buildOf({ engine, build, date, options }: Point): number | null {
  const stated = /\bb?(\d{4,5})\b/.exec(
    `${build ?? ''} ${/\bb\d{4,5}\b/.exec(engine)?.[0] ?? ''}`,
  )?.[1]
  if (stated !== undefined && Number(stated) >= leastBuild) return Number(stated)
  const day = dayOf(date ?? '')
  if (day !== null) return buildOfDay(day)
  if ('kv_size' in options) return sinceBuild.streams - 1
  if ('n_ctx_per_seq' in options) return sinceBuild.flashAuto - 1
  return null
}

/** `2025-12` is the middle of that month, `2026` that of the year. */
function dayOf(date: string): number | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(date) ?? []
  if (year === undefined) return null
  return Date.parse(`${year}-${month ?? '07'}-${day ?? (month === undefined ? '01' : '15')}`)
}
