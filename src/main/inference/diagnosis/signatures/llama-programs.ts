import type { MessageForm } from '../../logs/message-form.ts'
import { consequence, formsOf, symptom } from '../../logs/forms/form.ts'

const form = formsOf('llama.cpp')

// gguf_init_from_file_impl: invalid magic characters: 'ggjt', expected 'GGUF'
// llama_model_load: error loading model: error loading model architecture: unknown model architecture: 'clip'
// ./models/gpt4all-lora-quantized.bin: invalid model file (bad magic [got 0x67676d66 want 0x67676a74])
/** Files that this llama.cpp cannot load (inference-logs.md §3). */
export const llamaFileSignatures: readonly MessageForm[] = [
  form(
    'gguf-magic',
    ['invalid magic char', 'invalid magic number'],
    /^\w+: (?:error: )?invalid magic (?:characters|number)\b/,
    () => symptom('gguf-incompatible'),
  ),
  form('gguf-bad-version', 'bad GGUF version', /^\w+: (?:error: )?bad GGUF version\b/, () =>
    symptom('gguf-incompatible'),
  ),
  form(
    'gguf-v1',
    'GGUFv1 is no longer supported',
    /^\w+: (?:error: )?GGUFv1 is no longer supported/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'gguf-too-new',
    'but this software only supports up to version',
    /^\w+: (?:error: )?this GGUF file is version \d+ but this software only supports up to version \d+/,
    () => symptom('gguf-incompatible'),
  ),
  form('gguf-no-magic', 'failed to read magic', /^\w+: (?:error: )?failed to read magic$/, () =>
    symptom('gguf-incompatible'),
  ),
  form(
    'gguf-broken-header',
    [
      'failed to read key-value pairs',
      'failed to read tensor info',
      'failed to read header',
      'failed to read the meta data',
      'failed to read tensor data',
    ],
    /^gguf_\w+: (?:error: )?failed to read (?:key-value pairs|tensor (?:info|data)|header|the meta data)/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'ggml-file-bad-magic',
    'bad magic',
    /^(?:\S+: )*?(\S+): invalid model (?:file|data) .*\(bad magic(?: \[got 0x[\da-f]+ want 0x[\da-f]+\])?\)|^error loading model: unknown \(magic, version\) combination/,
    ([, path]) =>
      symptom(
        'gguf-incompatible',
        path === undefined || /^(?:llama|whisper|gpt)\w+$/.test(path) ? {} : { modelPath: path },
      ),
  ),
  form(
    'ggml-file-too-old',
    [
      'unknown (magic, version) combination',
      'is not supported anymore',
      'this format is no longer supported',
    ],
    /\bunknown \(magic, version\) combination: [\da-f]+|^\w+: (?:error: )?.*this format is no longer supported/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'llama-unknown-architecture',
    ['unknown model architecture', 'unknown architecture'],
    /^(?:\w+: ){0,6}(?:error(?: loading model(?: architecture)?)?: ){0,4}unknown (?:model )?architecture:? '[\w.-]+'/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'llama-missing-tensor',
    'missing tensor',
    /^(?:\w+: ){0,6}(?:error(?: loading model)?: ){1,4}missing tensor(?: info mapping for)? '[\w./-]+'/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'llama-missing-tensor-bare',
    ['missing tensor', "' not found"],
    // llama_model_load: error loading model: check_tensor_dims: tensor 'output.weight' not found
    /^(?:\w+: ){0,6}(?:error loading model: )?(?:\w+: ){0,6}(?:missing tensor '[\w./-]+'$|tensor '[\w./-]+' not found)/,
    () => consequence('gguf-incompatible'),
  ),
  form(
    'llama-tensor-count',
    'wrong number of tensors',
    /^(?:\w+: ){0,6}(?:error(?: loading model)?: ){0,4}(?:\w+: ){0,6}wrong number of tensors; expected \d+, got \d+$/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'llama-tensor-shape',
    'has wrong shape',
    /^(?:\w+: ){0,6}(?:error(?: loading model)?: ){1,4}.*tensor '[\w./-]+' has wrong shape; expected/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'llama-file-cut',
    'data is not within the file bounds',
    /^(?:\w+: ){0,6}(?:error(?: loading model)?: ){0,4}(?:\w+: ){0,6}tensor '[^']{1,200}' data is not within the file bounds, model is corrupted or incomplete/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'llama-key-missing',
    [
      'key not found in model',
      'error loading model hyperparameters',
      'error loading model vocabulary',
    ],
    /^(?:\w+: ){0,6}error loading model: (?:error loading model (?:hyperparameters|vocabulary): .{3,}|.*key not found in model: \S+)/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'gguf-unknown-type',
    ['has invalid ggml type', 'invalid ggml type'],
    /^gguf_\w+: (?:error: )?tensor '[^']{1,200}' has invalid ggml type \d+/,
    () => symptom('gguf-incompatible'),
  ),
  form(
    'llama-model-missing',
    ['failed to open GGUF file', 'failed to open '],
    /^(?:\w+: )+(?:error loading model: )?failed to open (?:GGUF file )?'?(.+?)'?(?: \(No such file or directory\)|: No such file or directory)/,
    ([, path]) => symptom('model-missing', path === undefined ? {} : { modelPath: path }),
  ),
]

