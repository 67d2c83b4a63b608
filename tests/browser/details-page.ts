import type { Locator, Page } from '@playwright/test'
import type { Section } from '../../src/shared/details.ts'

/** The address at which a page opens the details. */
export const detailsAt = (url: string, section: Section): string => `${url}&details=${section}`

export const headOf = (page: Page, name: string): Locator =>
  page.getByRole('heading', { level: 1, name, exact: true })

export const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name, exact: true })

export const detailsSize = { width: 960, height: 680 } as const
