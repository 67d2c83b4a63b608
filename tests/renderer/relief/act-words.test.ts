import { describe, expect, test } from 'vitest'
import {
  doneWords,
  helpWords,
  saidWords,
  workingWords,
} from '../../../src/renderer/relief/act-words.ts'
import { loadWords } from '../../../src/renderer/words/load-words.ts'

const speaking = async (language: 'en' | 'de') => {
  const { i18n, say } = await loadWords(language)
  return { t: i18n.t, say }
}
const done = { kind: 'done', reopenId: null } as const

describe('what comes of an act, in words', () => {
  test('names what was done before the figures of Core', async () => {
    const english = await speaking('en')
    const cameBack = '2.1 GB came back (2.3 GB expected)'
    expect(doneWords(english, { ...done, did: 'unload', sentence: cameBack })).toBe(
      'Unloaded: 2.1 GB came back (2.3 GB expected)',
    )
    expect(doneWords(english, { ...done, did: null, sentence: 'Loom runs again' })).toBe(
      'Loom runs again',
    )
  })

  test('says what was refused, and that it is not known where nobody heard', async () => {
    const english = await speaking('en')
    expect(saidWords(english, { kind: 'refused', verb: 'reopen' }, 'Loom')).toBe(
      'Loom was not started again',
    )
    expect(saidWords(english, { kind: 'unheard' }, 'Loom')).toBe('What became of Loom is not known')
    expect(saidWords(english, { kind: 'core', text: 'Loom is back' }, 'Loom')).toBe('Loom is back')
    expect(helpWords(english, 'it has gone')).toBe('It has gone')
  })

  test('leaves a name as it is, also one that looks like a slot', async () => {
    const german = await speaking('de')
    expect(saidWords(german, { kind: 'refused', verb: 'quit' }, '{{name}} $t(relief.quit)')).toBe(
      '{{name}} $t(relief.quit) wurde nicht beendet',
    )
    expect(workingWords(german, 'quit')).toBe('wird beendet …')
  })
})
