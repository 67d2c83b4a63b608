import { expect, test } from 'vitest'
import { modelsText, placeText, shownLocalModel } from '../../src/shared/models-text.ts'
import { broken, qwen14 } from './shelf.ts'

test('a model is told with its size, what it is, whether it fits, and the longest context', () => {
  expect(shownLocalModel(qwen14)).toEqual({
    name: 'Qwen3-14B-Q4_K_M.gguf',
    size: '9.0 GB',
    about: 'Q4_K_M · qwen3 · folder',
    verdict: 'fits',
    longest: 'up to 40k',
    trouble: null,
  })
})

test('what is not known of it is left out, and what is wrong with it is said', () => {
  expect(shownLocalModel({ ...broken, fileBytes: null, source: 'lm-studio' })).toEqual({
    name: 'Llama-3.3-70B-Q4_K_M.gguf.part',
    size: null,
    about: 'LM Studio',
    verdict: 'not known',
    longest: null,
    trouble: 'it begins with zeros, as a download that is not complete',
  })
})

test('one that fits with less context than its engine takes by itself is not said not to fit', () => {
  const { verdict, longest } = shownLocalModel({ ...qwen14, verdict: 'no' })
  expect([verdict, longest]).toEqual(['with less context', 'up to 40k'])
  const none = shownLocalModel({ ...qwen14, verdict: 'no', longestContextTokens: null })
  expect([none.verdict, none.longest]).toEqual(['does not fit', null])
})

test('a loaded one takes no more room', () => {
  expect(shownLocalModel({ ...qwen14, isLoaded: true, verdict: 'no' }).verdict).toBe('loaded now')
})

test('no foreign text brings control characters', () => {
  const evil = 'a\u001b[2Jb\n'
  const { name, about, trouble } = shownLocalModel({
    ...qwen14,
    name: evil,
    quantization: evil,
    architecture: evil,
    trouble: evil,
  })
  // oxlint-disable-next-line no-control-regex
  expect(`${name}${about}${trouble}`).not.toMatch(/[\u0000-\u001f]/)
})

test('a place says how many are there, or why it cannot be read', () => {
  const place = { source: 'ollama', path: '/models', modelCount: 1, reason: null } as const
  expect(placeText(place)).toBe('Ollama, /models: 1 model')
  expect(placeText({ ...place, modelCount: 0 })).toBe('Ollama, /models: no models')
  expect(placeText({ ...place, reason: 'permission denied' })).toBe(
    'Ollama, /models: permission denied',
  )
  expect(modelsText(300)).toBe('300 models')
})
