import { formatCount } from '../../../shared/units.ts'
import type { Changes, Setting } from '../sizer.ts'
import { settingsTogether } from './settings.ts'

/** Of mlx-lm's programs. Its caches grow with the text, and none of them stops at a length (inference-logs.md §7.1). */
export function mlxSetting({ contextTokens, kvType, parallel }: Changes): Setting {
  const words = [
    ...(kvType === undefined ? [] : [`--kv-bits ${kvType.replace(' bit', '')}`]),
    ...(parallel === undefined ? [] : [`--decode-concurrency ${formatCount(parallel)}`]),
  ]
  const text = words.join(' ')
  return settingsTogether([
    ...(text === '' ? [] : [{ flag: text, how: { kind: 'flag', text } as const }]),
    ...(contextTokens === undefined
      ? []
      : [
          {
            flag: null,
            how: {
              kind: 'act',
              text: `keep prompts and answers together below ${formatCount(contextTokens)} tokens`,
            } as const,
          },
        ]),
  ])
}
