import { detailsSize } from './details-page.ts'
import { expect, idles, linesOf, rowOfLine, searchOf, test } from './log-page.ts'

test.use({ viewport: detailsSize, locale: 'en-GB' })

const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>'

test('names and lines of any kind are nothing but text', async ({ page, openLog }) => {
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const lines = [
    `srv  markup: ${markup}`,
    'srv  escapes: \u001b[31mred\u001b[0m \u001b]0;title\u0007 \u0008\u0008 end',
    'srv  turned: \u202egpj.exe\u202c \u2067محرر\u2069',
    `srv  long: ${'x'.repeat(2 ** 20)}`,
    'srv  nul: a\u0000b',
    'srv  slots: {{count}} $t(log.title) %s',
    'srv  last: 1',
  ]
  await openLog(`${idles(1, 20)}${lines.join('\n')}\n`, `<b>&{{x}}\u202e'"\n.log`)
  await expect(rowOfLine(page, 'srv last: 1')).toBeVisible()
  // some may be anybody's words: one answer shows them all, once they are read anew
  const hidden = page.locator('[data-hidden-lines]')
  await hidden.first().click()
  await page.getByRole('button', { name: 'Show them' }).click()
  await expect(hidden).toHaveCount(0)
  await expect(rowOfLine(page, markup)).toBeVisible()
  await expect(rowOfLine(page, 'escapes')).toHaveText(/escapes: red {2}\ufffd\ufffd end$/)
  await expect(rowOfLine(page, 'turned')).toHaveText(
    /turned: \ufffdgpj\.exe\ufffd \ufffdمحرر\ufffd$/,
  )
  await expect(rowOfLine(page, 'long:')).toHaveText(/x…$/)
  await expect(rowOfLine(page, 'srv slots')).toContainText('{{count}} $t(log.title) %s')
  for (const text of [markup, '\\', '(', 'x'.repeat(400), '\u202e']) {
    await searchOf(page).fill(text)
    await page.keyboard.press('Enter')
  }
  await expect(linesOf(page)).toBeVisible()
  expect(await page.evaluate(() => document.querySelectorAll('main img, main script').length)).toBe(
    0,
  )
  expect(dialogs).toEqual([])
})
