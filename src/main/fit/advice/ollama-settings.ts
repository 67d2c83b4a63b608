import type { AdviceHow } from '../../../shared/fit.ts'
import type { Changes, Setting } from '../sizer.ts'
import { settingsTogether } from './settings.ts'

/**
 * Of Ollama: what a model has is set in a chat or in its file, and counts more than the server's own (its FAQ); what the server has
 * is read from its environment when it starts. Apps that the Finder starts do not see what a shell exports (inference-logs.md §6).
 */
export function ollamaSetting(
  { contextTokens, kvType, parallel, ubatchTokens, gpuLayers }: Changes,
  { sequences, isOnMac }: { readonly sequences: number; readonly isOnMac: boolean },
): Setting {
  const each =
    contextTokens === undefined ? undefined : Math.floor(contextTokens / (parallel ?? sequences))
  const parameters = [
    ['num_ctx', each],
    ['num_batch', ubatchTokens],
    ['num_gpu', gpuLayers],
  ] as const
  const given = parameters.filter(([, value]) => value !== undefined)
  const variables = [
    // without it the type is ignored
    ...(kvType === undefined ? [] : ['OLLAMA_FLASH_ATTENTION=1', `OLLAMA_KV_CACHE_TYPE=${kvType}`]),
    ...(parallel === undefined ? [] : [`OLLAMA_NUM_PARALLEL=${parallel}`]),
  ]
  return settingsTogether([
    ...(variables.length === 0
      ? []
      : [{ flag: variables.join(' '), how: byVariables(variables, isOnMac) }]),
    ...(given.length === 0 ? [] : [byParameters(given)]),
  ])
}

function byVariables(variables: readonly string[], isOnMac: boolean): AdviceHow {
  const text = variables.join(' ')
  const set = variables.map((one) => `launchctl setenv ${one.replace('=', ' ')}`).join(' && ')
  const where = isOnMac
    ? `${set}, then quit and reopen the Ollama app`
    : `sudo systemctl edit ollama, below [Service] ${variables.map((one) => `Environment=${one}`).join(' and ')}, then sudo systemctl restart ollama`
  return { kind: 'variable', text, where }
}

function byParameters(
  parameters: readonly (readonly [name: string, value: number | undefined])[],
): Setting {
  const lines = (verb: string): readonly string[] =>
    parameters.map(([name, value]) => `${verb} ${name} ${value}`)
  const text = lines('/set parameter').join('\n')
  return { flag: text, how: { kind: 'request', text, modelfile: lines('PARAMETER').join('\n') } }
}
