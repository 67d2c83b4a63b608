import type { Fix } from '../../../../shared/finding.ts'
import { formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { layersThatFit } from './figures.ts'
import { fix } from './fix.ts'
import { isOnLinux } from './platform.ts'

/** On unified memory the layers on the CPU take the same RAM: it only lowers what the GPU must hold. */
const costsOnMac = 'much slower; frees no RAM, only lowers what the GPU must hold'
const costsOnLinux = 'much slower; these layers then take RAM'

/** The last resort: fewer layers on the GPU; null where it cannot be set. */
export function fewerLayers(one: Case): Fix | null {
  const layers = layersThatFit(one)
  const { totalLayers } = one.facts
  const text =
    layers === null || totalLayers === undefined
      ? 'As a last resort leave some layers to the CPU'
      : `As a last resort leave the GPU ${formatCount(layers)} of ${formatCount(totalLayers)} layers`
  const name = layersName(one)
  const costs = isOnLinux(one) ? costsOnLinux : costsOnMac
  if (name === null) return null
  return layers === null
    ? fix(`${text}: ${name} with fewer than the model has`, null, costs)
    : fix(text, withCount(name, formatCount(layers)), costs)
}

/** All layers on the GPU: what a program does by default, or must be told. */
export function allLayers(one: Case): Fix | null {
  const text = 'Put all layers on the GPU'
  switch (one.program) {
    case 'llama.cpp':
      // a number larger than the layers is harmless (inference-logs.md §7.1)
      return fix(
        `${text}: leave -ngl away (today all that fit is the default), or ask for them`,
        '-ngl 999',
      )
    case null:
    case 'shell':
    case 'python':
      return fix(`${text}; where llama.cpp computes, -ngl 0 must not be given`, null)
    case 'llama-cpp-python':
      return fix(
        `${text}, where the model is made (Llama): its default is 0, none`,
        'n_gpu_layers=-1',
      )
    case 'ollama':
      return fix(
        `${text}: take num_gpu out of the Modelfile and of requests; Ollama chooses by itself`,
      )
    case 'koboldcpp':
      return fix(text, '--gpulayers 999')
    case 'localai':
      return fix(`${text}, in the model's YAML file`, 'gpu_layers: 999')
    case 'lm-studio':
    case 'jan':
      return fix(`${text}, as GPU offload in the settings of the load`)
    case 'whisper.cpp':
      return fix('Do not start it with -ng (--no-gpu)')
    case 'mlx':
    case 'mlx-lm':
    case 'vllm-mlx':
    case 'omlx':
    case 'exo':
    case 'vllm':
    case 'candle':
    case 'pytorch':
    case 'comfyui':
      return null
  }
}

function layersName({ program }: Case): string | null {
  switch (program) {
    case 'llama.cpp':
    case null:
    case 'shell':
    case 'python':
      return '-ngl'
    case 'llama-cpp-python':
      return 'n_gpu_layers'
    case 'ollama':
      return 'num_gpu'
    case 'koboldcpp':
      return '--gpulayers'
    case 'localai':
      return 'gpu_layers'
    case 'whisper.cpp':
    case 'mlx':
    case 'mlx-lm':
    case 'vllm-mlx':
    case 'omlx':
    case 'exo':
    case 'vllm':
    case 'candle':
    case 'pytorch':
    case 'comfyui':
    case 'lm-studio':
    case 'jan':
      return null
  }
}

function withCount(name: string, count: string): string {
  if (name.startsWith('-')) return `${name} ${count}`
  if (name === 'num_gpu') return `PARAMETER num_gpu ${count}`
  return name === 'gpu_layers' ? `gpu_layers: ${count}` : `${name}=${count}`
}
