import { fieldsAt, textAt } from '../../answers/forms.ts'
import { roleOf } from '../../models/gguf-role.ts'
import type { GgufHeader } from '../../models/model-header.ts'
import type { SafetensorsModel } from '../../models/safetensors-folder.ts'

/** What a file of weights is to whoever makes images with it. */
export interface ImageRole {
  readonly kind: 'image-model' | 'adapter' | 'no image model'
  /** The rest of a sentence about the file. */
  readonly reason: string
  /** All that a picture takes is in it: the encoders of text, and what makes pixels. */
  readonly isWhole: boolean
}

/** `lora_unet_….lora_up.weight` (kohya), `….lora_A.weight` (peft), `….lora.up.weight` (diffusers), LyCORIS. */
const adapterTensor =
  /(^|[._])(lora_(up|down|[AaBb])|lora\.(up|down)|hada_w\d_[ab]|lokr_w\d(_[ab])?)(\.|$)/

/** Of single checkpoints and of the parts of pipelines: Stable Diffusion, SDXL, SD3, Flux, Wan, Qwen-Image, Lumina. */
const imageTensor =
  /^(model\.diffusion_model|diffusion_model|first_stage_model|double_blocks|single_blocks|joint_blocks|transformer_blocks|single_transformer_blocks|down_blocks|input_blocks)\./
const decoderTensor = /^(first_stage_model|vae)\./
const encoderTensor = /^(cond_stage_model|conditioner|text_encoders|text_model)\./

/** Of parts of a pipeline: `UNet2DConditionModel`, `FluxTransformer2DModel`, `AutoencoderKL`. */
const imageClass =
  /^(UNet|AutoencoderKL|AutoencoderDC|AsymmetricAutoencoder)|Transformer[23]DModel$/

export const imageRoleOf = (model: SafetensorsModel | GgufHeader): ImageRole =>
  model.kind === 'gguf' ? roleOfGguf(model) : roleOfSafetensors(model)

function roleOfGguf(header: GgufHeader): ImageRole {
  const { kind, reason } = roleOf(header)
  if (kind !== 'image-model' && kind !== 'adapter')
    return { kind: 'no image model', reason, isWhole: false }
  return { kind, reason, isWhole: isWhole(header) }
}

function roleOfSafetensors(model: SafetensorsModel): ImageRole {
  if (model.tensors.some(({ name }) => adapterTensor.test(name)))
    return { kind: 'adapter', reason: 'it changes the weights of a model (LoRA)', isWhole: false }
  const name = textAt(model.config, '_class_name')
  if (name !== null && imageClass.test(name))
    return { kind: 'image-model', reason: `it is the ${name} of a pipeline`, isWhole: false }
  const isImageModel =
    textAt(model.config, 'model_type') === null &&
    model.tensors.some((tensor) => imageTensor.test(tensor.name))
  return isImageModel
    ? {
        kind: 'image-model',
        reason: 'its tensors are those of a model of images',
        isWhole: isWhole(model),
      }
    : {
        kind: 'no image model',
        reason: 'its tensors are of no image model that we know',
        isWhole: false,
      }
}

const isWhole = ({ tensors }: Pick<GgufHeader, 'tensors'>): boolean =>
  tensors.some(({ name }) => decoderTensor.test(name)) &&
  tensors.some(({ name }) => encoderTensor.test(name))

/** A pipeline has a handful. */
const maxComponents = 32
/** What stands in a folder of its own, and holds no weights. */
const withoutWeights = /^(scheduler|tokenizer|feature_extractor|image_processor|processor)/

// {"_class_name":"StableDiffusionPipeline","unet":["diffusers","UNet2DConditionModel"],"safety_checker":[null,null]}
/** The folders with weights beside a `model_index.json`, by its JSON; none where it is no such thing. */
export function pipelineFoldersOf(index: unknown): readonly string[] {
  const parts = Object.entries(fieldsAt(index, '') ?? {})
  return parts
    .filter(
      ([name, value]) =>
        /^[\w-]+$/.test(name) &&
        !withoutWeights.test(name) &&
        Array.isArray(value) &&
        value.length === 2 &&
        value.every((one) => typeof one === 'string'),
    )
    .map(([name]) => name)
    .slice(0, maxComponents)
}
