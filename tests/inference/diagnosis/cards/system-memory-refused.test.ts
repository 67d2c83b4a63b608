import { describe, expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, fixWith, gib, linux, remediesOf } from './case-of.ts'

describe('memory that was not given for a load', () => {
  test('the sentence has need and what is counted as there', () => {
    const facts = { requiredBytes: 38.5e9, availableBytes: 20.1e9 }
    expect(cardFor('system-memory-refused', facts, { program: 'lm-studio' }).sentence).toBe(
      'LM Studio did not load the model for want of memory; it needs 38.5 GB; 20.1 GB are counted as available',
    )
  })

  test('LM Studio: its guardrail counts free pages only, and can be asked before', () => {
    const card = cardFor('system-memory-refused', {}, { program: 'lm-studio' })
    expect(card.cause).toContain('guardrail')
    expect(commandsOf(card)).toEqual(
      expect.arrayContaining(['lms unload --all', 'lms load --estimate-only']),
    )
    expect(fixWith(card, 'loosen the model loading guardrails')).toBeDefined()
  })

  test('Ollama: on a Mac the sentence of system memory comes from Docker or another machine', () => {
    const card = cardFor('system-memory-refused', { requiredBytes: 8 * gib }, { program: 'ollama' })
    expect(advicesOf(card)).toContain('Ollama on this Mac says')
    expect(fixWith(card, 'settings of Docker Desktop')).toBeDefined()
  })
})

describe('the programs, each by its own way', () => {
  test('Ollama in Docker: natively first, and its variables are options of docker run', () => {
    const one = { program: 'ollama', signature: 'ollama-needs-more-memory' } as const
    const card = cardFor('system-memory-refused', {}, one)
    expect(card.fixes[0]?.text).toContain('Run Ollama on the Mac itself')
    expect(commandsOf(card)).toContain('-e OLLAMA_CONTEXT_LENGTH=4096')
    expect(remediesOf(card)).not.toContain('launchctl')
    const native = cardFor('system-memory-refused', {}, { ...one, machine: linux })
    expect(commandsOf(native)).toContain('sudo systemctl edit ollama')
    expect(remediesOf(native)).not.toContain('Docker')
  })

  // composed in the form of vLLM (v1/core/kv_cache_utils.py)
  test('vLLM: the context that it reckons first, then more for the pool, never less', () => {
    const text =
      "ValueError: To serve at least one request with the models's max seq len (131072), (16.00 GiB KV cache is needed, " +
      'which is larger than the available KV cache memory (7.02 GiB). Based on the available memory, the estimated maximum ' +
      'model length is 57456. Try increasing `gpu_memory_utilization` or decreasing `max_model_len`'
    const one = { program: 'vllm', signature: 'vllm-no-room-for-context', line: { text } } as const
    expect(commandsOf(cardFor('system-memory-refused', {}, one)).slice(0, 2)).toEqual([
      '--max-model-len 57456',
      '--gpu-memory-utilization 0.95',
    ])
  })

  test('a buffer of the CPU: less of its own first, and --mlock only where it is seen', () => {
    const card = cardFor('system-memory-refused', { contextTokens: 4e6, triedBytes: 65.5e9 })
    expect(card.sentence).toContain('it needs 65.5 GB; its context is 4000000 tokens')
    expect(commandsOf(card)[0]).toBe('-c 4096')
    expect(remediesOf(card)).not.toContain('--mlock')
  })

  test('a buffer of the CPU is what the system did not give', () => {
    expect(cardFor('system-memory-refused', { triedBytes: 16 * gib }).sentence).toBe(
      'The system did not give llama.cpp the memory that it asked for; it needs 17.2 GB',
    )
  })

  test('the state of the memory is never read by creating pressure', () => {
    const card = cardFor('system-memory-refused')
    expect(commandsOf(card).join('\n')).not.toContain('memory_pressure')
    expect(advicesOf(card)).toContain('memory_pressure -l')
  })
})
