import type { GivenLlama } from '../../../src/main/fit/fit-options.ts'
import { llamaOptions } from '../../../src/main/inference/programs/llama-arguments.ts'
import type { AdviceHow, FitAdvice } from '../../../src/shared/fit.ts'
import type { Asked } from '../fitted.ts'

/**
 * What an advice says, as options of `fit`: read from its text alone, as an engine reads it. null: it is no option, but another file,
 * another machine, or something that somebody does. `argv`: the command line of llama-server behind which it is written, if there is
 * one.
 */
export function applied(
  { how, kind }: FitAdvice,
  argv: readonly string[] | null = null,
): Asked | null {
  return kind === 'bigger-mac' ? null : ofHow(how, argv)
}

function ofHow(how: AdviceHow, argv: readonly string[] | null): Asked | null {
  switch (how.kind) {
    case 'flag': {
      const words = how.text.split(' ')
      if (/^--(?:kv-bits|decode-concurrency)/.test(how.text)) return ofMlx(words)
      return argv === null ? ofLlama(words) : { given: commandLine([...argv, ...words]) }
    }
    case 'command':
      return how.text.startsWith('llama-server ')
        ? { engine: 'llama.cpp', given: commandLine(how.text.split(' ')) }
        : null
    case 'variable':
      return ofVariables(how.text)
    case 'request':
      return ofParameters(how.text)
    case 'act': {
      const tokens = /below (\d+) tokens/.exec(how.text)?.[1]
      return tokens === undefined ? null : { contextTokens: Number(tokens) }
    }
    case 'menu':
      return null
    case 'several': {
      const asked: Asked = {}
      for (const one of how.each) {
        const more = ofHow(one, argv)
        if (more === null) return null
        Object.assign(asked, more)
      }
      return asked
    }
  }
}

export const commandLine = (argv: readonly string[]): GivenLlama => ({
  options: llamaOptions(argv),
  program: 'server',
  takesProjectorBeside: false,
})

function ofLlama(argv: readonly string[]): Asked {
  const given = llamaOptions(argv)
  const { contextTokens, parallel, ubatchTokens, flashAttention, gpuLayers, cpuMoeLayers } = given
  const [keyType, valueType] = [given.cacheTypeK, given.cacheTypeV]
  return {
    ...(contextTokens === null ? {} : { contextTokens }),
    ...(keyType === null ? {} : { keyType }),
    ...(valueType === null ? {} : { valueType }),
    ...(flashAttention === null ? {} : { flashAttention }),
    ...(parallel === null ? {} : { parallel }),
    ...(ubatchTokens === null ? {} : { ubatchTokens }),
    ...(typeof gpuLayers === 'number' ? { gpuLayers } : {}),
    ...(typeof cpuMoeLayers === 'number' && cpuMoeLayers > 0 ? { cpuMoeLayers } : {}),
  }
}

function ofMlx(words: readonly string[]): Asked {
  const valueOf = (name: string): string | null => {
    const index = words.indexOf(name)
    return index < 0 ? null : (words[index + 1] ?? null)
  }
  const [bits, parallel] = [valueOf('--kv-bits'), valueOf('--decode-concurrency')]
  return {
    ...(bits === null ? {} : { keyType: `${bits}bit`, valueType: `${bits}bit` }),
    ...(parallel === null ? {} : { parallel: Number(parallel) }),
  }
}

function ofVariables(text: string): Asked {
  const values = new Map(text.split(' ').map((one) => [one.split('=')[0], one.split('=')[1] ?? '']))
  const type = values.get('OLLAMA_KV_CACHE_TYPE')
  const parallel = values.get('OLLAMA_NUM_PARALLEL')
  // without flash attention the type is ignored
  const isHeeded = values.get('OLLAMA_FLASH_ATTENTION') === '1'
  return {
    ...(type === undefined || !isHeeded ? {} : { keyType: type, valueType: type }),
    ...(type === undefined || !isHeeded ? {} : { flashAttention: 'on' as const }),
    ...(parallel === undefined ? {} : { parallel: Number(parallel) }),
  }
}

function ofParameters(text: string): Asked {
  const values = new Map(
    text.split('\n').map((line) => {
      const [, name, digits] =
        /^\/set parameter (num_ctx|num_batch|num_gpu) (\d+)$/.exec(line) ?? []
      if (name === undefined) throw new Error(`Ollama has no "${line}"`)
      return [name, Number(digits)] as const
    }),
  )
  const [contextTokens, ubatchTokens, gpuLayers] = ['num_ctx', 'num_batch', 'num_gpu'].map((name) =>
    values.get(name),
  )
  return {
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(ubatchTokens === undefined ? {} : { ubatchTokens }),
    ...(gpuLayers === undefined ? {} : { gpuLayers }),
  }
}
