import type { SignatureCase } from '../signature-case.ts'

const headers: readonly SignatureCase[] = [
  {
    signature: 'gguf-magic',
    origin: 'composed from gguf.cpp, gguf_init_from_file_impl',
    log: "gguf_init_from_file_impl: invalid magic characters: 'ggjt', expected 'GGUF'",
    twin: 'git commit -m "gguf: say \'invalid magic characters\' when a file is no GGUF"',
  },
  {
    signature: 'gguf-bad-version',
    origin: 'composed from gguf.cpp, gguf_init_from_file_impl',
    log: 'gguf_init_from_file_impl: bad GGUF version: 0',
    twin: 'print_info: file format = GGUF V3 (latest)',
  },
  {
    signature: 'gguf-v1',
    origin: 'composed from ggml.c of 2024, gguf_init_from_file',
    log: 'gguf_init_from_file: GGUFv1 is no longer supported. please use a more up-to-date version',
    twin: 'llm_load_print_meta: format           = GGUF V2 (latest)',
  },
  {
    signature: 'gguf-too-new',
    origin: 'composed from gguf.cpp, gguf_init_from_file_impl',
    log: 'gguf_init_from_file_impl: this GGUF file is version 4 but this software only supports up to version 3',
    twin: 'llama_model_loader: loaded meta data with 29 key-value pairs and 75 tensors from a.gguf (version GGUF V3 (latest))',
  },
  {
    signature: 'gguf-no-magic',
    origin: 'composed from gguf.cpp, gguf_init_from_file_impl',
    log: 'gguf_init_from_file_impl: failed to read magic',
    twin: 'Why does it say: failed to read magic',
  },
  {
    signature: 'gguf-broken-header',
    origin: 'composed from gguf.cpp, gguf_init_from_file_impl',
    log: 'gguf_init_from_file_impl: failed to read key-value pairs',
    twin: 'http_client: failed to read header: connection reset by peer',
  },
  {
    signature: 'ggml-file-bad-magic',
    origin: 'recorded: ggml-org/llama.cpp#662, one line',
    log: './models/gpt4all-lora-quantized.bin: invalid model file (bad magic [got 0x67676d66 want 0x67676a74])',
    twin: 'whisper_model_load: a bad magic number is what a truncated file has',
    facts: { modelPath: './models/gpt4all-lora-quantized.bin' },
  },
  {
    signature: 'ggml-file-too-old',
    origin: 'composed from llama.cpp of 2023, llama_file_loader::read_magic',
    log: 'error loading model: unknown (magic, version) combination: 67676a74, 00000003; is this really a GGML file?',
    twin: 'llama_model_quantize: the type Q4_3 is not supported anymore',
  },
]

const contents: readonly SignatureCase[] = [
  {
    signature: 'llama-unknown-architecture',
    origin: 'recorded: ggml-org/llama.cpp#7799, one line',
    log: "llama_model_load: error loading model: error loading model architecture: unknown model architecture: 'clip'",
    twin: 'print_info: arch             = clip',
  },
  {
    signature: 'llama-missing-tensor',
    origin: 'recorded: ggml-org/llama.cpp#12567, one line',
    log: "llama_model_load: error loading model: missing tensor 'output.weight'",
    twin: 'create_tensor: loading tensor output.weight, missing tensor biases are zero',
  },
  {
    signature: 'llama-missing-tensor-bare',
    origin: 'composed from llama-model-loader.cpp, check_tensor_dims',
    log: "check_tensor_dims: tensor 'blk.0.attn_norm.weight' not found",
    twin: "done_getting_tensors: tensor 'token_embd.weight' (q4_K) (and 0 others) cannot be used with preferred buffer type CPU_REPACK, using CPU instead",
  },
  {
    signature: 'llama-tensor-count',
    origin: 'composed from llama-model-loader.cpp, done_getting_tensors',
    log: 'llama_model_load: error loading model: done_getting_tensors: wrong number of tensors; expected 292, got 291',
    twin: 'llama_model_loader: - type  f32:  292 tensors',
  },
  {
    signature: 'llama-tensor-shape',
    origin: 'composed from llama-model-loader.cpp, check_tensor_dims',
    log: "llama_model_load: error loading model: check_tensor_dims: tensor 'blk.0.ssm_in.weight' has wrong shape; expected    512,   2304, got    512,   2320,      1,      1",
    twin: "assert x.shape == y.shape, f'{name} has wrong shape; expected {y.shape}'",
  },
  {
    signature: 'llama-file-cut',
    origin: 'composed from llama-model-loader.cpp, llama_tensor_weight',
    log: "llama_model_load: error loading model: tensor 'blk.2.ffn_gate.weight' data is not within the file bounds, model is corrupted or incomplete",
    twin: 'It said "tensor \'blk.2.ffn_gate.weight\' data is not within the file bounds, model is corrupted or incomplete".',
  },
  {
    signature: 'llama-key-missing',
    origin: 'composed from llama-model-loader.cpp, get_key',
    log: 'llama_model_load: error loading model: error loading model hyperparameters: key not found in model: deepseek2.rope.scaling.yarn_log_multiplier',
    twin: 'llama_model_loader: - kv   5: the key not found in model: cards is written here',
  },
  {
    signature: 'gguf-unknown-type',
    origin: 'composed from gguf.cpp, gguf_init_from_file_impl',
    log: "gguf_init_from_file_impl: tensor 'blk.0.ffn_up.weight' has invalid ggml type 147. should be in [0, 41)",
    twin: "convert: 'f8' is an invalid ggml type, use one of f16, bf16, q8_0",
  },
  {
    signature: 'llama-model-missing',
    origin: 'composed from gguf.cpp, gguf_init_from_file',
    log: "gguf_init_from_file: failed to open GGUF file 'missing.gguf' (No such file or directory)",
    twin: 'common_init_from_params: failed to open log file, going on without one',
    facts: { modelPath: 'missing.gguf' },
  },
]

export const llamaFileCases: readonly SignatureCase[] = [...headers, ...contents]
