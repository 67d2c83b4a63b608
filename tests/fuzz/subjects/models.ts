import { createSizer } from '../../../src/main/fit/create-sizer.ts'
import { noFitOptions, type FitOptions } from '../../../src/main/fit/fit-options.ts'
import { parseMac, roomGiven } from '../../../src/main/fit/fit-room.ts'
import { fitOf } from '../../../src/main/fit/fit.ts'
import { loadModel, loadPasted, readingOf } from '../../../src/main/fit/load-model.ts'
import type { OpenFile } from '../../../src/main/host/host.ts'
import { parseParameterCount } from '../../../src/main/inference/estimate/family-guess.ts'
import { pipelineFoldersOf } from '../../../src/main/inference/estimate/image/image-role.ts'
import { parseMlxConfig } from '../../../src/main/inference/estimate/mlx/mlx-config.ts'
import { parsePrintedModel } from '../../../src/main/inference/estimate/printed-model.ts'
import { parseOllamaName } from '../../../src/main/inference/models/find/find-in-ollama.ts'
import { modelPlacesOf } from '../../../src/main/inference/models/find/model-places.ts'
import { parseRepository } from '../../../src/main/inference/models/find/repository.ts'
import { readGguf } from '../../../src/main/inference/models/gguf.ts'
import {
  parseGgufHeaderText,
  parseSafetensorsText,
} from '../../../src/main/inference/models/header-text.ts'
import { parsePartName } from '../../../src/main/inference/models/part-name.ts'
import { readModelLines } from '../../../src/main/inference/models/read-model-lines.ts'
import { readSafetensorsModel } from '../../../src/main/inference/models/safetensors-folder.ts'
import { filesInFolder, siblingsOf } from '../../../src/main/inference/models/safetensors-files.ts'
import { readSafetensors } from '../../../src/main/inference/models/safetensors.ts'
import { mayBeLog, seemsToBe } from '../../../src/main/inference/models/seems-to-be.ts'
import { encodingOf, isText } from '../../../src/main/inference/models/text-encoding.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonIn, ParseError } from '../../../src/shared/parse.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import {
  adapter,
  imageModel,
  languageModel,
  mlxConfig,
  mlxTensors,
  projector,
} from '../../fit/model-plans.ts'
import { ggufHeaderBytes, openBytes } from '../../gguf-file.ts'
import { placed, safetensorsHead } from '../../safetensors-file.ts'
import { answersTo } from '../samples.ts'
import type { ByteSubject, TextSubject } from '../subject.ts'
import { parser } from './parser.ts'

const home = '/home/ann'
const wide = roomGiven(2 ** 37)
const options: FitOptions = { ...noFitOptions, contextTokens: 8_192 }
const mlx: FitOptions = { ...options, engine: 'mlx' }
/** What a header claims has no end here: only its head is there. */
const claimedBytes = 2 ** 36

const answer = <T>(value: T): Reading<T> => ({ kind: 'ok', value, atMs: 0, tookMs: 0 })
const absent: Reading<never> = { kind: 'absent', reason: 'no such file', atMs: 0, tookMs: 0 }
const places = modelPlacesOf({}, home, home, 'linux')

/** A disk that holds one file, or a folder of models with it. */
const diskWith = (name: string, bytes: Uint8Array, config: string | null = null) => ({
  ask: async (question: { readonly kind: string; readonly path?: string }) => {
    const { kind, path = '' } = question
    if (kind === 'stat')
      return /^(?:.*\/)?config\.json$/.test(path) || path.endsWith(name)
        ? answer(statOf(true))
        : path === home
          ? answer(statOf(false))
          : absent
    if (kind === 'file' && path.endsWith('config.json') && config !== null) return answer(config)
    return kind === 'dir' ? answer(JSON.stringify([name, 'config.json'])) : absent
  },
  openFile: async (path: string): Promise<Reading<OpenFile>> => {
    if (!path.endsWith('config.json')) return answer(openBytes(bytes, claimedBytes))
    return config === null ? absent : answer(openBytes(new TextEncoder().encode(config)))
  },
})

const statOf = (isFile: boolean): string =>
  JSON.stringify({
    type: isFile ? 'file' : 'dir',
    sizeBytes: claimedBytes,
    modifiedAtMs: 0,
    device: 1,
    inode: 1,
  })

async function fitted(name: string, bytes: Uint8Array, asked = options): Promise<unknown> {
  const disk = diskWith(name, bytes, JSON.stringify({ ...mlxConfig, quantization }))
  const model = await loadModel(disk, `${home}/${name}`, places, asked)
  return readingOf(name, async () => fitOf(model.identity, createSizer(model, asked, wide), wide))
}

const quantization = { group_size: 64, bits: 4 }

