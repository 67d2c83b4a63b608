import type { Fix } from '../../../../shared/finding.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { isOfMlx, isOfTorch } from './program-words.ts'

/** At 4 bits and below a smaller quantization takes more quality than a smaller model. */
const leastBits = 4
const fullBits = 16

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
  return fix(`${which(one)}${now}`, null, 'answers lose some quality')
}

function which(one: Case): string {
  const bits = bitsOf(one.facts.modelPath ?? '')
  const four = isOfMlx(one) ? 'its 4-bit version' : 'a quantization of 4 bits, such as Q4_K_M'
  if (bits === null) return `Use ${four}, if it has more than that now, or a smaller model`
  return bits <= leastBits
    ? `Use a smaller model: this one has ${bits} bits already`
    : `Use ${four}, or a smaller model`
}

// Qwen3-8B-Q4_K_M.gguf, Llama-3.3-70B-Instruct-IQ3_XS.gguf, Qwen3-30B-A3B-4bit, gpt-oss-20b-MXFP4, Mistral-7B-F16.gguf
/** Of its weights, as its name has it; null where the name does not tell: Ollama's files are named by their digest. */
function bitsOf(path: string): number | null {
  const name = path.slice(-200)
  if (/(?:^|[-._])(?:b?f|fp)16(?![a-z\d])/i.test(name)) return fullBits
  const found = /(?:^|[-._:])(?:i?q|tq|mxfp|nvfp)(\d)(?!\d)|(?:^|[-._:])(\d)-?bit(?![a-z])/i.exec(
    name,
  )
  const digit = found?.[1] ?? found?.[2]
  return digit === undefined ? null : Number(digit)
}