// ggml_metal_init: error: load pipeline error: Error Domain=AGXMetalA14 Code=3 "Compute function exceeds …"
// ggml_metal_graph_compute_block_invoke: error: unsupported op 'SSM_CONV'
// warning: no usable GPU found, --gpu-layers option will be ignored
/** Kernels that Metal does not have or cannot build, and work that stays on the CPU (inference-logs.md §3). */
export const llamaMetalSignatures: readonly MessageForm[] = [
  form(
    'ggml-unsupported-op',
    'unsupported op',
    /^ggml_metal_\w+: (?:error: )?(?:error: )?unsupported op '[\w ()]+'/,
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'ggml-pipeline-error',
    'load pipeline error',
    /^ggml_metal_\w+: (?:error: )?load pipeline error/,
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'ggml-compile-failed',
    'failed to compile pipeline',
    /^ggml_metal_\w+: (?:error: )?failed to compile pipeline/,
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'ggml-library-failed',
    [
      'ggml_metal_init: error',
      'ggml_metal_library_init: error',
      'ggml_metal_load_library: error',
      'error: could not use bundle path',
    ],
    /^ggml_metal_(?:init|library_init\w*|load_library): error: (?:Error Domain=MTLLibraryErrorDomain|could not use bundle path|.*(?:library|metallib))/,
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'llama-metal-init-failed',
    ['failed to initialize Metal ', 'ggml_metal_init() failed', 'failed to initialize the Metal '],
    /^(?:\w+: ){0,6}(?:error: )?(?:failed to initialize (?:the )?Metal (?:backend|library)|ggml_metal_init\(\) failed)/,
    () => consequence('metal-unsupported-op'),
  ),
  form(
    'ggml-pipeline-missing',
    ['pipeline is null', 'failed to get pipeline', 'not found in the Metal library'],
    /^ggml_metal_\w+: (?:error: )?.*(?:pipeline is null|failed to get pipeline|not found in the Metal library)/,
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'page-tensor-not-in-metal-library', // a page's own words; no source prints them (§7.3)
    ['not found in metal library', 'not found in Metal library'],
    /^(?:\w+: ){0,6}(?:[Tt]ensor|[Ff]unction|[Kk]ernel)(?: '?\S+'?)? not found in [Mm]etal library/,
    () => symptom('metal-unsupported-op'),
  ),
  form(
    'llama-no-usable-gpu',
    [
      'no usable GPU found',
      'not compiled with GPU offload support',
      'compiled without GPU support',
      'compiled without support for GPU offload',
    ],
    /^(?:\w+: ){0,6}(?:[Ww]arning: )?(?:no usable GPU found, --gpu-layers|not compiled with GPU offload support|.*compiled without (?:GPU support|support for GPU offload))/,
    () => symptom('cpu-fallback'),
  ),
  form('llama-no-layers', 'offloaded 0/', /^(?:\w+: )?offloaded 0\/[1-9]\d* layers to GPU/, () =>
    symptom('cpu-fallback'),
  ),
  form(
    'page-no-metal-device',
    ['o Metal device', 'o metal device'],
    /^(?:\w+: ){0,6}[Nn]o [Mm]etal devices?(?: (?:was )?(?:found|available))?[.!]?$/,
    () => symptom('cpu-fallback'),
  ),
  form(
    'llama-intel-cpu',
    ['system_info: ', 'system info: '],
    /^(?:\w+: ){0,6}system_info: (?!.*\b(?:Metal|MTL)\b)/,
    () => ({
      kind: 'symptom',
      class: 'cpu-fallback',
      facts: {},
      isConsequence: false,
      onlyIf: 'intel-build',
    }),
  ),
  form(
    'llama-intel-on-apple',
    'x86_64-apple-darwin',
    /\bbuild:? .{0,200}\bfor x86_64-apple-darwin/,
    () => ({
      kind: 'symptom',
      class: 'rosetta',
      facts: {},
      isConsequence: false,
      onlyIf: 'apple-silicon',
    }),
  ),
]
