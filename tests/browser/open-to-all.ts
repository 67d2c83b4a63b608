import type { Page } from '@playwright/test'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { axeIn } from './axe-in.ts'
import { leftInEnglish } from './left-in-english.ts'
import { expect } from './loaded-page.ts'
import { nothingShown } from './screen-state.ts'
import { speakIn } from './speak-in.ts'

const themes = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  'more contrast': { colorScheme: 'light', contrast: 'more' },
} as const

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** All that axe knows, or colours alone: a theme has no more. */
type Part = 'all' | 'colours'

/** What axe finds wrong with the whole page in this theme: the rule, and where. */
async function barriersIn(
  page: Page,
  theme: keyof typeof themes,
  part: Part,
  snapshot: Snapshot,
): Promise<readonly string[]> {
  await page.emulateMedia({ ...themes[theme], reducedMotion: 'reduce' })
  // until there are figures nothing is there that a heading could head: a notice says so, and nothing else does
  const without = snapshot === nothingShown ? ['page-has-heading-one'] : []
  const axe = await axeIn(page)
  const { violations } = await (
    part === 'colours' ? axe.withRules('color-contrast') : axe.withTags(tags).disableRules(without)
  ).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${theme}: ${id} at ${target.join(' ')} ${html.slice(0, 120)}`),
  )
}

/** What is wider than its place: the column, and texts that are not shortened on purpose. Pictures keep to their own frames. */
const tooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main *')]
      .filter((one) => {
        const { overflowX, textOverflow, position } = getComputedStyle(one)
        if (textOverflow === 'ellipsis' || overflowX === 'auto' || overflowX === 'scroll')
          return false
        if (
          one.closest('.spoken, svg, pre, [role="img"], [role="progressbar"]') !== null ||
          position === 'absolute'
        )
          return false
        return overflowX !== 'visible' || one.matches('html, main, button')
          ? one.scrollWidth > one.clientWidth + 2 && one.clientWidth > 1
          : false
      })
      .map(
        (one) =>
          `${one.outerHTML.slice(0, 120)} is ${one.scrollWidth} wide, and has ${one.clientWidth}`,
      ),
  )

/** The button of a question keeps the language in which that was asked: nobody chooses another meanwhile. */
const ofQuestion = /^(?:Quit|Unload)(?:[:：] ?(?:Loom|gemma3:27b))?$/

/**
 * No barrier in any theme, no English left in another language, nothing too wide: of a page that speaks by `makeSpeak`. `usual`: for
 * every day, with the language that is widest, light and dark; `thorough`: in all of them.
 */
export async function expectOpenToAll(
  page: Page,
  snapshot: Snapshot,
  depth: 'usual' | 'thorough' = 'thorough',
): Promise<void> {
  const { soft } = expect
  const isThorough = depth === 'thorough'
  soft(await barriersIn(page, 'light', 'all', snapshot)).toEqual([])
  soft(await tooWide(page)).toEqual([])
  for (const language of isThorough ? (['de', 'zh-Hans'] as const) : (['de'] as const)) {
    await speakIn(page, language)
    const left = await leftInEnglish(page, language, snapshot)
    soft(left.filter((text) => !ofQuestion.test(text))).toEqual([])
    soft(await tooWide(page)).toEqual([])
  }
  // a theme has colours of its own, and nothing else
  soft(await barriersIn(page, 'dark', 'colours', snapshot)).toEqual([])
  if (isThorough) soft(await barriersIn(page, 'more contrast', 'colours', snapshot)).toEqual([])
}
