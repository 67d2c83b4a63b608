import type { MessageForm } from '../../logs/message-form.ts'
import { countIn, known } from '../../logs/figures.ts'
import { formsOf, symptom } from '../../logs/forms/form.ts'

const form = formsOf('llama.cpp')

/** The tokens asked for, and those there are. */
const tooLong = (match: RegExpExecArray | null) =>
  symptom(
    'context-full',
    known({
      requestedTokens: countIn(match?.[1]),
      contextTokensPerSequence: countIn(match?.[2]),
    }),
  )

// srv    send_error: task id = 626, error: request (9696 tokens) exceeds the available context size (8192 tokens)
// decode: failed to find a memory slot for batch of size 2048
/** A context that is too small for what is asked (inference-logs.md §3). */
export const llamaContextSignatures: readonly MessageForm[] = [
  form(
    'llama-request-exceeds-context',
    'exceeds the available context size',
    /^(?:srv|slot) .*\brequest \((\d+) tokens\) exceeds the available context size \((\d+) tokens\)/,
    tooLong,
  ),
  form(
    'llama-request-exceeds-context-2025',
    'exceeds the available context size',
    /^(?:srv|slot) .*\b(?:the )?request exceeds the available context size/,
    () => symptom('context-full'),
  ),
  form(
    'llama-exceed-context-answer',
    'exceed_context_size_error',
    // behind what a client prints of it, and in its way: {"error": {…}}, {'error': {…}}
    /^(?![-*•+#>] )[^"'`]{0,200}\{?(["']?)error\1: ?\{.{0,600}["']type["']: ?["']exceed_context_size_error["']/,
    ([answer]) => tooLong(/request \((\d+) tokens\) exceeds .{0,60}\((\d+) tokens\)/.exec(answer)),
  ),
  form(
    'llama-prompt-too-long',
    ['is too long', 'too long ('],
    /^(?:main|\w+): (?:error: )?prompt is too long \((\d+) tokens, max (\d+)\)/,
    ([, asked, there]) =>
      symptom(
        'context-full',
        known({ requestedTokens: countIn(asked), contextTokens: countIn(there) }),
      ),
  ),
  form(
    'llama-no-memory-slot',
    'failed to find a memory slot for batch of size',
    /^(?:\w+: )?failed to find a memory slot for batch of size \d+|^\w+: failed to find a memory slot/,
    () => symptom('context-full'),
  ),
  form(
    'llama-no-kv-space',
    'failed to find free space in the KV cache',
    /^(?:(?:srv|slot|WARN|ERR) |\w+ ?: ).{0,300}failed to find free space in the KV cache/,
    () => symptom('context-full'),
  ),
  form(
    'llama-no-kv-slot-2023',
    ['could not find a KV slot', 'KV cache is full'],
    /^(?:(?:srv +)?\w+ ?: |(?:ERR|ERROR) +\[ *\w+\] )(?:error: )?(?:could not find a KV slot for the batch|failed to decode the batch[,:] KV cache is full)/,
    () => symptom('context-full'),
  ),
  form(
    'llama-input-truncated', // until 2025, where a request is refused since then
    'input truncated',
    /^(?:slot .*\| |\w+ +\[ *\w+\] )input truncated(?:, n_ctx = (\d+)| \|)/,
    ([, there]) => symptom('context-full', known({ contextTokensPerSequence: countIn(there) })),
  ),
  form(
    'llama-context-shift-off',
    [
      'ontext shift is disabled',
      'ontext Shift is disabled',
      'ontext size exceeded',
      'ontext size has been exceeded',
    ],
    /^(?:slot|srv|main)\b.*(?:[Cc]ontext [Ss]hift is disabled|[Cc]ontext size (?:has been )?exceeded)/,
    () => symptom('context-full'),
  ),
]
