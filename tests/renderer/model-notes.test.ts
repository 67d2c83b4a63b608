import { expect, test } from 'vitest'
import { modelNotes } from '../../src/renderer/popover/model-notes.ts'
import { english } from '../../src/renderer/words/english.ts'
import type { Model } from '../../src/shared/server.ts'
import { atMs, gemma, qwen } from '../shared/loaded.ts'

const { i18n, ...spoken } = english
const words = { ...spoken, t: i18n.t }
const notesOf = (model: Model, hasWay = false) =>
  modelNotes(words, { model, shown: { server: 'Ollama' }, atMs, hasWay })

test('a model has no notes where its button says how its memory comes back', () => {
  expect(notesOf(gemma)).toEqual([])
  expect(notesOf(qwen, true)).toEqual([])
  expect(notesOf(qwen)).toEqual(['quit Ollama to free it'])
})

test('what else is to be known of it is said, each by itself', () => {
  const eject = { kind: 'none', reason: 'its server has no way to' } as const
  expect(notesOf({ ...gemma, eject, isStale: true, atMs: atMs - 12_000 })).toEqual([
    'as of 12 s ago',
    'cannot be unloaded from here: its server has no way to',
  ])
  expect(notesOf({ ...gemma, isRemote: true, sharesFile: true, eject })).toEqual([
    'shares its file with another server',
    'runs on another machine',
  ])
})
