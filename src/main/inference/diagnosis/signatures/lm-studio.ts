import type { MessageForm } from '../../logs/message-form.ts'
import { countIn, known, sizeIn } from '../../logs/figures.ts'
import { formsOf, symptom } from '../../logs/forms/form.ts'
import { sentence } from './sentence.ts'

const form = formsOf('lm-studio')

// Error: Model loading was stopped due to insufficient system resources. Under the current settings, this model requires
//   approximately 22.92 GB of memory, and continuing to load it would likely overload your system …
// Trying to keep the first 10136 tokens when context the overflows. However, the model is loaded with context length of only
//   7866 tokens, which is not enough. …
// The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 10247 >= n_ctx: 4096). …
// Error: The model has crashed without additional information. (Exit code: 9)
/** LM Studio's own words; the app is not open source, so they are as public issues of its tracker quote them. */
export const lmStudioSignatures: readonly MessageForm[] = [
  form(
    'lm-studio-guardrail',
    'due to insufficient system resources',
    sentence(
      String.raw`Model loading (?:was stopped|aborted) due to insufficient system resources\.(?: Under the current settings, this model requires approximately (\d+(?:[.,]\d+)?) ([KMGT]i?B)\b)?`,
    ),
    ([, figure, unit]) => {
      // GB of 10^9: in its main.log 14.87 GB and 936.03 MB make 15.81 GB (lmstudio-bug-tracker#2190)
      const bytes = sizeIn(figure, unit, 'decimal')
      return symptom('system-memory-refused', known({ triedBytes: bytes, requiredBytes: bytes }))
    },
  ),
  form(
    'lm-studio-context-overflow',
    'tokens when context the overflows',
    sentence(
      String.raw`Trying to keep the first (\d+) tokens when context the overflows\.(?: However, the model is loaded with context length of only (\d+) tokens)?`,
    ),
    ([, asked, there]) => overContext(asked, there),
  ),
  form(
    'lm-studio-tokens-to-keep',
    'tokens to keep from the initial prompt is greater than the context',
    sentence(
      String.raw`The number of tokens to keep from the initial prompt is greater than the context length(?: \(n_keep: (\d+) ?>= ?n_ctx: (\d+)\))?`,
    ),
    ([, asked, there]) => overContext(asked, there),
  ),
  form(
    'lm-studio-cannot-truncate',
    'Cannot truncate prompt with n_keep',
    sentence(String.raw`Cannot truncate prompt with n_keep \((\d+)\) >= n_ctx \((\d+)\)`),
    ([, asked, there]) => overContext(asked, there),
  ),
  form(
    'lm-studio-context-reached',
    'Reached context length of ',
    sentence(String.raw`Reached context length of (\d+) tokens with model\b`),
    ([, there]) => symptom('context-full', known({ contextTokens: countIn(there) })),
  ),
  // 9 and 137 are SIGKILL; 6 and 11 are crashes of the engine, whose cause stands above or nowhere
  form(
    'lm-studio-engine-killed',
    ['(Exit code: 9)', '(Exit code: 137)'],
    sentence(
      String.raw`(?:(?:The model has crashed without additional information|Error loading model)\. *)?\(Exit code: (?:9|137)\)`,
    ),
    () => symptom('killed-by-system'),
  ),
]

const overContext = (asked: string | undefined, there: string | undefined) =>
  symptom('context-full', known({ requestedTokens: countIn(asked), contextTokens: countIn(there) }))
