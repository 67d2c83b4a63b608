import { describe, expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, fixWith, gib } from './case-of.ts'

describe('a context that is full', () => {
  test('the sentence has the tokens that were asked for and the context', () => {
    const facts = { requestedTokens: 21_000, contextTokens: 8_192 }
    expect(cardFor('context-full', facts).sentence).toBe(
      'A request of 21000 tokens does not fit into the context of 8192 tokens of llama.cpp',
    )
  })

  test('a context for the request with a quarter more is proposed, and its cache', () => {
    const facts = { requestedTokens: 21_000, contextTokens: 8_192, gpuKvBytes: gib }
    // 21000 x 1.25 = 26250 -> 26624 = 3.25 x 8192
    expect(fixWith(cardFor('context-full', facts), '-c ')).toEqual({
      text: 'Use a context of 26624 tokens; add it to the command that starts llama.cpp',
      command: '-c 26624',
      costs: 'the KV cache grows from 1.1 GB to 3.5 GB',
    })
  })

  test('what drops out while it answers does not help a prompt that is too long', () => {
    const facts = { requestedTokens: 21_000, contextTokens: 8_192 }
    expect(commandsOf(cardFor('context-full', facts))).not.toContain('--context-shift')
    expect(commandsOf(cardFor('context-full'))).toContain('--context-shift')
  })

  test('one that would not fit on the GPU says so', () => {
    const facts = {
      requestedTokens: 100_000,
      contextTokens: 32_768,
      gpuKvBytes: 4 * gib,
      gpuModelBytes: 5 * gib,
      limitBytes: 16 * gib,
    }
    expect(fixWith(cardFor('context-full', facts), '-c ')?.costs).toBe(
      'the KV cache grows from 4.3 GB to 16.5 GB, more than fits within the GPU limit of 17.2 GB',
    )
  })
})

describe('a context that is shared, or cut to', () => {
  test('slots that share it: fewer slots first, or as much for each', () => {
    const facts = {
      requestedTokens: 10_000,
      contextTokens: 32_768,
      contextTokensPerSequence: 8_192,
      slotCount: 4,
    }
    const card = cardFor('context-full', facts)
    expect(card.sentence).toContain('the context of 8192 tokens')
    expect(commandsOf(card).slice(0, 2)).toEqual(['-np 1', '-c 53248'])
  })

  test('a unified cache is not multiplied by its slots', () => {
    const facts = {
      requestedTokens: 10_000,
      contextTokens: 8_192,
      contextTokensPerSequence: 8_192,
      slotCount: 4,
    }
    expect(commandsOf(cardFor('context-full', facts)).slice(0, 2)).toEqual(['-c 13312', '-np 1'])
  })

  test('a prompt that Ollama cuts is told as cut, and num_ctx in a request as ignored', () => {
    const card = cardFor(
      'context-full',
      { promptTokens: 21_000, contextTokens: 4_096 },
      { program: 'ollama', signature: 'ollama-prompt-cut' },
    )
    expect(card.sentence).toBe(
      'Ollama cut a prompt of 21000 tokens to its context of 4096 tokens, and answered all the same',
    )
    expect(commandsOf(card)[0]).toBe('launchctl setenv OLLAMA_CONTEXT_LENGTH 26624')
    expect(advicesOf(card)).toContain('num_ctx')
  })

  test('a prompt below the context is what took most of it', () => {
    const facts = { promptTokens: 6_000, contextTokens: 8_192 }
    expect(cardFor('context-full', facts).sentence).toBe(
      'The context of 8192 tokens of llama.cpp is full; the prompt took 6000 of them',
    )
  })
})
