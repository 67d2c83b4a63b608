import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../processes.ts'
import { loaded, refusal, writeFolder, writePlan, writeTensors, writeText } from './fitted.ts'
import {
  adapter,
  checkpointTensors,
  imageModel,
  languageModel,
  mlxConfig,
  mlxTensors,
  projector,
  shardsOf,
} from './model-plans.ts'

/** Of the plan without options: 73 207 808 bytes for the GPU and the table of tokens. */
const weightsBytes = 77_926_400

describe('a GGUF model', () => {
  test('is read by its file, by its folder, and without the ending', async () => {
    const folder = tempFolder()
    const file = writePlan(join(folder, 'one', 'Tiny-Q4_K_M.gguf'))
    const bare = writePlan(join(folder, 'bare'))
    for (const [path, name] of [
      [file, 'Tiny-Q4_K_M'],
      [join(folder, 'one'), 'Tiny-Q4_K_M'],
      [bare, 'bare'],
    ] as const) {
      const { model, parts } = (await loaded(path)).fit()
      expect(model).toEqual({
        path: path === join(folder, 'one') ? file : path,
        name,
        engine: 'llama.cpp',
        architecture: 'llama',
        quantization: 'Q4_K_M',
        fileBytes: model.fileBytes,
        layers: 8,
      })
      expect(model.fileBytes).toBeGreaterThan(weightsBytes)
      expect(parts.weightsBytes).toBe(weightsBytes)
    }
  })

  test('is the same whole model by any of its shards', async () => {
    const folder = tempFolder()
    const [first, second] = shardsOf(languageModel())
    const paths = [
      writePlan(join(folder, 'm-00001-of-00002.gguf'), first),
      writePlan(join(folder, 'm-00002-of-00002.gguf'), second),
    ]
    for (const path of [...paths, folder]) {
      const { parts, model } = (await loaded(path)).fit()
      expect([parts.weightsBytes, model.name, model.layers]).toEqual([weightsBytes, 'm', 8])
    }
  })

  test('without one of its shards is refused with the name of the shard', async () => {
    const folder = tempFolder()
    const path = writePlan(join(folder, 'm-00001-of-00002.gguf'), shardsOf(languageModel())[0])
    expect(await refusal(loaded(path))).toBe(
      `UsageError: ${path}: a part of it is missing: m-00002-of-00002.gguf`,
    )
  })

  test.each([
    [
      projector,
      'it turns images or sound into tokens of a model; name the model, and this with --mmproj',
    ],
    [adapter, 'it changes the weights of a model (LoRA); name the model, and this with --lora'],
  ])('that is none by itself is refused with what it is (%#)', async (plan, what) => {
    const path = writePlan(join(tempFolder(), 'part.gguf'), plan)
    expect(await refusal(loaded(path))).toBe(
      `UsageError: ${path}: it is no model by itself: ${what}`,
    )
  })
})

describe('what is loaded beside a model', () => {
  test('adds what it holds', async () => {
    const folder = tempFolder()
    const model = writePlan(join(folder, 'model.gguf'))
    const paths = {
      mmprojPath: writePlan(join(folder, 'other', 'mmproj.gguf'), projector),
      draftPath: writePlan(join(folder, 'other', 'draft.gguf'), languageModel({ layers: 1 })),
      lora: writePlan(join(folder, 'other', 'lora.gguf'), adapter),
    }
    const alone = (await loaded(model)).fit()
    const { parts: sighted } = (await loaded(model, { mmprojPath: paths.mmprojPath })).fit()
    // 4 MiB of tensors, and the attention of 256 patches
    const pictureBytes = 4 * (256 * 256 * 8 + 256 * (4 * 512 + 2_048))
    expect(sighted).toEqual({ ...alone.parts, projectorBytes: 4 * 2 ** 20 + pictureBytes })
    const { parts: adapted } = (await loaded(model, { loraPaths: [paths.lora, paths.lora] })).fit()
    expect(adapted.weightsBytes - alone.parts.weightsBytes).toBe(2 * 2 * 4 * 16 * 1_024)
    const drafted = (await loaded(model, { draftPath: paths.draftPath })).fit()
    expect(drafted.parts.draftBytes).toBeGreaterThan(0)
    expect(drafted.parts.outputBytes).toBe(alone.parts.outputBytes)
  })

  test('lies beside it and is not loaded by llama.cpp unless it is told to', async () => {
    const folder = tempFolder()
    const model = writePlan(join(folder, 'model.gguf'))
    writePlan(join(folder, 'mmproj-F16.gguf'), projector)
    expect((await loaded(model)).fit().parts.projectorBytes).toBe(0)
  })
})

