import type { MessageForm } from '../../logs/message-form.ts'
import { countIn, known, mibIn } from '../../logs/figures.ts'
import { consequence, formsOf, symptom } from '../../logs/forms/form.ts'

const form = formsOf('llama.cpp')

/** llama.cpp, and what has it inside, refused memory or ended by the GPU (inference-logs.md §3). */
export const llamaMemorySignatures: readonly MessageForm[] = [
  form(
    'ggml-metal-buffer-refused',
    'error: failed to allocate buffer, size =',
    /^ggml_(?:metal_buffer_init|backend_metal_buffer_type_alloc_buffer|backend_metal_buffer_from_ptr|metal_\w+): error: failed to allocate buffer, size = *(\d+(?:[.,]\d+)?) MiB/,
    ([, size]) => symptom('metal-alloc-failed', known({ triedBytes: mibIn(size) })),
  ),
]
