import type { AdviceHow } from '../../../shared/fit.ts'
import { formatCount } from '../../../shared/units.ts'
import type { Changes, Setting } from '../sizer.ts'
import { settingsTogether } from './settings.ts'
import { llamaWords } from './llama-words.ts'

/** Behind `llama-server`, by its build. */
export function llamaSetting(changes: Changes, build: number | null): Setting {
  const text = llamaWords(changes, build).join(' ')
  const flag: AdviceHow = { kind: 'flag', text }
  return settingsTogether(text === '' ? [] : [{ flag: text, how: flag }])
}

/** LM Studio, in the settings with which a model is loaded (inference-logs.md §6; lms of lmstudio-ai/lms). */
export function lmStudioSetting(changes: Changes): Setting {
  const { contextTokens, kvType, ubatchTokens, gpuLayers, parallel } = changes
  const lines = [
    ...(contextTokens === undefined ? [] : [`Context Length: ${formatCount(contextTokens)}`]),
    ...(kvType === undefined
      ? []
      : [`Flash Attention: on, K and V Cache Quantization Type: ${kvType}`]),
    ...(parallel === undefined ? [] : [`Max Concurrent Predictions: ${formatCount(parallel)}`]),
    ...(ubatchTokens === undefined ? [] : [`Evaluation Batch Size: ${formatCount(ubatchTokens)}`]),
    ...(gpuLayers === undefined ? [] : [`GPU Offload: ${formatCount(gpuLayers)} layers`]),
  ]
  const text = `in the settings of the load: ${lines.join('; ')}`
  const menus = lines.length === 0 ? [] : [{ flag: null, how: { kind: 'menu', text } as const }]
  return settingsTogether(menus)
}