describe('what cannot be loaded beside a model', () => {
  test('is refused where it is of another kind, with its own path', async () => {
    const folder = tempFolder()
    const model = writePlan(join(folder, 'model.gguf'))
    const other = writePlan(join(folder, 'mmproj.gguf'), projector)
    const lora = writePlan(join(folder, 'lora.gguf'), adapter)
    const sentence = (path: string, what: string): string => `UsageError: ${path}: it is no ${what}`
    expect(await refusal(loaded(model, { mmprojPath: lora }))).toBe(
      sentence(lora, 'projector: it changes the weights of a model (LoRA)'),
    )
    expect(await refusal(loaded(model, { draftPath: other }))).toBe(
      sentence(other, 'model: it turns images or sound into tokens of a model'),
    )
    expect(await refusal(loaded(model, { loraPaths: [model] }))).toBe(
      sentence(model, 'adapter: its architecture is llama'),
    )
    const nowhere = join(folder, 'nowhere.gguf')
    expect(await refusal(loaded(model, { draftPath: nowhere }))).toBe(
      `UsageError: ${nowhere}: no such file or folder`,
    )
  })

  test('is refused beside what is no GGUF model, which would take it to need nothing', async () => {
    const folder = writeFolder(join(tempFolder(), 'mlx'), mlxConfig, mlxTensors)
    const image = writeTensors(join(tempFolder(), 'sd.safetensors'), checkpointTensors)
    const lora = writePlan(join(tempFolder(), 'lora.gguf'), adapter)
    for (const path of [folder, image]) {
      const one = await loaded(path)
      for (const asked of [{ mmprojPath: lora }, { draftPath: lora }, { loraPaths: [lora] }])
        expect(await refusal(() => one.fit(asked))).toBe(
          'UsageError: --mmproj, --draft and --lora are for GGUF models, and this is none',
        )
    }
  })
})

describe('safetensors', () => {
  test('beside a config.json are a model for MLX', async () => {
    const folder = writeFolder(join(tempFolder(), 'Tiny-bf16'), mlxConfig, mlxTensors)
    const { model, parts } = (await loaded(folder)).fit()
    expect(model).toMatchObject({ name: 'Tiny-bf16', engine: 'mlx', architecture: 'llama' })
    expect([model.layers, model.quantization, parts.weightsBytes]).toEqual([4, 'bf16', 2 ** 25])
  })

  test('of a checkpoint of images are weighed, and the rest is not known', async () => {
    const file = writeTensors(join(tempFolder(), 'sd.safetensors'), checkpointTensors)
    const { verdict, model, parts, basis, details } = (await loaded(file)).fit()
    expect([verdict, basis, model.engine]).toEqual(['unknown', 'unknown', null])
    expect(parts.weightsBytes).toBe(3 * 2 ** 20)
    expect(details.find(({ part }) => part === 'computeBytes')).toMatchObject({
      basis: 'unknown',
      lowBytes: null,
    })
  })

  test('in the folders of a pipeline are weighed together', async () => {
    const folder = join(tempFolder(), 'pipe')
    const one = (part: string, name: string, tensor: string): void => {
      writeTensors(join(folder, part, 'diffusion_pytorch_model.safetensors'), {
        [tensor]: ['F16', [1_024, 1_024], 2 ** 21],
      })
      writeText(join(folder, part, 'config.json'), JSON.stringify({ _class_name: name }))
    }
    one('unet', 'UNet2DConditionModel', 'down_blocks.0.weight')
    one('vae', 'AutoencoderKL', 'decoder.conv_in.weight')
    const index = {
      _class_name: 'StableDiffusionPipeline',
      unet: ['diffusers', 'UNet2DConditionModel'],
      vae: ['diffusers', 'AutoencoderKL'],
      scheduler: ['diffusers', 'EulerDiscreteScheduler'],
      safety_checker: [null, null],
    }
    writeText(join(folder, 'model_index.json'), JSON.stringify(index))
    const { parts, model } = (await loaded(folder)).fit()
    expect([parts.weightsBytes, model.name]).toEqual([2 ** 22, 'pipe'])
    writeText(
      join(folder, 'model_index.json'),
      JSON.stringify({ ...index, text_encoder: ['a', 'B'] }),
    )
    expect(await refusal(loaded(folder))).toBe(
      `UsageError: ${folder}/text_encoder: no such file or folder`,
    )
    writeText(join(folder, 'model_index.json'), '{"_class_name":"x"}')
    expect(await refusal(loaded(folder))).toBe(
      `UsageError: ${folder}: its model_index.json names no parts`,
    )
  })
})

test('a GGUF of a model of images is none that llama.cpp runs', async () => {
  const file = writePlan(join(tempFolder(), 'flux.gguf'), imageModel)
  const one = await loaded(file)
  expect(one.fit().verdict).toBe('unknown')
  expect(await refusal(() => one.fit({ engine: 'llama.cpp' }))).toBe(
    'UsageError: it is a model for images: llama.cpp does not run those',
  )
})
