import type { FitEngine } from '../../shared/fit.ts'
import { UsageError } from '../../shared/exit-code.ts'
import { asGuess, guessedModel, type FamilySize } from '../inference/estimate/family-guess.ts'
import { estimateImageModel } from '../inference/estimate/image/estimate-image-model.ts'
import type { Need } from '../inference/estimate/need.ts'
import { settingsTogether } from './advice/settings.ts'
import type { FitOptions } from './fit-options.ts'
import type { FitRoom } from './fit-room.ts'
import { createLlamaSizer, type LlamaFit } from './llama-sizer.ts'
import type { LoadedModel, ModelIdentity } from './load-model.ts'
import { createMlxSizer } from './mlx-sizer.ts'
import { withExpertsByLlama } from './other-engine.ts'
import type { Sizer } from './sizer.ts'

/** As the engine that is asked for, or the one that these files are for, runs it. Throws UsageError. */
export function createSizer(model: LoadedModel, options: FitOptions, room: FitRoom): Sizer {
  switch (model.kind) {
    case 'llama': {
      const engine = options.engine ?? (model.ollama === null ? 'llama.cpp' : 'ollama')
      if (engine === 'mlx')
        throw new UsageError('MLX runs no GGUF files: it wants a folder of safetensors')
      const ollama = model.ollama?.parameters ?? null
      const asNeed = (need: Need): Need => ({
        ...need,
        // caches of llama-server, which LM Studio is not
        growth: options.program === 'lm-studio' ? null : need.growth,
        remarks: [...need.remarks, ...model.remarks],
      })
      const { quantization, path } = model.identity
      return createGgufSizer(
        { model: model.model, engine, ollama, asNeed, quantization, path },
        options,
        room,
      )
    }
    case 'mlx':
      checkMlx(options.engine)
      checkAlone(options)
      checkNoLlamaOptions(options, 'MLX')
      return createMlxSizer(model.files, options, room)
    case 'image':
      if (options.engine !== null)
        throw new UsageError(`it is a model for images: ${options.engine} does not run those`)
      checkAlone(options)
      checkNoLlamaOptions(options, 'a model for images')
      return ofImages(model)
  }
}

function createGgufSizer(fit: LlamaFit, options: FitOptions, room: FitRoom): Sizer {
  const sizer = createLlamaSizer(fit, options, room)
  if (fit.engine === 'llama.cpp') return sizer
  const byLlama = { ...fit, engine: 'llama.cpp' as const, ollama: null }
  return withExpertsByLlama(sizer, options, fit, (own) => createLlamaSizer(byLlama, own, room))
}

function checkMlx(engine: FitEngine | null): void {
  if (engine === null || engine === 'mlx') return
  throw new UsageError(`${engine} runs GGUF files: these are safetensors, which MLX runs`)
}

/** What is loaded beside a model is read for GGUF models only: left out, it would be taken to need nothing. */
function checkAlone({ mmprojPath, draftPath, loraPaths }: FitOptions): void {
  if (mmprojPath === null && draftPath === null && loraPaths.length === 0) return
  throw new UsageError('--mmproj, --draft and --lora are for GGUF models, and this is none')
}

/** What would not be heeded is refused. */
function checkNoLlamaOptions(options: FitOptions, who: string): void {
  const given = [
    ['--build', options.build !== null],
    ['--batch', options.batchTokens !== null],
    ['--ubatch', options.ubatchTokens !== null],
    ['--flash-attn', options.flashAttention !== 'auto'],
    ['--swa-full', options.isSlidingFull],
    ['--gpu-layers', options.gpuLayers !== null],
    ['--n-cpu-moe', options.cpuMoeLayers > 0],
    ['--no-mmap', !options.usesMmap],
  ] as const
  const names = given.flatMap(([name, isGiven]) => (isGiven ? [name] : []))
  if (names.length > 0) throw new UsageError(`${names.join(', ')}: ${who} has no such option`)
}

/** Its weights are known, and nothing else. */
function ofImages({ parts: [first, ...others] }: Extract<LoadedModel, { kind: 'image' }>): Sizer {
  if (first === undefined) throw new UsageError('it has no weights')
  const need = estimateImageModel(first, others)
  return {
    engine: null,
    need: () => need,
    contextTokens: null,
    parallel: null,
    range: null,
    kvTypes: [],
    kvType: null,
    ways: [],
    setting: () => settingsTogether([]),
    sharing: 'one',
    remarks: () => [],
  }
}

/** Before anything is downloaded. Throws UsageError. */
export function guessSizer(
  family: FamilySize,
  options: FitOptions,
  room: FitRoom,
): { readonly identity: ModelIdentity; readonly sizer: Sizer } {
  if (options.engine === 'mlx')
    throw new UsageError('a guess by size is made for llama.cpp and Ollama: name a folder for MLX')
  checkAlone(options)
  const model = guessedModel(family)
  const engine = options.engine ?? 'llama.cpp'
  const { quantization } = family
  return {
    identity: {
      path: null,
      name: `a model of ${family.parameterCount / 1e9}B`,
      architecture: null,
      quantization,
      fileBytes: null,
      layers: null,
    },
    sizer: createLlamaSizer(
      { model, engine, ollama: null, asNeed: asGuess, quantization, path: null },
      options,
      room,
    ),
  }
}
