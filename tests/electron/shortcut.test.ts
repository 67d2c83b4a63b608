import { describe, expect, onTestFinished, test } from 'vitest'
import { createShortcut } from '../../src/main/electron/shortcut.ts'
import { defaultSettings, type Settings } from '../../src/shared/settings.ts'

/** A system whose keys others may hold, and settings that change. */
function world(first = '', others: readonly string[] = []) {
  const taken = new Set(others)
  const held = new Map<string, () => void>()
  let settings: Settings = { ...defaultSettings, shortcut: first }
  const wakes = new Set<(settings: Settings) => void>()
  const looks = new Set<() => void>()
  const shortcut = createShortcut({
    settings: {
      current: () => settings,
      onChange: (wake) => {
        wakes.add(wake)
        return () => void wakes.delete(wake)
      },
    },
    keys: {
      take: (accelerator, pressed) => {
        if (held.has(accelerator)) throw new Error(`${accelerator} was asked for twice`)
        if (taken.has(accelerator)) return false
        held.set(accelerator, pressed)
        return true
      },
      giveBack: (accelerator) => {
        if (!held.delete(accelerator)) throw new Error(`${accelerator} was not held`)
      },
      onLook: (wake) => {
        looks.add(wake)
        return () => void looks.delete(wake)
      },
    },
  })
  const told: unknown[] = []
  onTestFinished(shortcut.onChange(() => told.push(shortcut.part())))
  return {
    shortcut,
    told,
    taken,
    held: () => [...held.keys()],
    choose: (next: string) => {
      settings = { ...settings, shortcut: next }
      wakes.forEach((wake) => wake(settings))
    },
    changeAnother: () => wakes.forEach((wake) => wake(settings)),
    look: () => looks.forEach((wake) => wake()),
    press: () => [...held.values()].forEach((wake) => wake()),
    listenerCount: () => wakes.size + looks.size,
  }
}

describe('the keys that open the popover', () => {
  test('are none as Headroom comes, and nothing is asked of the system', () => {
    const { shortcut, held } = world()
    expect(shortcut.part()).toEqual({ kind: 'ok', isHeld: false })
    expect(held()).toEqual([])
  })

  test('are held from the start on where they are chosen, and told when they are pressed', () => {
    const { shortcut, held, press } = world('Alt+Command+H')
    expect(shortcut.part()).toEqual({ kind: 'ok', isHeld: true })
    expect(held()).toEqual(['Alt+Command+H'])
    press() // nobody hears it yet
    let presses = 0
    shortcut.onPress(() => presses++)
    press()
    press()
    expect(presses).toBe(2)
  })

  test('change hands: the old ones are given back before the new ones are asked for', () => {
    const { choose, held, told, shortcut } = world('Alt+Command+H')
    choose('Control+Space')
    expect(held()).toEqual(['Control+Space'])
    expect(told).toEqual([]) // held before, and held now
    choose('')
    expect(held()).toEqual([])
    expect(shortcut.part()).toEqual({ kind: 'ok', isHeld: false })
    expect(told).toEqual([{ kind: 'ok', isHeld: false }])
  })

  test('are asked for once, whatever else of the settings changes', () => {
    const { changeAnother, held, told } = world('Alt+Command+H')
    changeAnother()
    changeAnother()
    expect(held()).toEqual(['Alt+Command+H'])
    expect(told).toEqual([])
  })
})

describe('keys that another app holds', () => {
  test('are taken, and the old ones are not held either', () => {
    const { choose, held, told, shortcut } = world('Alt+Command+H', ['Command+Space'])
    choose('Command+Space')
    expect(held()).toEqual([])
    expect(shortcut.part()).toEqual({ kind: 'taken' })
    expect(told).toEqual([{ kind: 'taken' }])
    choose('Alt+Command+H')
    expect(held()).toEqual(['Alt+Command+H'])
    expect(told.at(-1)).toEqual({ kind: 'ok', isHeld: true })
  })

  test('are ours when that app has ended and somebody comes back to a window', () => {
    const { taken, look, held, told } = world('Command+Space', ['Command+Space'])
    look()
    expect(held()).toEqual([])
    taken.clear()
    look()
    look()
    expect(held()).toEqual(['Command+Space'])
    expect(told).toEqual([{ kind: 'ok', isHeld: true }])
  })
})

test('after the end no keys are held, and nothing listens', () => {
  const { shortcut, held, listenerCount } = world('Alt+Command+H')
  shortcut.close()
  expect(held()).toEqual([])
  expect(listenerCount()).toBe(0)
})
