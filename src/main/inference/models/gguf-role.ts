import { printable } from '../../../shared/printable.ts'
import type { GgufHeader } from './model-header.ts'

/** What a GGUF file is to whoever loads it: not all of them are language models. */
export interface GgufRole {
  readonly kind: 'model' | 'projector' | 'adapter' | 'image-model' | 'other'
  /** The rest of a sentence about the file. */
  readonly reason: string
}

/**
 * Architectures that ComfyUI-GGUF (city96; `IMG_ARCH_LIST` of loader.py) and those who followed it give to models of images,
 * films and sound: llama.cpp knows none of them.
 */
const imageArchitectures: ReadonlySet<string> = new Set([
  'flux',
  'flux2',
  'sd1',
  'sdxl',
  'sd3',
  'aura',
  'hidream',
  'cosmos',
  'ltxv',
  'ltx2',
  'hyvid',
  'hyvideo',
  'wan',
  'lumina2',
  'qwen_image',
  'z_image',
  'pig',
])

/** Names of tensors in models of images that have no metadata, as stable-diffusion.cpp writes them. */
const imageTensor =
  /^(model\.diffusion_model|first_stage_model|cond_stage_model|double_blocks|single_blocks|joint_blocks|transformer_blocks|down_blocks|input_blocks)\./

export function roleOf(header: Pick<GgufHeader, 'metadata' | 'tensors'>): GgufRole {
  const type = textAt(header, 'general.type')
  const architecture = textAt(header, 'general.architecture')
  if (type === 'mmproj' || type === 'clip-vision' || architecture === 'clip')
    return { kind: 'projector', reason: 'it turns images or sound into tokens of a model' }
  if (type === 'adapter' || header.tensors.some(({ name }) => /\.lora_[ab]$/.test(name)))
    return { kind: 'adapter', reason: 'it changes the weights of a model (LoRA)' }
  if (architecture === 'controlvector')
    return { kind: 'adapter', reason: 'it steers the layers of a model (control vector)' }
  if (type === 'imatrix' || architecture === 'imatrix' || header.metadata.has('imatrix.datasets'))
    return { kind: 'other', reason: 'it tells which weights matter when a model is quantized' }
  if (architecture !== null && imageArchitectures.has(architecture.toLowerCase()))
    return { kind: 'image-model', reason: `its architecture is ${printable(architecture)}` }
  if (architecture === null) return roleByTensors(header)
  if (header.tensors.length === 0)
    return { kind: 'other', reason: 'it has no weights: a vocabulary alone' }
  return { kind: 'model', reason: `its architecture is ${printable(architecture)}` }
}

const roleByTensors = ({ tensors }: Pick<GgufHeader, 'tensors'>): GgufRole =>
  tensors.some(({ name }) => imageTensor.test(name))
    ? { kind: 'image-model', reason: 'its tensors are those of a model of images' }
    : { kind: 'other', reason: 'it names no architecture' }

function textAt({ metadata }: Pick<GgufHeader, 'metadata'>, key: string): string | null {
  const value = metadata.get(key)
  return typeof value === 'string' ? value : null
}
