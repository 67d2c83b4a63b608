import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { invalid, notFound, ok, refusal, sentField, type Asking, type Reply } from './http.ts'
import { loadLibrary, type Llama, type LlamaModel } from './library.ts'
import type { FaceLog } from './log.ts'
import type { SingleOptions } from './options.ts'
import { createSlots, type Completion, type Slots } from './slots.ts'

/** One model, as `llama-server -m FILE` serves it. */
export interface Single {
  answer(asking: Asking): Reply | Promise<Reply>
  load(libraryUrl: string, log: FaceLog): Promise<void>
  isBusy(): boolean
}

interface Loaded {
  readonly model: LlamaModel
  readonly slots: Slots
  readonly name: string
  readonly file: string
  readonly createdAtS: number
}

export const buildInfo = 'b10470-34af94cd9'

export function createSingle(options: SingleOptions): Single {
  let loaded: Loaded | null = null
  return {
    answer: (asking) =>
      loaded === null
        ? refusal(503, 'unavailable_error', 'Loading model')
        : answerOf(loaded, asking),
    load: async (libraryUrl, log) => {
      try {
        loaded = await load(options, libraryUrl, log)
      } catch (error) {
        // any error: what llama.cpp has said of it is still to be heard
        await sleep(hearingMs)
        throw error
      }
    },
    isBusy: () => loaded?.slots.isBusy() === true,
  }
}

/** What llama.cpp says comes from another thread. */
const hearingMs = 300

/**
 * Each slot has a cache of its own, a share of `-c`, as with an explicit `-np`. One thread: ggml's wait for each other by
 * spinning, and where other tests want the same cores, two took 177 s for what one did in 4 s.
 */
async function load(
  { file, alias, contextTokens, slots }: SingleOptions,
  libraryUrl: string,
  log: FaceLog,
): Promise<Loaded> {
  const library = await loadLibrary(libraryUrl)
  const llama = await library.getLlama({
    gpu: false,
    build: 'never',
    maxThreads: 1,
    logLevel: 'info',
    logger: log.say,
  })
  if (!existsSync(file)) return refuse(llama, file)
  const model = await llama.loadModel({
    modelPath: file,
    useMmap: true,
    ignoreMemorySafetyChecks: true,
  })
  // node-llama-cpp tries a context out first, and leaves out what is heard meanwhile
  await sleep(hearingMs)
  const context = await model.createContext({
    contextSize: Math.floor(contextTokens / slots),
    sequences: slots,
    ignoreMemorySafetyChecks: true,
  })
  const sequences = Array.from({ length: slots }, () => context.getSequence())
  const name = alias ?? basename(file)
  const createdAtS = Math.floor(Date.now() / 1_000)
  return { model, slots: createSlots(model, sequences), name, file, createdAtS }
}

/** node-llama-cpp looks into a file before llama.cpp does: of one that is not there, llama.cpp itself is to say so. */
async function refuse({ _bindings }: Llama, file: string): Promise<never> {
  await new _bindings.AddonModel(file, { addonExports: _bindings, useMmap: true }).init()
  throw new Error(`${file} is not there`)
}

function answerOf(loaded: Loaded, asking: Asking): Reply | Promise<Reply> {
  switch (asking.route) {
    case 'GET /health':
    case 'GET /v1/health':
      return ok({ status: 'ok' })
    case 'GET /models':
    case 'GET /v1/models':
      return ok(modelsOf(loaded))
    case 'GET /props':
      return ok(propsOf(loaded))
    case 'GET /slots':
      return slotsOf(loaded, asking)
    case 'GET /metrics':
      return refusal(
        501,
        'not_supported_error',
        'This server does not support metrics endpoint. Start it with `--metrics`',
      )
    case 'POST /completion':
      return complete(loaded, asking)
    default:
      return notFound
  }
}

