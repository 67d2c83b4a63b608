import { indexOfForms, type FormIndex } from '../logs/form-index.ts'
import { llamaBuffers } from '../logs/forms/llama-buffers.ts'
import { llamaLoad } from '../logs/forms/llama-load.ts'
import { llamaPromptCache } from '../logs/forms/llama-prompt-cache.ts'
import { lmStudioForms } from '../logs/forms/lm-studio.ts'
import { mlxServerForms } from '../logs/forms/mlx-servers.ts'
import { mlxForms } from '../logs/forms/mlx.ts'
import { ollamaForms } from '../logs/forms/ollama.ts'
import { otherServerForms } from '../logs/forms/other-servers.ts'
import { pytorchForms } from '../logs/forms/pytorch.ts'
import { unexplainedForms } from '../logs/forms/unexplained.ts'
import { whisperForms } from '../logs/forms/whisper.ts'
import type { MessageForm } from '../logs/message-form.ts'
import { llamaContextSignatures } from './signatures/llama-context.ts'
import { llamaFileSignatures, llamaMetalSignatures } from './signatures/llama-programs.ts'
import { llamaMemorySignatures } from './signatures/llama.ts'
import { lmStudioSignatures } from './signatures/lm-studio.ts'
import { mlxFileSignatures } from './signatures/mlx-files.ts'
import { mlxServerSignatures } from './signatures/mlx-servers.ts'
import { mlxSignatures } from './signatures/mlx.ts'
import { ollamaSignatures } from './signatures/ollama.ts'
import { otherServerSignatures } from './signatures/other-servers.ts'
import { pytorchSignatures } from './signatures/pytorch.ts'
import { shellSignatures } from './signatures/shell.ts'

/** Messages that tell how a load goes. A new program is a file of these, and one of signatures. */
export const factForms: readonly MessageForm[] = [
  ...ollamaForms,
  ...llamaBuffers,
  ...llamaLoad,
  ...llamaPromptCache,
  ...whisperForms,
  ...mlxForms,
  ...mlxServerForms,
  ...pytorchForms,
  ...lmStudioForms,
  ...otherServerForms,
  ...unexplainedForms,
]

/** Messages that tell what failed. */
export const signatures: readonly MessageForm[] = [
  ...llamaMemorySignatures,
  ...llamaFileSignatures,
  ...llamaMetalSignatures,
  ...llamaContextSignatures,
  ...ollamaSignatures,
  ...pytorchSignatures,
  ...mlxSignatures,
  ...mlxFileSignatures,
  ...mlxServerSignatures,
  ...lmStudioSignatures,
  ...otherServerSignatures,
  ...shellSignatures,
]

/** All that a line of a log may say. Made when it is first needed. */
export const createCatalogue = (): FormIndex => indexOfForms([...factForms, ...signatures])
