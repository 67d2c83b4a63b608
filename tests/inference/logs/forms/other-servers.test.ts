import { describe, expect, it } from 'vitest'
import {
  createLogReader,
  type LogReader,
} from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { otherServerForms } from '../../../../src/main/inference/logs/forms/other-servers.ts'

const index = indexOfForms(otherServerForms)

function readerOf(log: string): LogReader {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${log}\n`)
  return reader
}

describe('what smaller servers say of themselves', () => {
  it('KoboldCpp: version, model, context and speed', () => {
    // recorded: LostRuins/koboldcpp#744 (the first line); composed from koboldcpp.py (the others)
    const reader = readerOf(`Welcome to KoboldCpp - Version 1.61
Loading Text Model: /models/tiny.gguf
CtxLimit:2048/4096, Amt:100/100, Init:0.01s, Process:1.20s (1.2ms/T = 833.33T/s), Generate:4.00s (40.0ms/T = 25.00T/s), Total:5.20s`)
    expect(reader.state()).toMatchObject({ program: 'koboldcpp', version: '1.61' })
    expect(reader.facts()).toEqual({
      modelPath: '/models/tiny.gguf',
      contextTokens: 4_096,
      tokensPerSecond: 25,
    })
  })

  it('KoboldCpp: a load that failed', () => {
    // composed from gpttype_adapter.cpp
    const reader = readerOf("gpttype_load_model: error: failed to load model '/models/tiny.gguf'")
    expect(reader.state().stage).toBe('failed')
    expect(reader.facts()).toEqual({ modelPath: '/models/tiny.gguf' })
  })

  it('KoboldCpp: a request for more context than there is, is no full context', () => {
    // composed from koboldcpp.py
    const line =
      '(Warning! Request max_context_length=8192 exceeds allocated context size of 4096. It will be reduced to fit.)'
    expect(readerOf(line).failures()).toEqual([])
  })

  it('llama-cpp-python: a load that failed, of which file', () => {
    // composed from llama.py
    const reader = readerOf('ValueError: Failed to load model from file: ./models/tiny.gguf')
    expect(reader.state().stage).toBe('failed')
    expect(reader.facts()).toEqual({ modelPath: './models/tiny.gguf' })
  })

  it.each([
    ['9:14AM INF LocalAI version: v2.25.0 (07655c0c)', 'localai', '2.25.0'],
    [
      '[2025-07-01][12:34:56][tauri_plugin_llamacpp::commands][INFO] Command line: llama-server',
      'jan',
      null,
    ],
    [
      "INFO 06-02 05:17:18 [__init__.py:244] Initializing a V1 LLM engine (v0.9.1) with config: model='tiny', max_seq_len=40960",
      'vllm',
      '0.9.1',
    ],
  ])('%s', (line, program, version) => {
    // composed from the start lines of LocalAI, Jan and vLLM
    expect(readerOf(line).state()).toMatchObject({ program, version })
  })

  it('vLLM: the context of its start', () => {
    const line =
      "INFO 06-02 05:17:18 [llm_engine.py:237] Initializing an LLM engine (v0.6.3) with config: model='tiny', dtype=torch.float16, max_seq_len=40960, tensor_parallel_size=1"
    expect(readerOf(line).facts()).toEqual({ contextTokens: 40_960 })
  })
})
