import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { jsonIn } from '../../src/shared/parse.ts'
import { expect, settingsIn } from './fixtures.ts'

export type TabName = 'General' | 'Alerts' | 'Sampling' | 'Sources' | 'Relief' | 'Your data'

/** Where the Headroom of a test keeps its settings. */
export const folderOfSettings = (folder: string): string => join(settingsIn(folder), 'headroom')
export const fileOfSettings = (folder: string): string =>
  join(folderOfSettings(folder), 'settings.json')

/** The settings of a real `serve`, at one of their groups. */
export async function openSettings(page: Page, url: string, tab: TabName): Promise<void> {
  await page.goto(`${url}&details=settings`)
  await toTab(page, tab)
}

export async function toTab(page: Page, tab: TabName): Promise<void> {
  await page.getByRole('tab', { name: tab, exact: true }).click()
  await expect(page.getByRole('tab', { name: tab, selected: true })).toBeVisible()
}

/** What stands in the file, where there is one. */
export async function written(folder: string): Promise<unknown> {
  const text = await readFile(fileOfSettings(folder), 'utf8').catch(() => '{}')
  return jsonIn(text)
}

/** Waits until the file has these lines. */
export const expectWritten = (folder: string, lines: Record<string, unknown>): Promise<void> =>
  expect.poll(() => written(folder)).toMatchObject(lines)

export const field = (page: Page, name: string): Locator =>
  page.getByRole('spinbutton', { name, exact: true })

/** As somebody types it: in place of what stands there, and done with Enter. */
export async function type(page: Page, name: string, text: string): Promise<void> {
  const input = field(page, name)
  await input.fill(text)
  await input.press('Enter')
}

export const refusal = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('alert').filter({ hasText: text })
