import { describe, expect, test } from 'vitest'
import { createVoices, loadVoice } from '../../../src/main/electron/tray/voices.ts'
import type { Language, LanguageChoice } from '../../../src/shared/language.ts'
import { englishVoice, type Voice } from '../../../src/shared/phrases/voice.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts'

/** Voices over settings that the test changes; each is there when the test says so. */
function world(preferred: readonly string[]) {
  const wakes = new Set<(settings: Settings) => void>()
  const said: string[] = []
  const loads: {
    readonly language: Language
    readonly done: (voice: Voice) => void
    readonly fail: (error: Error) => void
  }[] = []
  let current = defaultSettings
  const voices = createVoices({
    settings: {
      current: () => current,
      onChange: (wake) => {
        wakes.add(wake)
        return () => void wakes.delete(wake)
      },
    },
    preferred: () => preferred,
    load: (language) => new Promise((done, fail) => loads.push({ language, done, fail })),
    say: (line) => said.push(line),
  })
  const heard: Language[] = []
  voices.onChange(() => heard.push(voices.current().language))
  return {
    voices,
    heard,
    said,
    choose: (language: LanguageChoice) => {
      current = { ...current, language }
      wakes.forEach((wake) => wake(current))
    },
    asked: () => loads.map(({ language }) => language),
    come: async (language: Language) => {
      loads.find((load) => load.language === language)?.done({ ...englishVoice, language })
      await Promise.resolve()
    },
    fail: async (language: Language) => {
      loads.find((load) => load.language === language)?.fail(new Error('no such chunk'))
      await new Promise((resolve) => setImmediate(resolve))
    },
    listeners: () => wakes.size,
  }
}

describe('the voice of the menu', () => {
  test('is English where the system prefers it, and nothing is loaded', () => {
    const { voices, asked } = world(['en-GB', 'de'])
    expect([voices.current().language, asked()]).toEqual(['en', []])
  })

  test('is that of the system as soon as it is there', async () => {
    const { voices, heard, come } = world(['zh-CN', 'en'])
    expect([voices.current().language, voices.language()]).toEqual(['en', 'zh-Hans'])
    await come('zh-Hans')
    expect([voices.current().language, heard]).toEqual(['zh-Hans', ['zh-Hans']])
  })

  test('follows the settings; one that comes too late is not taken', async () => {
    const { voices, choose, heard, come, asked } = world(['en'])
    choose('de')
    choose('zh-Hans')
    await come('zh-Hans')
    await come('de')
    expect([voices.current().language, heard]).toEqual(['zh-Hans', ['zh-Hans']])
    expect(asked()).toEqual(['de', 'zh-Hans'])
  })

  test('stays what it was where the next cannot be loaded, says so, and asks again', async () => {
    const { voices, choose, heard, said, asked, fail } = world(['de'])
    await fail('de')
    expect([voices.current().language, heard]).toEqual(['en', []])
    expect(said).toEqual(['the menu stays in English: no such chunk'])
    choose('de')
    expect(asked()).toEqual(['de', 'de'])
  })

  test('that cannot be loaded any more is not missed where another was chosen meanwhile', async () => {
    const { voices, choose, come, fail, asked } = world(['en'])
    choose('de')
    choose('zh-Hans')
    await fail('de')
    await come('zh-Hans')
    choose('zh-Hans')
    expect([voices.current().language, asked()]).toEqual(['zh-Hans', ['de', 'zh-Hans']])
  })

  test('ends with the app', () => {
    const { voices, listeners } = world(['en'])
    expect(listeners()).toBe(1)
    voices.close()
    expect(listeners()).toBe(0)
  })
})

test.each([
  ['en', 'Quit Headroom', '2.1 GB'],
  ['de', 'Headroom beenden', '2,1 GB'],
  ['zh-Hans', '退出 Headroom', '2.1 GB'],
] as const)('in %s it says what it is asked to', async (language, quit, figure) => {
  const voice = await loadVoice(language)
  expect(voice.language).toBe(language)
  expect([voice.say('Quit Headroom'), voice.figure('2.1 GB')]).toEqual([quit, figure])
})
