import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { contrastOfHex } from './contrast-of-hex.ts'
import { differenceOf, visions } from './color-vision.ts'
import { fromRoot } from '../../from-root.ts'

/** The tokens of each theme: dark changes what it names. */
async function themes(): Promise<Readonly<Record<string, ReadonlyMap<string, string>>>> {
  const css = await readFile(fromRoot('src/renderer/ui/tokens.css'), 'utf8')
  const [light = '', dark = ''] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(
    ([, block = '']) => block,
  )
  const tokensIn = (block: string): ReadonlyMap<string, string> =>
    new Map(
      [...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(
        ([, name = '', color = '']) => [name, color] as const,
      ),
    )
  const all = tokensIn(light)
  return { light: all, dark: new Map([...all, ...tokensIn(dark)]) }
}

/** What may stand beside each other in one bar, whatever else is nothing. */
const bars = {
  'of a Mac, from its start': ['programs', 'wired', 'compressed', 'shared', 'kernel', 'room'],
  'of a Mac, to its end': ['room', 'unattributed', 'other'],
  'of RAM': ['programs', 'shared', 'kernel', 'other', 'room'],
} as const
/** Seen at a glance, also where they do not touch. */
const leastDifference = 9

describe.each(['light', 'dark'] as const)('the colours of bars, %s', (theme) => {
  test.each(Object.entries(bars))(
    '%s, are told apart with and without each cone',
    async (_, bar) => {
      const tokens = (await themes())[theme]
      const colors = bar.map((name) => [name, tokens?.get(`segment-${name}`) ?? ''] as const)
      const alike = colors.flatMap(([one, color], index) =>
        colors.slice(index + 1).flatMap(([other, next]) =>
          Object.entries(visions)
            .filter(([, vision]) => !(differenceOf(color, next, vision) >= leastDifference))
            .map(([vision]) => `${one} and ${other}: ${vision}`),
        ),
      )
      expect(alike).toEqual([])
    },
  )

  test('stand out from the surface, and the room from what is not free', async () => {
    const tokens = (await themes())[theme]
    const of = (name: string): string => tokens?.get(name) ?? ''
    const names = ['programs', 'wired', 'compressed', 'shared', 'kernel', 'unattributed', 'other']
    const faint = names.filter(
      (name) =>
        contrastOfHex(of(`segment-${name}`), of('surface')) < 3 ||
        contrastOfHex(of(`segment-${name}`), of('segment-room')) < 2,
    )
    expect(faint).toEqual([])
    expect(contrastOfHex(of('trail'), of('surface'))).toBeGreaterThanOrEqual(3)
  })
})
