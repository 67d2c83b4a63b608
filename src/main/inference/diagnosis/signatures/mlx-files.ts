import { symptom } from '../../logs/forms/form.ts'
import type { MessageForm } from '../../logs/message-form.ts'
import { thrownOf } from './thrown.ts'

const mlx = thrownOf('mlx')
const mlxLm = thrownOf('mlx-lm')

// ValueError: Model type mistral3 not supported.
// ERROR:root:Model type falcon not supported.
// ValueError: The checkpoint you are trying to load has model type `lfm3` but Transformers does not recognize this architecture. …
// ValueError: Received 362 parameters not in model:
// ValueError: Missing 12 parameters:
// ValueError: Expected shape (1024, 4096) but received shape (1024, 512) for parameter model.layers.0.self_attn.k_proj.weight
/** A program that is older than the model, or weights of another one (mlx_lm/utils.py; mlx/nn/layers/base.py `load_weights`). */
const otherModel: readonly MessageForm[] = [
  mlxLm(
    'mlx-model-type-unknown',
    ['Model type '],
    /Model type [\w.-]{1,80} not supported(?:\. Error: .{0,300})?/,
    () => symptom('gguf-incompatible'),
  ),
  mlxLm(
    'mlx-checkpoint-unknown',
    ['The checkpoint you are trying to load has model type'],
    /The checkpoint you are trying to load has model type \S{1,80} but Transformers does not recognize this architecture.{0,400}/,
    () => symptom('gguf-incompatible'),
  ),
  mlx(
    'mlx-parameters-not-in-model',
    ['parameters not in model'],
    /Received \d+ parameters not in model(?:: ?)?(?=$|\.)/,
    () => symptom('gguf-incompatible'),
  ),
  mlx(
    'mlx-parameters-missing',
    ['ValueError: Missing '],
    /(?<=ValueError: )Missing \d+ parameters: ?(?=$)/,
    () => symptom('gguf-incompatible'),
  ),
  mlx(
    'mlx-parameter-shape',
    ['but received shape'],
    /Expected shape \([\d, ]{0,80}\) but received shape \([\d, ]{0,80}\) for parameter \S+/,
    () => symptom('gguf-incompatible'),
  ),
]

// RuntimeError: [load_safetensors] Invalid json header length /Users/…/model-00002-of-00004.safetensors
// safetensors_rust.SafetensorError: Error while deserializing header: HeaderTooLarge
// RuntimeError: [safetensor] unsupported dtype F64
// RuntimeError: [read] Unable to read 524288 bytes from file.
/** A file that is not whole, or of a kind that this MLX does not read (mlx/io/safetensors.cpp, mlx/io/load.h). */
const brokenFile: readonly MessageForm[] = [
  mlx(
    'mlx-safetensors-header',
    [
      '[load_safetensors] Invalid',
      '[load_safetensors] The JSON',
      'Error while deserializing header',
    ],
    /\[load_safetensors\] (?:Invalid json|The JSON header).{0,400}|Error while deserializing header: \w.{0,200}/,
    () => symptom('gguf-incompatible'),
  ),
  mlx(
    'mlx-safetensors-dtype',
    ['[safetensor] unsupported dtype'],
    /\[safetensor\] unsupported dtype ?\w{0,20}/,
    () => symptom('gguf-incompatible'),
  ),
  mlx(
    'mlx-file-cut',
    ['[read] Unable to read '],
    /\[read\] Unable to read \d+ bytes from file/,
    () => symptom('gguf-incompatible'),
  ),
]

// FileNotFoundError: No safetensors found in /Users/…/models/Qwen3-4B-4bit
// ERROR:root:No safetensors found in models/Qwen3-4B-4bit
// RuntimeError: [load_safetensors] Failed to open file /Users/…/model.safetensors
// mlx_lm.utils.ModelNotFoundError: Model not found for path or HF repo: Qwen3-4B-4bit.
// FileNotFoundError: [Errno 2] No such file or directory: '/Users/…/.lmstudio/models/mlx-community/Qwen3-4B-4bit/config.json'
/** No model at that place. A name that Hugging Face does not know (401, 404) is none of these. */
const noFile: readonly MessageForm[] = [
  mlxLm(
    'mlx-no-safetensors',
    ['No safetensors found in '],
    /No safetensors found in (\S.{0,400}?)(?=\.?$)/,
    ([, modelPath]) => symptom('model-missing', modelPath === undefined ? {} : { modelPath }),
  ),
  mlx(
    'mlx-file-not-opened',
    ['[load_safetensors] Failed to open', '[load_gguf] Failed to open', '[load] Failed to open'],
    /\[load(?:_safetensors|_gguf)?\] Failed to open (?:file )?(\S.{0,400}?)(?=\.?$)/,
    ([, modelPath]) => symptom('model-missing', modelPath === undefined ? {} : { modelPath }),
  ),
  mlxLm(
    'mlx-model-not-found',
    ['Model not found for path or HF repo'],
    /Model not found for path or HF repo: (\S{1,300}?)(?=\.?$)/,
    ([, modelPath]) => symptom('model-missing', modelPath === undefined ? {} : { modelPath }),
  ),
  mlxLm(
    'mlx-config-missing',
    ['/config.json'],
    /(?<=FileNotFoundError: )\[Errno 2\] No such file or directory: (?:PosixPath\()?'([^']{0,400}(?:[Mm]odels|snapshots|mlx|MLX)[^']{0,400})\/config\.json'\)?/,
    ([, modelPath]) => symptom('model-missing', modelPath === undefined ? {} : { modelPath }),
  ),
]

/** Models that MLX programs cannot load, for their files. */
export const mlxFileSignatures: readonly MessageForm[] = [...otherModel, ...brokenFile, ...noFile]
