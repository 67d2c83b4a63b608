import type { Page } from '@playwright/test'
import type { Finding } from '../../src/shared/finding.ts'
import { printable } from '../../src/shared/printable.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { refused } from '../shared/found.ts'
import { llamaServer, ollama } from '../shared/loaded.ts'
import { hog } from '../shared/warned.ts'
import { hostileMac, hostileNames } from './hostile-names.ts'
import { expect, test } from './loaded-page.ts'

/** Servers and findings of that name beside all else. */
function withMore(name: string): Snapshot {
  const mac = hostileMac(name)
  return {
    ...mac,
    servers: [
      { ...ollama, title: name, version: name },
      { ...llamaServer, title: name },
    ],
    findings: [hostileFinding(name)],
    // its rule has made its names printable (src/main/alerts/short-name.ts)
    alerts: mac.alerts.map((alert) =>
      alert.rule === hog.rule
        ? {
            ...alert,
            title: printable(name, 200),
            sentence: printable(name, 900),
            advice: printable(name, 200),
          }
        : alert,
    ),
  }
}

/** As Core would say it of such names: whole sentences are its own, a line of a log is foreign. */
const hostileFinding = (name: string): Finding => ({
  ...refused,
  program: name,
  place: { path: `/tmp/${name}`, lineNumber: 7, line: name },
  sentence: `Metal refused a buffer of ${name}`,
  cause: name,
  fixes: [{ text: name, command: `ollama stop '${name}'`, costs: name }],
  misadvice: [{ advice: name, why: name }],
})

/** Texts, names and titles with what no name may bring along: it would turn the writing, or be spoken as noise. */
const unprintableIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const isFoul = (text: string): boolean =>
      /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u.test(text)
    const main = document.querySelector('main')
    const attributes = [...(main?.querySelectorAll('*') ?? [])].flatMap((one) =>
      ['aria-label', 'title', 'aria-description', 'aria-valuetext'].flatMap((name) => {
        const value = one.getAttribute(name)
        return value === null ? [] : [`${name}: ${value}`]
      }),
    )
    const texts: string[] = []
    const walker = document.createTreeWalker(main ?? document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode())
      texts.push(
        `${walker.currentNode.parentElement?.className ?? ''}: ${walker.currentNode.nodeValue ?? ''}`,
      )
    return [...attributes, ...texts].filter(isFoul).map((text) => text.slice(0, 120))
  })

const widest = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth)

for (const [kind, name] of Object.entries(hostileNames))
  test(`names of ${kind} are harmless in every list, and break no layout`, async ({
    page,
    open,
  }) => {
    const { url } = await open(withMore(name))
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    for (const width of [380, 320]) {
      await page.setViewportSize({ width, height: 640 })
      await page.goto('about:blank')
      await page.goto(url)
      await page.getByRole('button', { name: /^2 processes of/ }).click()
      await expect(page.getByRole('list', { name: /^Processes of/ })).toBeVisible()
      expect(await widest(page)).toBe(width)
      const apps = page.getByRole('region', { name: 'Apps by memory' })
      const [hostile, loom] = await apps
        .locator('> ul > li > div:first-child')
        .evaluateAll((all) => all.map((one) => one.clientHeight))
      // at 320 pixels the signs have a line of their own
      if (width === 380) expect(hostile).toBe(loom)
      const ejects = page.getByRole('button', { name: /^(Quit|Unload) / })
      for (const button of await ejects.all()) {
        const box = await button.boundingBox()
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
      }
    }
    await expect(page.locator('main img, main script')).toHaveCount(0)
    const findings = page.getByRole('region', { name: /^(Findings|Alerts)$/ })
    const folded = findings.locator('button[aria-expanded="false"]:not([aria-haspopup])')
    for (let left = await folded.count(); left > 0; left--) await folded.first().click()
    expect(await page.getByText('Metal refused a buffer').count()).toBeGreaterThan(0)
    expect(await widest(page)).toBe(320)
    expect(await unprintableIn(page)).toEqual([])
    expect(dialogs).toEqual([])
  })
