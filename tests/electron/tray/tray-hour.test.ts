import { describe, expect, test } from 'vitest'
import { keyOfGauge } from '../../../src/shared/gauge.ts'
import { defaultSettings } from '../../../src/shared/settings.ts'
import { trayLookOf } from '../../../src/main/electron/tray/tray-look.ts'
import { loudest } from '../../../src/shared/alert-text.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { sceneNames } from '../../core/mac-scene.ts'
import { playHour, type Hour, type Change } from './play-hour.ts'

const withoutRepeats = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => value !== values[index - 1])

/** What the state is, as far as it is of now. */
const stateOf = ({ room }: Snapshot): string =>
  room.kind === 'ok' && room.isStale ? 'unknown' : room.state

/** What the gauge is to show: an alert in place of the state. */
const shapeOf = (snapshot: Snapshot): string => loudest(snapshot.alerts) ?? stateOf(snapshot)

const valuesOf = ({ sets }: Hour, what: Change['what']): readonly string[] =>
  sets.filter((set) => set.what === what).map(({ value }) => value)

/**
 * The most that its menu bar is drawn for each scene: two minutes, thirty times, in each of which a model loads or room shrinks, so that it
 * is looked at once a second.
 */
const scenes = {
  'mac-m2max-32gb-loading': { states: ['plenty', 'tight', 'full'], images: 460, changes: 520 },
  'mac-m4-16gb-swapping': { states: ['plenty', 'tight'], images: 200, changes: 800 },
  'mac-m5max-128gb-unload': { states: ['plenty'], images: 80, changes: 90 },
  'mac-64gb-two-servers': { states: ['plenty', 'tight', 'full'], images: 70, changes: 180 },
  'mac-m1pro-16gb-refused': { states: ['plenty', 'tight'], images: 190, changes: 540 },
} as const

describe.each(sceneNames)('an hour of %s in the menu bar', async (name) => {
  const hour = await playHour(name)
  const { snapshots, sets } = hour

  test('passes every state of the scene, in its order, and no other', () => {
    const shown = withoutRepeats(
      valuesOf(hour, 'image').map((key) => key.replace('ring ', '').split(' ')[0] ?? ''),
    )
    expect(shown).toEqual(withoutRepeats(snapshots.map(shapeOf)))
    expect(new Set(snapshots.map(stateOf))).toEqual(new Set(scenes[name].states))
  })

  test('is drawn rarely, never for nothing, and never twice in a second', () => {
    expect(snapshots.length).toBeGreaterThanOrEqual(360)
    const moments = [...new Set(sets.map(({ atMs }) => atMs))]
    const gaps = moments.slice(1).map((atMs, index) => atMs - (moments[index] ?? 0))
    expect(gaps.filter((ms) => ms < 1_000)).toEqual([])
    const { images, changes } = scenes[name]
    expect(valuesOf(hour, 'image').length).toBeLessThanOrEqual(images)
    expect(moments.length).toBeLessThanOrEqual(changes)
    for (const what of ['image', 'title', 'toolTip'] as const) {
      const values = valuesOf(hour, what)
      expect(values).toEqual(withoutRepeats(values))
    }
  })

  test('ends as the last Snapshot looks, its text as wide as ever', () => {
    const last = snapshots.at(-1) ?? null
    const { gauge, title, sentence } = trayLookOf(last, { ...defaultSettings, hint: null })
    const shown = (['image', 'title', 'toolTip'] as const).map((what) =>
      valuesOf(hour, what).at(-1),
    )
    expect(shown).toEqual([keyOfGauge(gauge), title, sentence])
    expect(new Set(valuesOf(hour, 'title').map(({ length }) => length)).size).toBe(1)
  })
})