const ggufs = [
  languageModel({ layers: 2 }),
  languageModel({ layers: 1, experts: 4, architecture: 'qwen3moe' }),
  projector,
  adapter,
  imageModel,
].map(ggufHeaderBytes)
const quantized = placed({
  'model.layers.0.mlp.up_proj.weight': ['U32', [1_024, 128], 2 ** 19],
  'model.layers.0.mlp.up_proj.scales': ['F16', [1_024, 16], 2 ** 15],
  'model.layers.0.mlp.up_proj.biases': ['F16', [1_024, 16], 2 ** 15],
})
const heads = [
  safetensorsHead(placed(mlxTensors)),
  safetensorsHead({ __metadata__: { format: 'mlx' }, ...quantized }),
]

const ofBytes = (
  name: string,
  take: (bytes: Uint8Array) => unknown,
  samples: readonly Uint8Array[],
): ByteSubject => ({ name, take, samples: () => samples, refusals: [ParseError, UsageError] })

const log = new TextEncoder().encode(`llama_model_loader: - kv   0: general.architecture str = llama
print_info: arch             = llama
print_info: n_ctx_train      = 32768
print_info: n_embd           = 1024
print_info: n_layer          = 8
print_info: n_head           = 16
print_info: n_head_kv        = 4
print_info: n_ff             = 4096
print_info: n_vocab          = 8192
print_info: file size        = 110.20 MiB (4.5 BPW)
`)

export const modelByteSubjects: readonly ByteSubject[] = [
  ofBytes('gguf', (bytes) => readGguf(openBytes(bytes, claimedBytes)), ggufs),
  ofBytes('fit-gguf', (bytes) => fitted('model.gguf', bytes), ggufs),
  ofBytes('safetensors', (bytes) => readSafetensors(openBytes(bytes, claimedBytes)), heads),
  ofBytes('fit-safetensors', (bytes) => fitted('model.safetensors', bytes, mlx), heads),
  ofBytes('fit-log', (bytes) => loadPasted(openBytes(bytes)), [log]),
  ofBytes('model-lines', (bytes) => readModelLines(openBytes(bytes)), [log]),
  ofBytes(
    'seems-to-be',
    (bytes) => [seemsToBe(bytes, bytes.length), mayBeLog(bytes), encodingOf(bytes), isText(bytes)],
    [...ggufs, log],
  ),
]

/** Arrays as JSON has them are frozen, so that whoever writes to what it is given is found. */
function frozen(text: string): unknown {
  return JSON.parse(JSON.stringify(jsonIn(text)), (_, value: unknown) =>
    typeof value === 'object' ? Object.freeze(value) : value,
  )
}

const namesAndMore = (text: string): unknown => {
  const names = text.split('\n')
  return [filesInFolder(names.slice(0, -1), jsonOrNone(names.at(-1) ?? '')), names.map(siblingsOf)]
}
const jsonOrNone = (text: string): unknown => {
  try {
    return jsonIn(text)
  } catch {
    // ParseError: a folder without an index
    return null
  }
}

async function mlxFitted(config: string): Promise<unknown> {
  const [, head = new Uint8Array()] = heads
  const disk = diskWith('model.safetensors', head, config)
  const model = await readSafetensorsModel(disk, home)
  const loaded = await loadModel(disk, home, places, mlx)
  return [model.files, fitOf(loaded.identity, createSizer(loaded, mlx, wide), wide)]
}

export const modelTextSubjects: readonly TextSubject[] = [
  parser('gguf-digest', parseGgufHeaderText, answersTo(/^digest /)),
  parser('safetensors-digest', parseSafetensorsText, [
    '{"kind":"safetensors","metadata":[["format","mlx"]],"tensors":[["a",[8,4],"BF16",64,0,0]],"files":[{"name":"a","dataOffsetBytes":8,"fileBytes":72}],"config":{},"unknownTypes":[]}',
  ]),
  parser('mlx-config', (text) => parseMlxConfig(frozen(text)), [JSON.stringify(mlxConfig)]),
  {
    ...parser('fit-mlx-config', mlxFitted, [JSON.stringify({ ...mlxConfig, quantization })]),
    refusals: [ParseError, UsageError],
  },
  parser('pipeline', (text) => pipelineFoldersOf(frozen(text)), [
    '{"_class_name":"FluxPipeline","vae":["diffusers","AutoencoderKL"],"text_encoder":["transformers","X"]}',
  ]),
  parser('printed-model', parsePrintedModel, [new TextDecoder().decode(log)]),
  parser('safetensors-names', namesAndMore, [
    'model-00001-of-00002.safetensors\nmodel-00002-of-00002.safetensors\n{"weight_map":{"a":"model-00001-of-00002.safetensors","b":"model-00002-of-00002.safetensors"}}',
    'model.safetensors\nmodel.fp16.safetensors\n',
  ]),
  parser('part-name', parsePartName, ['model-00001-of-00002.gguf', 'a.safetensors']),
  parser('parameter-count', parseParameterCount, ['70B', '1.5b', '360M']),
  parser('ollama-name', parseOllamaName, ['llama3.2:1b', 'registry.ollama.ai/library/qwen3:4b']),
  parser('repository', parseRepository, ['ggml-org/gemma-3-4b-it-GGUF:Q4_K_M', 'hf.co/a/b']),
  parser('other-mac', parseMac, ['32GB', '128gb,macos15.5']),
]
