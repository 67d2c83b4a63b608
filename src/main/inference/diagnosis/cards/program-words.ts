import type { LogProgram } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'

const titles: Readonly<Record<LogProgram, string>> = {
  'llama.cpp': 'llama.cpp',
  'llama-cpp-python': 'llama-cpp-python',
  ollama: 'Ollama',
  'whisper.cpp': 'whisper.cpp',
  mlx: 'MLX',
  'mlx-lm': 'mlx-lm',
  'vllm-mlx': 'vllm-mlx',
  omlx: 'oMLX',
  exo: 'exo',
  pytorch: 'PyTorch',
  comfyui: 'ComfyUI',
  'lm-studio': 'LM Studio',
  koboldcpp: 'KoboldCpp',
  localai: 'LocalAI',
  jan: 'Jan',
  vllm: 'vLLM',
  candle: 'Candle',
  python: 'the Python program',
  shell: 'the program',
}

/** As people call it, within a sentence. */
export const nameOf = ({ program }: Pick<Case, 'program'>): string =>
  program === null ? 'the program' : titles[program]

/** The same at the start of a sentence. Names that are written small stay so. */
export function nameAtStart(one: Pick<Case, 'program'>): string {
  const name = nameOf(one)
  return name.startsWith('the ') ? `The ${name.slice(4)}` : name
}

/** Which flags a program takes: its own, or those of the engine within. */
export function isOfMlx({ program }: Pick<Case, 'program'>): boolean {
  return (
    program === 'mlx' ||
    program === 'mlx-lm' ||
    program === 'vllm-mlx' ||
    program === 'omlx' ||
    program === 'exo'
  )
}

export const isOfTorch = ({ program }: Pick<Case, 'program'>): boolean =>
  program === 'pytorch' || program === 'comfyui'

/** Programs whose engine is not known, or that name no flags of their own: what is said of llama.cpp is said as its. */
export const isUntold = ({ program }: Pick<Case, 'program'>): boolean =>
  program === null || program === 'shell' || program === 'python' || program === 'candle'
