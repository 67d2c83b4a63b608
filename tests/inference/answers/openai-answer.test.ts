import { expect, test } from 'vitest'
import { openAiAnswer } from '../../../src/main/inference/answers/openai-answer.ts'
import { answerOf } from '../told.ts'

const told = (body: unknown): unknown =>
  openAiAnswer.read(answerOf('POST /v1/chat/completions', body))?.facts

test('mlx_vlm adds its speeds to what it counts', () => {
  const usage = { input_tokens: 14, output_tokens: 30, prompt_tps: 120.5, generation_tps: 41.2 }
  expect(told({ model: 'm', usage })).toEqual({
    isReady: true,
    promptTokens: 14,
    generatedTokens: 30,
    promptTokensPerSecond: 120.5,
    tokensPerSecond: 41.2,
    models: [{ id: 'm' }],
  })
})

test('llama-server has them beside it; a speed of 0 is none', () => {
  const usage = { prompt_tokens: 14, completion_tokens: 30 }
  const timings = { prompt_per_second: 0, predicted_per_second: 50 }
  expect(told({ usage, timings })).toMatchObject({
    promptTokensPerSecond: null,
    tokensPerSecond: 50,
    models: null,
  })
})
