import type { MessageForm } from '../message-form.ts'
import { formsOf } from './form.ts'

const form = formsOf('llama.cpp')
const ofOllama = formsOf('ollama')
const ofLmStudio = formsOf('lm-studio')

// ggml_metal_synchronize: error: command buffer 0 failed with status 5      (what of says the next line)
// Error: llama runner process has terminated: exit status 2                 (what of stands far above)
// The model has crashed without additional information. (Exit code: 6)
/** That something failed, and not of what (inference-logs.md §0 fact 5, §3): no claim follows from it, nor that all is well. */
export const unexplainedForms: readonly MessageForm[] = [
  form(
    'ggml-status-alone',
    'failed with status ',
    /^ggml_metal_\w+: (?:error: )?command buffer \d+ failed with status \d/,
    () => ({ kind: 'unexplained' }),
  ),
  form(
    'ggml-refused-alone',
    'failed to allocate buffer',
    /^(?:error: )?(?:\w+: )?(?:error loading model: )?failed to allocate buffer$/,
    () => ({ kind: 'unexplained' }),
  ),
  ofOllama(
    'ollama-runner-ended-alone',
    ['llama runner process ', 'llama-server process ', 'llama runner terminated'],
    /\b(?:llama(?:-server| runner) process (?:has terminated|no longer running)|llama runner terminated)/,
    () => ({ kind: 'unexplained' }),
  ),
  ofLmStudio(
    'lm-studio-crash-alone',
    'crashed without additional information',
    /\bThe model has crashed without additional information/,
    () => ({ kind: 'unexplained' }),
  ),
]
