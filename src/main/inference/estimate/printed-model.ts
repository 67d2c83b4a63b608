import { ParseError } from '../../../shared/parse.ts'
import type { Metadata, MetadataValue } from '../models/model-header.ts'
import { traitsOf } from './architectures.ts'
import { hyperparametersOf, type Hyperparameters } from './hyperparameters.ts'
import type { WeightsSource } from './weights-source.ts'

/** What a log says of a model that is being loaded: lines of metadata, and figures by the engine's own names. */
export interface PrintedModel {
  readonly metadata: Metadata
  /** `n_layer`, `n_embd_head_k`; a list has one entry for each layer. */
  readonly figures: ReadonlyMap<string, number | readonly number[]>
  /** `arch`, `model type`, `file type`. */
  readonly words: ReadonlyMap<string, string>
  /** `file size`: of all tensors. */
  readonly tensorBytes: { readonly bytes: number; readonly precisionBytes: number } | null
}

/** A log has some dozens of such lines for each model. */
const maxLines = 2_000
/** No list is longer: a claim beyond it would be taken for a vocabulary. */
const maxItems = 2 ** 31

const bytesPerUnit: Readonly<Record<string, number>> = { MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 }

// llama_model_loader: - kv   3:                          qwen3.block_count u32              = 36
// llama_model_loader: - kv  14:                      tokenizer.ggml.tokens arr[str,151936]  = ["!", "\"", ...
const metadataLine = /- kv +(\d+): +(\S+) +(arr\[(\w+),(\d+)\]|\w+) += (.*)$/
// print_info: n_head_kv        = [8, 8, 0]        (to 2025-01: llm_load_print_meta)
// print_info: file size   = 8.11 GiB (8.50 BPW)
const figureLine = /(?:print_info|llm_load_print_meta): +([^\s=:][^=:]*)= (.*)$/

/** The last model that a log tells of: what is loaded before it (a draft, a probe) has lines of its own. */
export function parsePrintedModel(text: string): PrintedModel {
  const metadata = new Map<string, MetadataValue>()
  const figures = new Map<string, number | readonly number[]>()
  const words = new Map<string, string>()
  let tensorBytes: PrintedModel['tensorBytes'] = null
  let lineCount = 0
  for (const line of text.split(/\r?\n/)) {
    const told = metadataLine.exec(line)
    const said = told === null ? figureLine.exec(line) : null
    if (told === null && said === null) continue
    if (isFirstOfModel(told)) {
      for (const known of [metadata, figures, words]) known.clear()
      tensorBytes = null
      lineCount = 0
    }
    if (++lineCount > maxLines) throw new ParseError(`more than ${maxLines} lines of metadata`)
    if (told !== null) {
      const [, , key = '', type = '', , count, value = ''] = told
      const parsed = metadataValue(type, count, value)
      if (parsed !== null) metadata.set(key, parsed)
      continue
    }
    const [, padded = '', value = ''] = said ?? []
    const name = padded.trimEnd()
    if (name === 'arch') {
      figures.clear()
      lineCount = 0
    }
    if (name === 'file size' || name === 'model size') tensorBytes = sizeIn(value) ?? tensorBytes
    const figure = figureIn(value)
    if (figure === null) words.set(name, value)
    else figures.set(name, figure)
  }
  return { metadata, figures, words, tensorBytes }
}

const isFirstOfModel = (told: RegExpExecArray | null): boolean =>
  told !== null && Number(told[1]) === 0

function metadataValue(
  type: string,
  count: string | undefined,
  value: string,
): MetadataValue | null {
  if (count !== undefined) {
    const items =
      /^\[(.*)\]$/
        .exec(value)?.[1]
        ?.split(',')
        .map((item) => item.trim()) ?? []
    const itemCount = Number(count)
    if (itemCount > maxItems) return null
    // a long list is printed in part
    if (items.length !== itemCount || items.includes('...')) return { itemCount }
    if (items.every((item) => item === 'true' || item === 'false'))
      return items.map((item) => item === 'true')
    const numbers = items.map(Number)
    return numbers.every(Number.isFinite) ? numbers : { itemCount }
  }
  if (type === 'str') return value
  if (type === 'bool') return value === 'true'
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

function figureIn(value: string): number | readonly number[] | null {
  const list = /^\[(\d+(?:, *\d+)*)\]$/.exec(value)?.[1]
  if (list !== undefined) {
    const figures = list.split(',').map(Number)
    return figures.every(isExact) ? figures : null
  }
  const figure = /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN
  return isExact(figure) ? figure : null
}

const isExact = (figure: number): boolean => Math.abs(figure) <= Number.MAX_SAFE_INTEGER

function sizeIn(value: string): PrintedModel['tensorBytes'] {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?) (MiB|GiB|TiB)/.exec(value) ?? []
  const each = bytesPerUnit[unit]
  if (each === undefined) return null
  const decimals = digits.split('.')[1]?.length ?? 0
  const bytes = Math.round(Number(digits) * each)
  if (!Number.isSafeInteger(bytes)) return null
  return { bytes, precisionBytes: Math.ceil((each * 10 ** -decimals) / 2) }
}

