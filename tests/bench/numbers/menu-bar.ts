import { readFileSync } from 'node:fs'
import { sceneNames } from '../../core/mac-scene.ts'
import { playHour, type Change } from '../../electron/tray/play-hour.ts'
import { fromRoot } from '../../from-root.ts'
import type { BenchNumber, Figure } from '../number.ts'

/** Nothing to wait for: the recordings' own time passes as fast as it goes. */
export const number: BenchNumber = {
  name: 'menu-bar',
  what: 'what the menu bar is given to draw in an hour, and the size of the preload',
  run: async () => {
    const figures: Figure[] = []
    for (const name of sceneNames) {
      const { sets } = await playHour(name)
      const countOf = (what: Change['what']): number =>
        sets.filter((set) => set.what === what).length
      const moments = new Set(sets.map(({ atMs }) => atMs)).size
      figures.push({
        what: `updates an hour, ${name}`,
        value: moments,
        unit: '',
        bar: { most: 3_600 }, // once a second (electron.md §1)
        note: `images ${countOf('image')}, texts ${countOf('title')}, tooltips ${countOf('toolTip')}`,
      })
    }
    const preloadBytes = readFileSync(fromRoot('out/preload/index.cjs')).byteLength
    return [
      ...figures,
      { what: 'the preload', value: preloadBytes / 1_000, unit: 'kB', bar: { most: 2 } },
    ]
  },
}
