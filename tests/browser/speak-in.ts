import type { Page } from '@playwright/test'
import type { Language } from '../../src/shared/language.ts'

interface Speaking extends Window {
  speakIn?: (language: Language) => void
}

/** Before a page is opened: it can be told another language as Core tells it, over whatever it has for a connection. */
export const makeSpeak = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const { addEventListener } = EventTarget.prototype
    const speaking: Speaking = window
    EventTarget.prototype.addEventListener = function (this: EventTarget, ...given) {
      const line = 'bufferedAmount' in this && given[0] === 'message' ? this : null
      Reflect.apply(addEventListener, this, given)
      if (line === null) return
      let view: object = { isShown: true, isGaugeHidden: false, mayAct: false }
      Reflect.apply(addEventListener, line, [
        'message',
        ({ data }: MessageEvent) => {
          const message: { readonly kind: string; readonly value: object } = JSON.parse(
            String(data),
          )
          if (message.kind === 'view') view = message.value
        },
      ])
      speaking.speakIn = (language) => {
        const data = JSON.stringify({ kind: 'view', value: { ...view, language } })
        line.dispatchEvent(new MessageEvent('message', { data }))
      }
    }
  })

/** The same page, in another language from now on. */
export async function speakIn(page: Page, language: Language): Promise<void> {
  await page.evaluate((chosen) => {
    const speaking: Speaking = window
    speaking.speakIn?.(chosen)
  }, language)
  await page.locator(`html[lang="${language}"]`).waitFor()
  // what is loaded with a language is drawn in the next frame
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))))
}
