import type { Fix } from '../../../../shared/finding.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { isOfMlx, isOfTorch } from './program-words.ts'

/** Fewer bytes of weights. */
export function smallerModel(one: Case): Fix {
  const { gpuModelBytes } = one.facts
  const now = gpuModelBytes === undefined ? '' : `; its weights are ${formatBytes(gpuModelBytes)}`
  if (one.program === 'comfyui')
    return fix(
      `Load the weights as GGUF or in fp16 instead of fp32${now}`,
      null,
      'a little quality below 8 bits; fp16 costs next to none',
    )
  if (isOfTorch(one)) return fix(`Load the weights in half precision (float16)${now}`)
  if (one.program === 'whisper.cpp')
    return fix(
      'Use a smaller or a quantized model, such as large-v3-turbo in q5_0',
      null,
      'a little accuracy',
    )
  const kind = isOfMlx(one) ? 'the 4-bit version' : 'a smaller quantization, such as Q4_K_M'
  return fix(`Use ${kind}, or a smaller model${now}`, null, 'answers lose some quality')
}
