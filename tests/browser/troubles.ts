import type { Page } from '@playwright/test'
import { axeIn } from './axe-in.ts'

/** What axe finds wrong with what is shown in `part`, in light and dark: the rule, and where. */
export async function troublesOf(page: Page, part: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const axe = await axeIn(page)
    const { violations } = await axe.include(part).analyze()
    for (const { id, nodes } of violations)
      found.push(...nodes.map(({ target }) => `${colorScheme}: ${id} at ${target.join(' ')}`))
  }
  return found
}
