import type { SignatureCase } from '../signature-case.ts'

/** LM Studio's own words. */
export const lmStudioCases: readonly SignatureCase[] = [
  {
    signature: 'lm-studio-guardrail',
    origin: 'recorded: lmstudio-ai/lmstudio-bug-tracker#1202',
    log: 'Error: Model loading was stopped due to insufficient system resources. Under the current settings, this model requires approximately 273.25 GB of memory, and continuing to load it would likely overload your system and cause it to freeze.',
    twin: 'Error: Model loading was stopped by the user.',
    facts: { triedBytes: 273_250_000_000, requiredBytes: 273_250_000_000 },
  },
  {
    signature: 'lm-studio-guardrail',
    origin: 'composed from two lines of `lms load` as public issues quote them',
    log: 'Estimated GPU Memory: 15.78 GiB   (Confidence: LOW)\nError: Model loading was stopped due to insufficient system resources.',
    twin: 'It said "Model loading was stopped due to insufficient system resources." twice.',
    facts: { triedBytes: 16_943_645_983 },
  },
  {
    signature: 'lm-studio-guardrail',
    origin: 'recorded: lmstudio-ai/lmstudio-bug-tracker#927',
    log: '[2025-08-23 11:25:47.731] [error] [LMSInternal][Client=LM Studio][Endpoint=loadModel] Error in channel handler: Error: Model loading aborted due to insufficient system resources. Overloading the system will likely cause it to freeze.',
    twin: 'Model loading guardrails stop models that need more than insufficient system resources allow.',
  },
  {
    signature: 'lm-studio-context-overflow',
    origin: 'recorded: cline/cline#3664',
    log: '2025-05-20 15:33:59 [ERROR] Trying to keep the first 10136 tokens when context the overflows. However, the model is loaded with context length of only 7866 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input.',
    twin: '2025-05-20 15:33:59 [INFO] [LM STUDIO SERVER] Running chat completion on conversation with 2 messages.',
    facts: { requestedTokens: 10_136, contextTokens: 7_866 },
  },
  {
    signature: 'lm-studio-tokens-to-keep',
    origin: 'recorded: tinyhumansai/openhuman#3550',
    log: 'Error: The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 10247 >= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter prompt.',
    twin: '{"error":"The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 10247 >= n_ctx: 4096)."}',
    facts: { requestedTokens: 10_247, contextTokens: 4_096 },
  },
  {
    signature: 'lm-studio-cannot-truncate',
    origin: 'composed from the sentence that users of LM Studio quote',
    log: 'Error: Cannot truncate prompt with n_keep (9011) >= n_ctx (4096)',
    twin: 'Truncated prompt with n_keep (9011), n_ctx (16384)',
    facts: { requestedTokens: 9_011, contextTokens: 4_096 },
  },
  {
    signature: 'lm-studio-context-reached',
    origin: 'composed from the sentence that users of LM Studio quote',
    log: 'Error: Reached context length of 4096 tokens with model (arch:llama) but this model does not currently support mid-generation context overflow.',
    twin: 'Reached context length of a good novel.',
    facts: { contextTokens: 4_096 },
  },
  {
    signature: 'lm-studio-engine-killed',
    origin: 'composed from lmstudio-ai/lmstudio-bug-tracker#1347, with the code of SIGKILL',
    log: 'Error: The model has crashed without additional information. (Exit code: 9)',
    twin: 'Error: The model has crashed without additional information. (Exit code: 6)',
  },
  {
    signature: 'lm-studio-engine-killed',
    origin: 'composed from lmstudio-ai/lmstudio-bug-tracker#412, with the code of SIGKILL',
    log: 'Error loading model.\n\n(Exit code: 137). Unknown error. Try a different model and/or config.',
    twin: 'Error loading model.\n\n(Exit code: 18446744072635812000). Unknown error. Try a different model and/or config.',
  },
]