// {"models":[{"name":"m.gguf",...}],"object":"list","data":[{"id":"m.gguf",...,"meta":{"n_ctx":4096,...}}]}
function modelsOf({ model, slots, name, createdAtS }: Loaded): object {
  const tensors = model.fileInfo.tensorInfo ?? []
  const sizes = tensors.map(({ dimensions }) =>
    dimensions.reduce<number>((product, dimension) => product * Number(dimension), 1),
  )
  const meta = {
    vocab_type: 1,
    n_vocab: model.fileInfo.metadata.tokenizer.ggml.tokens.length,
    n_ctx: slots.contextTokens,
    n_ctx_train: model.trainContextSize,
    n_embd: model.embeddingVectorSize,
    n_params: sizes.reduce((sum, size) => sum + size, 0),
    size: model.size,
    ftype: ftypeOf(model),
  }
  const told = { name, model: name, modified_at: '', size: '', digest: '', type: 'model' }
  const listed = { id: name, aliases: [name], tags: [], object: 'model', created: createdAtS }
  return {
    models: [{ ...told, capabilities: ['completion'], details: { format: 'gguf', family: '' } }],
    object: 'list',
    data: [{ ...listed, owned_by: 'llamacpp', meta }],
  }
}

const ftypeOf = (model: LlamaModel): string => model.typeDescription.split(' ').at(-1) ?? ''

const propsOf = ({ model, slots, name, file }: Loaded): object => ({
  default_generation_settings: { params: { n_predict: -1 }, n_ctx: slots.contextTokens },
  total_slots: slots.total,
  model_alias: name,
  model_ftype: ftypeOf(model),
  model_path: file,
  modalities: { vision: false, video: false, audio: false },
  endpoint_slots: true,
  endpoint_props: false,
  endpoint_metrics: false,
  build_info: buildInfo,
  is_sleeping: false,
})

function slotsOf({ slots }: Loaded, { query }: Asking): Reply {
  const told = slots.told()
  const hasFree = told.some((slot) => sentField(slot, 'is_processing') === false)
  return query.has('fail_on_no_slot') && !hasFree
    ? refusal(503, 'unavailable_error', 'no slot available')
    : ok(told)
}

async function complete(loaded: Loaded, { sent, hasLeft }: Asking): Promise<Reply> {
  const { model, slots, name } = loaded
  const text = sentField(sent, 'prompt')
  const limit = sentField(sent, 'n_predict')
  if (typeof text !== 'string') return invalid('"prompt" must be provided, as a text')
  if (sentField(sent, 'stream') === true) return invalid('the face does not stream')
  const { bos, shouldPrependBosToken } = model.tokens
  const first = bos !== null && shouldPrependBosToken ? [bos] : []
  const prompt = [...first, ...model.tokenize(text)]
  if (prompt.length >= slots.contextTokens) {
    const counts = { n_prompt_tokens: prompt.length, n_ctx: slots.contextTokens }
    const message = `request (${prompt.length} tokens) exceeds the available context size (${slots.contextTokens} tokens), try increasing it`
    return refusal(400, 'exceed_context_size_error', message, counts)
  }
  const maxTokens = typeof limit === 'number' && limit > 0 ? limit : null
  const ignoresEnd = sentField(sent, 'ignore_eos') === true
  const done = await slots.complete({ prompt, maxTokens, ignoresEnd, hasLeft })
  return ok({ model: name, ...completionOf(done, prompt.length) })
}

const completionOf = (done: Completion, promptTokens: number): object => ({
  content: done.content,
  id_slot: done.slotId,
  stop: true,
  tokens_predicted: done.decodedTokens,
  tokens_evaluated: promptTokens,
  tokens_cached: done.heldTokens,
  stop_type: done.stopType,
  truncated: done.truncated,
  timings: {
    cache_n: 0,
    prompt_n: promptTokens,
    prompt_ms: done.promptMs,
    predicted_n: done.decodedTokens,
    predicted_ms: done.predictedMs,
    predicted_per_second: done.decodedTokens / (done.predictedMs / 1_000),
  },
})
