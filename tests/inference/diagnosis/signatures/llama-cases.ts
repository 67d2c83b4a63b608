import type { SignatureCase } from '../signature-case.ts'
import { llamaFileCases } from './llama-file-cases.ts'
import { llamaMemoryCases } from './llama-memory-cases.ts'
import { llamaProgramCases } from './llama-program-cases.ts'

/** For every signature of llama.cpp. */
export const llamaCases: readonly SignatureCase[] = [
  ...llamaMemoryCases,
  ...llamaFileCases,
  ...llamaProgramCases,
]
