import { describe, expect, test } from 'vitest'
import { estimateImageModel } from '../../../../src/main/inference/estimate/image/estimate-image-model.ts'
import {
  imageRoleOf,
  pipelineFoldersOf,
} from '../../../../src/main/inference/estimate/image/image-role.ts'
import type { GgufHeader } from '../../../../src/main/inference/models/model-header.ts'
import { llama } from '../mlx/configs.ts'
import { anyTensors, readModel, tensor } from '../mlx/write-folder.ts'

const half = (name: string) => tensor(name, 'F16', 10, 10)
const whole = {
  ...half('model.diffusion_model.input_blocks.0.0.weight'),
  ...half('first_stage_model.decoder.conv_in.weight'),
  ...half('cond_stage_model.transformer.text_model.final_layer_norm.weight'),
}
const cannotTell = 'What a picture takes while it is made cannot be told from the file.'
const onePart =
  'It is one part of a pipeline: encoders of text, or what makes pixels of it, are other files and not counted.'

describe('a model of images', () => {
  test('takes its weights, and an unknown amount while it works', async () => {
    const { parts, growth, remarks } = estimateImageModel(await readModel(null, whole))
    expect(parts).toEqual([
      {
        name: 'weights',
        bytes: 600,
        onGpuBytes: 600,
        band: { lessBytes: 0, moreBytes: 0 },
        basis: 'exact',
        formula: '',
      },
      { name: 'compute', bytes: 0, onGpuBytes: 0, band: null, basis: 'unknown', formula: '' },
    ])
    expect(growth).toBeNull()
    expect(remarks).toEqual([cannotTell])
  })

  test('takes all parts of its pipeline', async () => {
    const unet = await readModel({ _class_name: 'UNet2DConditionModel' }, half('conv_in.weight'))
    const vae = await readModel({ _class_name: 'AutoencoderKL' }, half('decoder.conv_in.weight'))
    const { parts, remarks } = estimateImageModel(unet, [vae])
    expect(parts[0]).toMatchObject({ bytes: 400, formula: '200 + 200' })
    expect(remarks).toEqual([cannotTell])
    expect(estimateImageModel(unet).remarks).toEqual([onePart, cannotTell])
  })

  test('as a GGUF takes the bytes of its tensors', () => {
    const header: GgufHeader = {
      kind: 'gguf',
      version: 3,
      byteOrder: 'little',
      metadata: new Map([['general.architecture', 'flux']]),
      tensors: [
        { name: 'double_blocks.0.img_attn.qkv.weight', dimensions: [32, 2], type: 'q8_0', bytes: 68, offsetBytes: 0, fileIndex: 0 },
      ],
      files: [{ dataOffsetBytes: 64, fileBytes: 132 }],
      unknownTypes: [],
    } // prettier-ignore
    expect(imageRoleOf(header)).toEqual({
      kind: 'image-model',
      reason: 'its architecture is flux',
      isWhole: false,
    })
    expect(estimateImageModel(header).parts[0]?.bytes).toBe(68)
    expect(estimateImageModel(header).remarks).toEqual([onePart, cannotTell])
  })
})

describe('the role of a file', () => {
  test.each([
    ['model.diffusion_model.out.2.weight', 'image-model'],
    ['double_blocks.0.img_attn.qkv.weight', 'image-model'],
    ['transformer_blocks.0.attn.to_q.weight', 'image-model'],
    ['down_blocks.0.resnets.0.conv1.weight', 'image-model'],
    ['lora_unet_down_blocks_0_attentions_0_proj_in.lora_up.weight', 'adapter'],
    ['transformer.single_transformer_blocks.0.attn.to_k.lora_A.weight', 'adapter'],
    ['unet.down_blocks.0.attentions.0.processor.to_q_lora.down.weight', 'adapter'],
    ['lycoris_blocks_0.lokr_w1', 'adapter'],
    ['lora_te_text_model_encoder.hada_w1_a', 'adapter'],
    ['model.layers.0.mlp.lora.weight', 'no image model'],
    ['encoder.layers.0.weight', 'no image model'],
  ])('with %s is: %s', async (name, kind) => {
    expect(imageRoleOf(await readModel(null, half(name))).kind).toBe(kind)
  })

  test('is no image model where a language model is told beside it', async () => {
    const model = await readModel(llama, { ...anyTensors, ...half('transformer_blocks.0.weight') })
    expect(imageRoleOf(model).kind).toBe('no image model')
  })

  test('of an adapter is said', async () => {
    const model = await readModel(null, half('lora_unet_mid.lora_down.weight'))
    expect(estimateImageModel(model).remarks).toEqual([
      'It is an adapter (LoRA): the model that it changes is not counted.',
      cannotTell,
    ])
  })
})

describe('a pipeline', () => {
  test('has a folder for each part with weights', () => {
    const index = {
      _class_name: 'StableDiffusionPipeline',
      _diffusers_version: '0.30.0',
      feature_extractor: ['transformers', 'CLIPImageProcessor'],
      safety_checker: [null, null],
      scheduler: ['diffusers', 'PNDMScheduler'],
      text_encoder: ['transformers', 'CLIPTextModel'],
      tokenizer_2: ['transformers', 'T5TokenizerFast'],
      unet: ['diffusers', 'UNet2DConditionModel'],
      vae: ['diffusers', 'AutoencoderKL'],
      '../etc': ['diffusers', 'AutoencoderKL'],
    }
    expect(pipelineFoldersOf(index)).toEqual(['text_encoder', 'unet', 'vae'])
    expect(pipelineFoldersOf('nonsense')).toEqual([])
  })
})
