import { readFileSync } from 'node:fs'
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { parse } from 'plist'
import { describe, expect, test } from 'vitest'
import { fromRoot } from '../from-root.ts'

const signed = 'electron-builder.yml'
const adHoc = 'electron-builder.ad-hoc.yml'

const unheard = { isEnabled: false, data: new Map(), add: () => {}, save: async () => {} }
const configOf = (name: string, changes = {}) => getConfig(fromRoot('.'), name, changes)
const entitlementsOf = (path: string | null | undefined) =>
  parse(readFileSync(fromRoot(path ?? 'named nowhere'), 'utf8'))

describe("the builder's configuration", () => {
  for (const name of [signed, adHoc]) {
    test(`${name} is what electron-builder takes`, async () => {
      await expect(validateConfiguration(await configOf(name), unheard)).resolves.toBeUndefined()
    })
  }

  test('a word that electron-builder does not know is refused', async () => {
    const mistaken = await configOf(signed, { mac: { entitlementInherit: 'a.plist' } })
    await expect(validateConfiguration(mistaken, unheard)).rejects.toThrow(/configuration\.mac/)
  })

  test('without a Developer ID all is the same but who signs, and libraries of nobody', async () => {
    const { mac: withId, ...rest } = await configOf(signed)
    const { mac: without, ...restAdHoc } = await configOf(adHoc)
    expect(restAdHoc).toEqual({ ...rest, extends: './electron-builder.yml' })
    expect(without).toEqual({
      ...withId,
      identity: '-',
      notarize: false,
      entitlements: 'build/entitlements.ad-hoc.plist',
      entitlementsInherit: 'build/entitlements.ad-hoc.plist',
    })
    expect(entitlementsOf(withId?.entitlements)).toEqual({
      'com.apple.security.automation.apple-events': true,
      'com.apple.security.cs.allow-jit': true,
      'com.apple.security.cs.allow-unsigned-executable-memory': true,
    })
    expect(entitlementsOf(without?.entitlements)).toEqual({
      ...Object(entitlementsOf(withId?.entitlements)),
      'com.apple.security.cs.disable-library-validation': true,
    })
  })

  test('entitlements hold no comments, which codesign has refused', async () => {
    for (const path of ['build/entitlements.mac.plist', 'build/entitlements.ad-hoc.plist']) {
      expect(readFileSync(fromRoot(path), 'utf8'), path).not.toContain('<!--')
    }
  })

  test('a build of one’s own names no place to ask for newer ones', async () => {
    expect((await configOf(signed)).publish).toBeNull()
  })

  test('names in the disk image can be read in black and in white', async () => {
    const { dmg } = await configOf(signed)
    const luminance = luminanceOf(dmg?.backgroundColor ?? '')
    expect((luminance + 0.05) / 0.05).toBeGreaterThan(4)
    expect(1.05 / (luminance + 0.05)).toBeGreaterThan(4)
  })
})

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminanceOf(colour: string): number {
  const parts = /^#(..)(..)(..)$/.exec(colour)?.slice(1) ?? []
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = parts.map((part) => {
    const level = Number.parseInt(part, 16) / 255
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
