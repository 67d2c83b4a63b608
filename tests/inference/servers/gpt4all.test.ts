import { expect, test } from 'vitest'
import { gpt4all } from '../../../src/main/inference/servers/gpt4all.ts'
import { answerOf, processOf, toldBy } from '../answer-of.ts'

test('the list of GPT4All is of what is installed: nothing is known of its state', () => {
  const one = { id: 'Llama 3 8B Instruct', object: 'model', owned_by: 'humanity' }
  const told = toldBy(gpt4all, answerOf('GET /v1/models', { object: 'list', data: [one] }))
  expect(told).toEqual({
    facts: {
      isReady: true,
      models: [{ id: 'Llama 3 8B Instruct', state: null, sizeBytes: null }],
    },
    certainty: 'fits',
  })
  expect(toldBy(gpt4all, answerOf('GET /v1/models', { object: 'list', data: [] }))?.facts).toEqual({
    isReady: true,
    models: [],
  })
})

test('nothing is asked of it: no answer is only its own', () => {
  expect(gpt4all.marks).toEqual([])
  expect(gpt4all.polls).toEqual([])
  expect(gpt4all.unload.kind).toBe('none')
})

test.each([
  ['/Applications/gpt4all/bin/gpt4all.app/Contents/MacOS/gpt4all', true],
  ['/opt/gpt4all/bin/chat', true],
  ['/usr/bin/chat', false],
  ['/usr/bin/gpt4all-notes', false],
])('of GPT4All: %s is %s', (executable, expected) => {
  expect(gpt4all.isProcess(processOf(executable, executable))).toBe(expected)
})

test('an answer tells its tokens, and no speed', () => {
  const body = { model: 'm', choices: [], usage: { prompt_tokens: 5, completion_tokens: 7 } }
  for (const path of ['/v1/completions', '/v1/chat/completions']) {
    expect(toldBy(gpt4all, answerOf(`POST ${path}`, body))?.facts).toEqual({
      isReady: true,
      promptTokens: 5,
      generatedTokens: 7,
      promptTokensPerSecond: null,
      tokensPerSecond: null,
      models: [{ id: 'm' }],
    })
  }
  expect(toldBy(gpt4all, answerOf('POST /v1/completions', { model: 'm' }))).toBeNull()
})