/** Figures that the engine has worked out stand above the metadata they come from. Throws ParseError where layers are missing. */
export function hyperparametersOfPrinted(printed: PrintedModel): Hyperparameters {
  const architecture = architectureOf(printed)
  if (architecture === null) throw new ParseError('it names no architecture of a model')
  const { figures } = printed
  const worked = [...keysByFigure].flatMap(([name, key]): [string, MetadataValue][] => {
    const figure = figures.get(name)
    return figure === undefined || figure === 0 ? [] : [[`${architecture}.${key}`, figure]]
  })
  const metadata = new Map<string, MetadataValue>([
    // one head of keys, which all heads share
    ...(traitsOf(architecture)?.keepsKeysOnly === true
      ? [[`${architecture}.attention.head_count_kv`, 1] as const]
      : []),
    ...layersPrinted(figures, architecture),
    ...nonZero(printed.metadata),
    ['general.architecture', architecture],
    ...worked,
  ])
  const model = hyperparametersOf(metadata, [])
  // builds of 2025 print no length of the heads that were absorbed
  const isAbsorbed = (figures.get('n_lora_kv') ?? 0) !== 0
  const isLatent = isAbsorbed && model.kvHeadCounts.every((heads) => heads === 1)
  return { ...model, isLatent: model.isLatent || isLatent }
}

/** `n_layer` is without those that predict further tokens, where there is an `n_layer_all`. */
function layersPrinted(
  figures: PrintedModel['figures'],
  architecture: string,
): readonly (readonly [string, MetadataValue])[] {
  const [own, all] = [figures.get('n_layer'), figures.get('n_layer_all')]
  if (typeof own !== 'number') return []
  const nextn = typeof all === 'number' ? Math.max(0, all - own) : 0
  return [
    [`${architecture}.block_count`, own + nextn],
    [`${architecture}.nextn_predict_layers`, nextn],
  ]
}

const architectureOf = ({ metadata, words }: PrintedModel): string | null => {
  const told = metadata.get('general.architecture')
  return typeof told === 'string' ? told : (words.get('arch') ?? null)
}

/** A header may give 0 for what its architecture works out. */
const nonZero = (metadata: Metadata): readonly (readonly [string, MetadataValue])[] =>
  [...metadata].filter(([, value]) => value !== 0)

/** What `print_info` calls the values of a header (src/llama-model.cpp). */
const keysByFigure: ReadonlyMap<string, string> = new Map([
  ['n_ctx_train', 'context_length'],
  ['n_vocab', 'vocab_size'],
  ['n_embd', 'embedding_length'],
  ['n_layer_nextn', 'nextn_predict_layers'],
  ['n_layer_dense_lead', 'leading_dense_block_count'],
  ['n_head', 'attention.head_count'],
  ['n_head_kv', 'attention.head_count_kv'],
  ['n_embd_head_k', 'attention.key_length'],
  ['n_embd_head_v', 'attention.value_length'],
  ['n_embd_head_k_swa', 'attention.key_length_swa'],
  ['n_embd_head_v_swa', 'attention.value_length_swa'],
  ['n_embd_head_k_mla', 'attention.key_length_mla'],
  ['n_swa', 'attention.sliding_window'],
  ['n_ff', 'feed_forward_length'],
  ['n_ff_exp', 'expert_feed_forward_length'],
  ['n_ff_shexp', 'expert_shared_feed_forward_length'],
  ['n_expert', 'expert_count'],
  ['n_expert_used', 'expert_used_count'],
  ['full_attention_interval', 'full_attention_interval'],
  ['ssm_d_conv', 'ssm.conv_kernel'],
  ['ssm_d_inner', 'ssm.inner_size'],
  ['ssm_d_state', 'ssm.state_size'],
  ['ssm_dt_rank', 'ssm.time_step_rank'],
  ['ssm_n_group', 'ssm.group_count'],
  ['shortconv_l_cache', 'shortconv.l_cache'],
])

/** null: the log does not say how large all tensors are. */
export function weightsOfPrinted({ tensorBytes }: PrintedModel): WeightsSource | null {
  return tensorBytes === null ? null : { kind: 'printed', ...tensorBytes, tableBytes: null }
}
