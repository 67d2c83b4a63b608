import type { SignatureCase } from '../signature-case.ts'

/** Models that MLX programs cannot load, for their files. */
export const mlxFileCases: readonly SignatureCase[] = [
  {
    signature: 'mlx-model-type-unknown',
    origin: 'recorded: ml-explore/mlx-lm#84',
    log: 'ERROR:root:Model type mistral3 not supported.\nValueError: Model type mistral3 not supported.',
    twin: 'Model type switching not supported in this view\n    msg = f"Model type {model_type} not supported."',
  },
  {
    signature: 'mlx-model-type-unknown',
    origin: 'recorded: lmstudio-ai/mlx-engine#129',
    log: 'Error when loading model: ValueError: Model type mistral3 not supported.',
    twin: 'Error when loading model: ValueError: Model type mistral3 needs a newer tokenizer.',
  },
  {
    signature: 'mlx-checkpoint-unknown',
    origin: 'composed from transformers: models/auto/configuration_auto.py',
    log: 'ValueError: The checkpoint you are trying to load has model type `lfm9` but Transformers does not recognize this architecture. This could be because of an issue with the checkpoint, or because your version of Transformers is out of date.',
    twin: 'The checkpoint you are trying to load has model type llama and was trained for 3 epochs.',
  },
  {
    signature: 'mlx-parameters-not-in-model',
    origin: 'recorded: Blaizzy/mlx-vlm#596',
    log: 'ValueError: Received 338 parameters not in model: \nmulti_modal_projector.linear_1.biases,',
    twin: '        f"Received {num_extra} parameters not in model: \\n{extras}."',
  },
  {
    signature: 'mlx-parameters-missing',
    origin:
      'composed from mlx/nn/layers/base.py: `Missing {num_missing} parameters: \\n{missing}.`',
    log: 'ValueError: Missing 12 parameters: \nmodel.layers.31.mlp.gate_proj.scales,',
    twin: 'ValueError: Missing 2 parameters: user, password',
  },
  {
    signature: 'mlx-parameter-shape',
    origin:
      'composed from mlx/nn/layers/base.py: `Expected shape {} but received shape {} for parameter {}`',
    log: 'ValueError: Expected shape (1024, 4096) but received shape (1024, 512) for parameter model.layers.0.self_attn.k_proj.weight',
    twin: 'ValueError: Expected shape (1024, 4096) but received shape (1024, 512) for input 0',
  },
  {
    signature: 'mlx-safetensors-header',
    origin:
      'composed from mlx/io/safetensors.cpp: `[load_safetensors] Invalid json header length `',
    log: 'RuntimeError: [load_safetensors] Invalid json header length /Users/user/models/a/model-00002-of-00004.safetensors',
    twin: '        #   corrupt -> [load_safetensors] Invalid json header length file',
  },
  {
    signature: 'mlx-safetensors-header',
    origin:
      'composed from safetensors: bindings/python/src/lib.rs `Error while deserializing header: `',
    log: 'safetensors_rust.SafetensorError: Error while deserializing header: HeaderTooLarge',
    twin: 'SafetensorError: Error while deserializing tensor: InvalidOffset',
  },
  {
    signature: 'mlx-safetensors-dtype',
    origin: 'composed from mlx/io/safetensors.cpp: `[safetensor] unsupported dtype `',
    log: 'RuntimeError: [safetensor] unsupported dtype F64',
    twin: '    # opaque "[safetensor] unsupported dtype F64" on it, so any file with an',
  },
  {
    signature: 'mlx-file-cut',
    origin: 'composed from mlx/io/load.h: `[read] Unable to read N bytes from file.`',
    log: 'RuntimeError: [read] Unable to read 524288 bytes from file.',
    twin: 'OSError: [read] Unable to read 524288 bytes from socket.',
  },
  {
    signature: 'mlx-no-safetensors',
    origin: 'composed from mlx_lm/utils.py: `No safetensors found in {model_path}`',
    log: 'FileNotFoundError: No safetensors found in /Users/user/models/Qwen3-4B-4bit',
    twin: '        raise FileNotFoundError(f"No safetensors found in {model_path}")',
    facts: { modelPath: '/Users/user/models/Qwen3-4B-4bit' },
  },
  {
    signature: 'mlx-file-not-opened',
    origin: 'composed from mlx/io/safetensors.cpp: `[load_safetensors] Failed to open `',
    log: 'RuntimeError: [load_safetensors] Failed to open file /Users/user/models/a/model.safetensors',
    twin: 'RuntimeError: [save_safetensors] Failed to open file /Users/user/models/a/model.safetensors',
    facts: { modelPath: '/Users/user/models/a/model.safetensors' },
  },
  {
    signature: 'mlx-model-not-found',
    origin: 'composed from mlx_lm/utils.py of 2024: `Model not found for path or HF repo: {}.`',
    log: 'mlx_lm.utils.ModelNotFoundError: Model not found for path or HF repo: Qwen3-4B-4bit.\nPlease make sure you specified the local path or Hugging Face repo id correctly.',
    twin: "httpx.HTTPStatusError: Client error '401 Unauthorized' for url 'https://huggingface.co/api/models/deepseek-14b/revision/main'",
    facts: { modelPath: 'Qwen3-4B-4bit' },
  },
  {
    signature: 'mlx-config-missing',
    origin: 'composed from mlx_lm/utils.py `load_config`: open(model_path / "config.json")',
    log: "FileNotFoundError: [Errno 2] No such file or directory: '/Users/user/.lmstudio/models/a/b/config.json'",
    twin: "FileNotFoundError: [Errno 2] No such file or directory: '/Users/user/.config/app/config.json'",
    facts: { modelPath: '/Users/user/.lmstudio/models/a/b' },
  },
]
