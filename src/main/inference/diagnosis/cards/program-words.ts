import type { Case } from '../case.ts'
import { titleOfProgram } from '../program-titles.ts'

/** Within a sentence. A shell only prints that a program has ended, and Python which of its lines failed. */
export function nameOf({ program }: Pick<Case, 'program'>): string {
  if (program === null || program === 'shell') return 'the program'
  return program === 'python' ? 'the Python program' : titleOfProgram[program]
}

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
