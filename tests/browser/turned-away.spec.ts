import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { fromRoot } from '../from-root.ts'
import { otherAddress } from '../other-address.ts'
import { askSecurely } from '../web/tls/tls-client.ts'
import { expect, test } from './fixtures.ts'

const idle = fromRoot('tests/fixtures/recordings/linux-idle.jsonl')

test.use({ ignoreHTTPSErrors: true })

const notice = (page: Page, name: string): Locator => page.getByRole('group', { name })
const sayToken = (page: Page, token: string): Promise<void> =>
  page.evaluate((given) => void (location.hash = `#token=${given}`), token)

test('the token of a collector is told from a wrong one, and an address that is locked out from a Headroom that is gone', async ({
  page,
  serve,
  folder,
}) => {
  const address = otherAddress()
  const collector = 'the-token-of-a-collector-which-is-long'
  const file = join(folder, 'metrics.token')
  await writeFile(file, collector, { mode: 0o600 })
  const options = ['--host', address, '--metrics-token-file', file, '--replay', idle]
  const { url, token } = await serve(...options)
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')

  await sayToken(page, collector)
  await expect(notice(page, 'This token opens the metrics only')).toBeVisible()
  await sayToken(page, 'a-wrong-one')
  await expect(notice(page, 'This page needs its token')).toBeVisible()

  const asked = { address, port: Number(new URL(url).port), path: '/api/snapshot' } as const
  const headers = { authorization: 'Bearer the-token-of-somebody-else' }
  for (let count = 0; count < 9; count++) await askSecurely({ ...asked, headers })
  await sayToken(page, token)
  await expect(notice(page, 'Headroom takes nothing from here for now')).toContainText(
    'It answers again by itself',
  )
})
