import type { LogProgram } from '../../../shared/finding.ts'

/** Programs as people call them. */
export const titleOfProgram: Readonly<Record<LogProgram, string>> = {
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
  python: 'Python',
  shell: 'the shell',
}
