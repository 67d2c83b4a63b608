import { describe, expect, test } from 'vitest'
import { keyboardMenu } from '../../src/main/electron/keyboard-menu.ts'
import { loadVoice } from '../../src/main/electron/tray/voices.ts'
import { languages, type Language } from '../../src/shared/language.ts'

const nothing = (): void => undefined
const acts = { detailsWanted: nothing, dismissed: nothing, quit: nothing }

/** Each label of the menu in one language, with its role, or its keys. */
async function said(language: Language): Promise<readonly (readonly [string, string])[]> {
  const menus = keyboardMenu(acts, await loadVoice(language))
  const items = menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  return items
    .filter(({ type }) => type !== 'separator')
    .map(({ label = '', role, accelerator }) => [label, role ?? accelerator ?? ''] as const)
}

describe('the menu of the keyboard', () => {
  test('has all that a field needs to be written and pasted into', async () => {
    expect(await said('en')).toEqual([
      ['Settings…', 'CommandOrControl+,'],
      ['Close', 'CommandOrControl+W'],
      ['Quit Headroom', 'CommandOrControl+Q'],
      ['Undo', 'undo'],
      ['Redo', 'redo'],
      ['Cut', 'cut'],
      ['Copy', 'copy'],
      ['Paste', 'paste'],
      ['Select All', 'selectAll'],
    ])
  })

  test.each(languages.filter((one) => one !== 'en'))(
    'says all of it in %s, and does the same',
    async (language) => {
      const [english, translated] = await Promise.all([said('en'), said(language)])
      expect(translated.map(([, does]) => does)).toEqual(english.map(([, does]) => does))
      const left = translated.filter(([label], at) => label === english[at]?.[0])
      expect(left).toEqual([])
    },
  )
})
