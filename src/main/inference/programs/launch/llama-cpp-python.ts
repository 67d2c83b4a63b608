import { hasFlag, optionIn } from '../arguments.ts'
import { llamaOptions } from '../llama-arguments.ts'
import { pythonProgramOf, runsCommand } from '../python-program.ts'
import { tensorTypeOfId } from '../../models/tensor-types.ts'
import type { LaunchCommand, LlamaLaunch, NamedModel, WatchedLaunch } from './launch.ts'

const title = 'llama-cpp-python'

/** Its server's settings, by the options of llama.cpp (llama_cpp/server/settings.py of 0.3): other defaults, no layers on the GPU. */
const settings: readonly (readonly [setting: string, option: string, usual: string | null])[] = [
  ['n_ctx', '--ctx-size', '2048'],
  ['n_batch', '--batch-size', '512'],
  ['n_ubatch', '--ubatch-size', '512'],
  ['n_gpu_layers', '--n-gpu-layers', '0'],
  ['clip_model_path', '--mmproj', null],
  ['lora_path', '--lora', null],
]

/** `python -m llama_cpp.server --model m.gguf`; null: it is not that. */
export function llamaCppPythonLaunch(command: LaunchCommand): LlamaLaunch | WatchedLaunch | null {
  if (!runsCommand(command, 'llama_cpp.server')) return null
  const args = pythonProgramOf(command)?.args ?? []
  const { environment } = command
  const told = (setting: string): string | null =>
    optionIn(args, `--${setting}`) ?? environment[setting.toUpperCase()] ?? null
  const config = optionIn(args, '--config_file') ?? environment['CONFIG_FILE'] ?? null
  if (config !== null)
    return {
      kind: 'watched',
      title,
      server: null,
      model: null,
      reason: 'Its models stand in a file of its own.',
    }
  const isOn = (setting: string, usual: boolean): boolean => boolOf(told(setting)) ?? usual
  const words = [
    ...settings.flatMap(([setting, option, usual]) => {
      const value = told(setting) ?? usual
      return value === null ? [] : [`${option}=${value}`]
    }),
    `--flash-attn=${isOn('flash_attn', false) ? 'on' : 'off'}`,
    ...typeWords('--cache-type-k', told('type_k')),
    ...typeWords('--cache-type-v', told('type_v')),
    ...(isOn('offload_kqv', true) ? [] : ['--no-kv-offload']),
    ...(isOn('use_mmap', true) ? [] : ['--no-mmap']),
    ...(isOn('embedding', false) ? ['--embeddings'] : []),
    '--fit=off',
  ]
  const path = told('model')
  const model = hasFlag(args, '-h', '--help')
    ? noModel('It only prints something.')
    : namedModel(path, told('hf_model_repo_id'))
  return {
    kind: 'llama',
    title,
    program: 'library',
    options: llamaOptions([
      'llama-server',
      ...(path === null ? [] : [`--model=${path}`]),
      ...words,
    ]),
    model,
    takesProjectorBeside: false,
    isFitted: false,
    unreckoned: [],
  }
}

const noModel = (reason: string): NamedModel => ({ kind: 'none', reason })

/** With a repository, `--model` is the file of it, often as a pattern: `*q8_0.gguf`. */
function namedModel(model: string | null, repository: string | null): NamedModel {
  if (repository === null)
    return model === null ? noModel('No model is named.') : { kind: 'path', path: model }
  if (model?.includes('*') !== true) return { kind: 'repository', repository, file: model }
  const [, quantization] = /^\*[-_.]?(\w{2,20})(?:\.gguf)?$/.exec(model) ?? []
  const named = quantization === undefined ? repository : `${repository}:${quantization}`
  return { kind: 'repository', repository: named, file: null }
}

/** As pydantic reads them. */
function boolOf(text: string | null): boolean | null {
  if (text === null) return null
  if (/^(?:1|true|on|yes|y|t)$/i.test(text)) return true
  return /^(?:0|false|off|no|n|f)$/i.test(text) ? false : null
}

/** Types have ggml's numbers there: 8 is q8_0. */
function typeWords(option: string, told: string | null): readonly string[] {
  const type = told === null || !/^\d{1,3}$/.test(told) ? null : tensorTypeOfId(Number(told))
  return type === null ? [] : [`${option}=${type.name.toLowerCase()}`]
}
