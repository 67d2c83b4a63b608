import { expect, test } from 'vitest'
import { inEnglish, notificationText } from '../../src/shared/alert-notification.ts'
import type { Language } from '../../src/shared/language.ts'
import { sayingIn } from './phrases/books.ts'
import { hog, runningOut } from './warned.ts'

const known = {
  ...runningOut,
  title: 'Stop this answer, or go on in a new, shorter chat.',
  sentence: 'MLX slows to a crawl there',
  advice: null,
}

test('a notification is in the language of the screen, and names what is urgent', () => {
  const textIn = (language: Language) =>
    notificationText(known, { language, say: sayingIn(language).say })
  expect(notificationText(runningOut, inEnglish)).toEqual({
    title: 'python uses up the RAM: about to fail',
    body: `${runningOut.sentence}\n${runningOut.advice ?? ''}`,
  })
  expect(notificationText(hog, inEnglish).title).toBe(hog.title)
  expect(textIn('de')).toEqual({
    title:
      'Diese Antwort abbrechen oder in einem neuen, kürzeren Chat weitermachen.: scheitert gleich',
    body: 'MLX kriecht dort nur noch',
  })
  expect(textIn('zh-Hans')).toEqual({
    title: '停止这次回答，或在新的、更短的对话中继续。：即将失败',
    body: 'MLX 在那里会变得极慢',
  })
})
