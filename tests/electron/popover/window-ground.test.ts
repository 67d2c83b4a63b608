import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { groundOf, type Wish } from '../../../src/main/electron/popover/window-ground.ts'
import { fromRoot } from '../../from-root.ts'

const ordinary: Wish = {
  shouldUseDarkColors: false,
  shouldUseHighContrastColors: false,
  prefersReducedTransparency: false,
}

/** `--surface` as the page has it, light and dark. */
const surfaces = [
  ...readFileSync(fromRoot('src/renderer/ui/tokens.css'), 'utf8').matchAll(/--surface: (\S+);/g),
].map(([, colour]) => colour)

describe('the ground of a window', () => {
  test('is the material of a popover, with no colour that would cover it', () => {
    for (const shouldUseDarkColors of [true, false])
      expect(groundOf({ ...ordinary, shouldUseDarkColors }, true)).toEqual({
        vibrancy: 'popover',
        colour: '#00000000',
      })
  })

  test.each([
    ['less transparency is wanted', { prefersReducedTransparency: true }, true],
    ['more contrast is wanted', { shouldUseHighContrastColors: true }, true],
    ['there is no such material', {}, false],
  ])('is the surface of the page where %s', (_, wish, hasMaterial) => {
    const grounds = [false, true].map((shouldUseDarkColors) =>
      groundOf({ ...ordinary, shouldUseDarkColors, ...wish }, hasMaterial),
    )
    expect(grounds.map(({ vibrancy }) => vibrancy)).toEqual([null, null])
    expect(grounds.map(({ colour }) => colour)).toEqual(surfaces)
  })
})
