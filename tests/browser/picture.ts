import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { popoverSize } from '../../src/main/electron/popover/popover-port.ts'
import { fromRoot } from '../from-root.ts'
import { smallPng } from './small-png.ts'

/** What a file of pictures says first: `test.use(popoverAtTwice)`. */
export const popoverAtTwice = { viewport: popoverSize, deviceScaleFactor: 2 } as const

/** Where the test gives the Snapshots: they are told on, however long it draws. */
export const tickingAtTwice = { ...popoverAtTwice, isTicking: true } as const

export interface Framing {
  /** `whole`: also what is to be scrolled to; `view`: as high as the popover is; `still`: the page as it stands. */
  readonly height?: 'whole' | 'view' | 'still'
  readonly width?: number
  /** Of what is drawn for its words alone, one is enough. */
  readonly themes?: readonly Theme[]
}

type Theme = 'light' | 'dark'
const bothThemes: readonly Theme[] = ['light', 'dark']

/** `<name>-light.png` and `<name>-dark.png` of the page, cut to what it says. */
export async function draw(page: Page, name: string, framing: Framing = {}): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const back = await cut(page, framing)
  for (const colorScheme of framing.themes ?? bothThemes) {
    await page.emulateMedia({ colorScheme })
    await drawOnce(page, `${name}-${colorScheme}`)
  }
  await back()
}

export async function drawOnce(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled' })
  await writeFile(fromRoot(`resources/preview/${name}.png`), smallPng(png))
}

/** As narrow and high as it is to be drawn, and the way back. */
async function cut(page: Page, framing: Framing): Promise<() => Promise<void>> {
  const { height = 'whole', width = popoverSize.width } = framing
  const before = page.viewportSize() ?? popoverSize
  if (height === 'still') return () => Promise.resolve()
  const most = height === 'view' ? popoverSize.height : Number.POSITIVE_INFINITY
  // what sticks to its edges makes it higher or lower with its frame: until it fits
  for (let tall = 120, tries = 0; tries < 4; tries++) {
    await page.setViewportSize({ width, height: tall })
    const needed = await page
      .locator('main')
      .evaluate((main) => Math.max(main.scrollHeight, document.documentElement.scrollHeight))
    if (Math.min(needed, most) <= tall) break
    tall = Math.min(needed, most)
  }
  return () => page.setViewportSize(before)
}

/** The same by other eyes and with other wishes: of a few telling states. */
export async function drawVariants(page: Page, name: string): Promise<void> {
  const drawn = (variant: string): Promise<void> => drawOnce(page, `${name}-${variant}`)
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  const session = await page.context().newCDPSession(page)
  const back = await cut(page, { height: 'whole' })
  for (const type of ['protanopia', 'deuteranopia', 'tritanopia'] as const) {
    await session.send('Emulation.setEmulatedVisionDeficiency', { type })
    await drawn(type)
  }
  await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' })
  await page.emulateMedia({ contrast: 'more' })
  await drawn('contrast')
  await page.emulateMedia({ contrast: null, forcedColors: 'active' })
  await drawn('forced-colors')
  await page.emulateMedia({ forcedColors: null })
  await back()
  await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'))
  const backFromLarge = await cut(page, { height: 'whole' })
  await drawn('text-200')
  await page.evaluate(() => void (document.documentElement.style.fontSize = ''))
  await backFromLarge()
}
