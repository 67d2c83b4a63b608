import { describe, expect, test } from 'vitest'
import { dialectOf } from '../../../src/main/cli/formats/in-format.ts'
import { barLine, plainCommand, plainWord } from '../../../src/main/cli/formats/swiftbar-line.ts'
import { swiftBarMenu, swiftBarUnknown } from '../../../src/main/cli/formats/swiftbar.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { commandOf, swiftBarMenuIn, xbarMenuIn, type BarMenu } from './bar-menu.ts'
import { busyMac, hostileNames, lastSnapshotOf, live, namedBy } from './some-snapshots.ts'

const [busy, idle] = await Promise.all([busyMac(), lastSnapshotOf('linux-idle')])

const headroom = ['/Applications/Headroom App/headroom', '--cli'] as const
const swiftbar = { dialect: { kind: 'swiftbar' }, headroom } as const

const menuOf = (snapshot: Snapshot): BarMenu => swiftBarMenuIn(swiftBarMenu(snapshot, swiftbar))

describe('the menu for SwiftBar', () => {
  test('leads with the room, a sign and a word of what is about to fail, and colours for both looks', () => {
    const { faces } = menuOf(live(busy))
    expect(faces.map(({ title }) => title)).toEqual(['!! no room, about to fail'])
    expect(faces[0]?.params).toMatchObject({
      sfimage: 'exclamationmark.triangle',
      color: '#b3261e,#ff8a80',
    })
  })

  test('holds the sentence, alerts with what helps, models with what they take, and apps', () => {
    const snapshot = live(busy)
    const titles = menuOf(snapshot).items.map(({ depth, title }) => `${'  '.repeat(depth)}${title}`)
    expect(titles[0]).toBe("No room left for models within Metal's limit · full")
    expect(titles).toContain("!! More is in use than the GPU's limit (about to fail)")
    expect(titles).toContain('! Qwen3-Next-48B-4bit uses up RAM (warning · seems to be over)')
    expect(titles.join('\n')).toMatch(/^ {2}Try first: /m)
    expect(titles.join('\n')).toMatch(/GB {2}Qwen3-32B-Q6_K\.gguf · /)
    expect(titles).toContain('Apps')
    expect(titles.at(-1)).toBe('Refresh')
  })

  test('unloads and quits by Headroom itself, in a terminal, where it asks', () => {
    const items = menuOf(namedBy('gemma3:27b', live(busy))).items
    const unload = items.find(({ title }) => title === 'Unload…')
    if (unload === undefined) throw new Error('nothing to unload')
    expect(commandOf(unload)).toEqual([...headroom, 'unload', 'gemma3:27b'])
    expect(unload.params).toMatchObject({ terminal: 'true', refresh: 'true' })
  })

  test('of a recording says so, and has nothing to let go', () => {
    const { faces, items } = menuOf(namedBy('gemma3', busy))
    expect(faces[0]?.title).toMatch(/^!! recording: /)
    expect(items.map(({ title }) => title)).not.toContain('Unload…')
  })

  test('shows no figure that is not known, or not of now', () => {
    const snapshot = live(idle)
    const { room, atMs } = snapshot
    if (room.kind !== 'ok') throw new Error('no room')
    const failed = { kind: 'failed', reason: 'it broke', state: 'unknown' } as const
    expect(menuOf({ ...snapshot, room: failed }).faces[0]?.title).toBe('room ?')
    const stale = { ...snapshot, atMs: atMs + 60_000, room: { ...room, isStale: true } }
    expect(menuOf(stale).faces[0]?.title).toBe('room ? (1 min ago)')
    const asked = swiftBarMenuIn(swiftBarUnknown('nobody | bash=id', { kind: 'swiftbar' }))
    expect(asked.faces[0]?.title).toBe('room ?')
    expect(asked.items.map(({ params }) => params['bash'])).toEqual([undefined, undefined])
  })
})

describe('a foreign name in a menu', () => {
  test.each(hostileNames)('%j adds no line, no parameter and no command', (name) => {
    const snapshot = live(busy)
    const shape = (menu: BarMenu): readonly unknown[] =>
      [...menu.faces, ...menu.items].map(({ depth, isSeparator, params }) => [
        depth,
        isSeparator,
        { ...params, color: params['color'] === undefined },
      ])
    const plain = menuOf(namedBy('(plain)', snapshot))
    const hostile = menuOf(namedBy(name, snapshot))
    // a long one is cut, and takes as many lines as any other; a sentence may wrap over more
    const own = new Set(shape(plain).map((one) => JSON.stringify(one)))
    for (const one of shape(hostile)) expect(own).toContain(JSON.stringify(one))
    expect(hostile.items.filter(({ isSeparator }) => isSeparator)).toHaveLength(
      plain.items.filter(({ isSeparator }) => isSeparator).length,
    )
    const commands = (menu: BarMenu): readonly string[] =>
      menu.items.map((item) => commandOf(item).join(' ')).filter((one) => one !== '')
    expect(commands(hostile)).toEqual(commands(plain))
  })

  test('is a word of a command only where it cannot be anything else', () => {
    expect(['gemma3:27b', 'mlx-community/Qwen3-4bit', 'a+b@c_d.gguf'].map(plainWord)).not.toContain(
      null,
    )
    const refused = ['-x', '--do', 'a b', 'a;b', 'a"b', "a'b", 'a|b', '$(id)', 'a\nb', '~', 'é', '']
    expect(refused.map(plainWord)).toEqual(refused.map(() => null))
    expect(plainCommand(['/a "b"/headroom'])).toBe(null)
    expect(plainCommand(['/a b/headroom', '--cli'])).toEqual(['/a b/headroom', '--cli'])
  })

  test('that is nothing but dashes begins no submenu', () => {
    const line = barLine({ label: '--- x', depth: 1 }, { kind: 'swiftbar' })
    expect(line.startsWith('--\u2010\u2010\u2010 x | ')).toBe(true)
  })
})

describe('the menu for xbar', () => {
  test('has no parameter that xbar refuses, and the colour of the look that there is', () => {
    const dialect = dialectOf({ XBARDarkMode: 'true' })
    const { faces, items } = xbarMenuIn(swiftBarMenu(live(busy), { dialect, headroom }))
    expect(faces[0]?.params['color']).toBe('#ff8a80')
    expect(items.length).toBeGreaterThan(8)
  })

  test('is written only where xbar asks', () => {
    expect(dialectOf({})).toEqual({ kind: 'swiftbar' })
    expect(dialectOf({ SWIFTBAR: '1', XBARDarkMode: 'true' })).toEqual({ kind: 'swiftbar' })
    expect(dialectOf({ XBARDarkMode: 'false' })).toEqual({ kind: 'xbar', isDark: false })
  })
})
