import { join } from 'node:path'
import { fromRoot } from '../from-root.ts'
import { otherAddress } from '../other-address.ts'
import { expect, test } from './fixtures.ts'

const idle = fromRoot('tests/fixtures/recordings/linux-idle.jsonl')

// a person has compared the fingerprint, and has told the browser to go on
test.use({ ignoreHTTPSErrors: true })

test('another machine sees the page over TLS, and again when Headroom was away', async ({
  page,
  serve,
  folder,
}) => {
  const address = otherAddress()
  const options = ['--host', address, '--token-file', join(folder, 'token'), '--replay', idle]
  const served = await serve(...options)
  expect(served.origin).toBe(`https://${address}:${new URL(served.url).port}`)
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text())
  })
  await page.goto(served.url)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toContainText('free for models')
  expect(refused).toEqual([])

  const stale = page.locator('main [data-stale]').first()
  await served.stop()
  await expect(stale).toHaveAttribute('data-stale', 'true', { timeout: 15_000 })
  await serve(...options, '--port', new URL(served.url).port)
  await expect(stale).toHaveAttribute('data-stale', 'false', { timeout: 15_000 })
})
