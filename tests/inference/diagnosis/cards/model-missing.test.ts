import { expect, test } from 'vitest'
import { cardFor, commandsOf } from './case-of.ts'

test('a model that is not there is named, and its place is looked at', () => {
  const card = cardFor('model-missing', { modelPath: 'models/Composed.gguf' })
  expect(card.sentence).toBe('llama.cpp did not find the model Composed.gguf')
  expect(card.fixes[0]?.text).toContain('-m')
})

test('each program lists its own models', () => {
  expect(commandsOf(cardFor('model-missing', {}, { program: 'ollama' }))).toEqual(['ollama list'])
  expect(commandsOf(cardFor('model-missing', {}, { program: 'lm-studio' }))).toEqual(['lms ls'])
})
