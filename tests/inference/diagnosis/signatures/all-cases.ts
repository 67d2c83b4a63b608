import type { SignatureCase } from '../signature-case.ts'
import { llamaCases } from './llama-cases.ts'
import { lmStudioCases } from './lm-studio-cases.ts'
import { mlxCases } from './mlx-cases.ts'
import { mlxFileCases } from './mlx-files-cases.ts'
import { mlxServerCases } from './mlx-servers-cases.ts'
import { ollamaCases } from './ollama-cases.ts'
import { otherServersCases } from './other-servers-cases.ts'
import { pytorchCases } from './pytorch-cases.ts'
import { shellCases } from './shell-cases.ts'

export const allCases: readonly SignatureCase[] = [
  ...llamaCases,
  ...ollamaCases,
  ...mlxCases,
  ...mlxFileCases,
  ...mlxServerCases,
  ...pytorchCases,
  ...lmStudioCases,
  ...otherServersCases,
  ...shellCases,
]
