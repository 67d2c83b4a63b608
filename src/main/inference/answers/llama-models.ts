import type { ModelFacts } from './facts.ts'
import { bytesAt, countAt, textAt } from './forms.ts'

// "meta":{"n_ctx":4096,"n_ctx_train":8192,"n_params":24650240,"size":26216448,"ftype":"Q8_0"}
/** What llama.cpp says of a model in its list: `size` are its weights. n_ctx is told since b9400, ftype since b10470. */
export const metaIn = (one: unknown): ModelFacts => ({
  quantization: textAt(one, 'meta.ftype'),
  sizeBytes: null,
  weightsBytes: bytesAt(one, 'meta.size'),
  contextTokens: countAt(one, 'meta.n_ctx'),
  maxContextTokens: countAt(one, 'meta.n_ctx_train'),
})

export const isOfLlama = (one: unknown): boolean => textAt(one, 'owned_by') === 'llamacpp'
