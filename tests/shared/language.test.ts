import { describe, expect, test } from 'vitest'
import { languageFor } from '../../src/shared/language.ts'

describe('the language of the screens', () => {
  test('is the first that the reader prefers of those that there are', () => {
    expect(languageFor('system', ['fr-FR', 'de-AT', 'en-GB'])).toBe('de')
    expect(languageFor('system', ['zh-CN', 'en'])).toBe('zh-Hans')
    expect(languageFor('system', ['zh-Hans-SG'])).toBe('zh-Hans')
    expect(languageFor('system', ['EN-us'])).toBe('en')
  })

  test('is not simplified Chinese for whoever reads traditional characters', () => {
    expect(languageFor('system', ['zh-TW', 'de'])).toBe('de')
    expect(languageFor('system', ['zh-Hant-HK'])).toBe('en')
  })

  test('is simplified Chinese by its script, in whatever region', () => {
    expect(languageFor('system', ['zh-Hans-HK', 'en'])).toBe('zh-Hans')
    expect(languageFor('system', ['zh-Hans-MO'])).toBe('zh-Hans')
  })

  test('is English where nothing is told', () => {
    expect(languageFor('system', [])).toBe('en')
    expect(languageFor('system', ['', 'x-klingon'])).toBe('en')
  })

  test('is the one that was chosen, whatever is preferred', () => {
    expect(languageFor('de', ['zh-CN'])).toBe('de')
    expect(languageFor('en', ['de'])).toBe('en')
  })
})
