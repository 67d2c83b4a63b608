import type { MessageForm } from '../message-form.ts'
import { countIn, figureIn, known } from '../figures.ts'
import { formsOf, says } from './form.ts'

const form = formsOf('llama.cpp')

/** Ratios are printed with three decimals. */
const half = 0.0005

/**
 * `keptRatio`: of what the slot holds, how much the new prompt begins with; `likeRatio`: what share of the new prompt that is.
 * An empty slot has -1 and 0: nothing is told then.
 */
function likenessOf(keptRatio: number | null, likeRatio: number | null): number {
  if (keptRatio === null || likeRatio === null) return 0
  return Math.max(0, keptRatio - half) / (likeRatio + half)
}

// srv  get_availabl: updating prompt cache
// srv   prompt_save:  - saving prompt with length 786, total state size = 9.502 MiB (draft: 0.000 MiB)
// srv          load:  - looking for better prompt, base f_keep = 0.976, sim = 0.079
// srv        update:  - cache state: 2 prompts, 30.089 MiB (limits: 8192.000 MiB, 8192 tokens, 652596 est)
/**
 * How llama-server looks for what it knows of a new prompt, before it looks whether the prompt fits: with both ratios of the
 * same common beginning they tell how long it is (tools/server/server-task.cpp, `server_prompt_cache::load`; the limit in
 * tokens is the context of all slots). A slot that is saved as it rests is followed by no ratios.
 */
export const llamaPromptCache: readonly MessageForm[] = [
  form(
    'llama-prompt-comparison',
    'updating prompt cache',
    /^srv +get_availab\w*: updating prompt cache$/,
    () => ({ kind: 'slot', tokens: null }),
  ),
  form(
    'llama-prompt-saved',
    'saving prompt with length ',
    /^srv +prompt_save: +- saving prompt with length (\d+), total state size = /,
    ([, tokens]) => ({ kind: 'slot', tokens: countIn(tokens) }),
  ),
  form(
    'llama-prompt-likeness',
    'looking for better prompt, base f_keep',
    /^srv +load: +- looking for better prompt, base f_keep = (-?\d+\.\d{3}), (?:f_)?sim = (\d+\.\d{3})$/,
    ([, kept, like]) => ({
      kind: 'likeness',
      leastRatio: likenessOf(figureIn(kept), figureIn(like)),
    }),
  ),
  form(
    'llama-prompt-cache-limit',
    ' - cache state: ',
    /^srv +update: +- cache state: \d+ prompts, [\d.]+ MiB \(limits: [\d.]+ MiB, ([1-9]\d*) tokens, \d+ est\)$/,
    ([, tokens]) => says(known({ contextTokens: countIn(tokens) })),
  ),
]
