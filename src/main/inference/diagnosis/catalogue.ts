import { indexOfForms, type FormIndex } from '../logs/form-index.ts'
import { llamaBuffers } from '../logs/forms/llama-buffers.ts'
import { llamaLoad } from '../logs/forms/llama-load.ts'
import type { MessageForm } from '../logs/message-form.ts'
import { llamaMemorySignatures } from './signatures/llama.ts'
import {
  llamaContextSignatures,
  llamaFileSignatures,
  llamaMetalSignatures,
} from './signatures/llama-programs.ts'

/** Messages that tell how a load goes. A new program is a file of these, and one of signatures. */
export const factForms: readonly MessageForm[] = [...llamaBuffers, ...llamaLoad]

/** Messages that tell what failed. */
export const signatures: readonly MessageForm[] = [
  ...llamaMemorySignatures,
  ...llamaFileSignatures,
  ...llamaMetalSignatures,
  ...llamaContextSignatures,
]

/** All that a line of a log may say. Made when it is first needed. */
export function createCatalogue(): FormIndex {
  return indexOfForms([...factForms, ...signatures])
}
