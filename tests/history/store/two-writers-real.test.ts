import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startChild } from '../../processes.ts'
import { hourMs, minuteMs, pointsOf } from '../moments.ts'
import { newStorePath, readStore, storeAt } from './stores.ts'

const writer = fileURLToPath(new URL('writer.ts', import.meta.url))

test('two Headrooms that write at once leave one point a moment, and all that each has seen', async () => {
  const path = newStorePath()
  const children = [0, 2_000].map((phaseMs) =>
    startChild([process.execPath, writer, path, '0', '30', String(phaseMs), `${path}.go`]),
  )
  // whoever comes when the other is far ahead takes its clock for one that was set back
  await Promise.all(children.map((child) => child.printed(/^written 0$/m)))
  writeFileSync(`${path}.go`, '')
  for (const child of children) {
    expect(await child.ended, child.stderr()).toMatchObject({ code: 0 })
    expect(child.stdout()).not.toContain('trouble')
  }
  const history = await readStore(storeAt(path), 0, 30 * minuteMs, 1e6)
  expect(history).toMatchObject({ stepMs: 1_000, trouble: null })
  const points = pointsOf(history)
  expect(new Set(points.map(([ms]) => ms)).size).toBe(points.length)
  for (let ms = 0; ms < 29 * minuteMs; ms += 5_000) {
    // what the other one still holds from before is the lesser room
    expect(points[ms / 1_000]).toEqual([ms, ms === 0 ? 0 : ms - 3_000])
    expect(points[ms / 1_000 + 2]).toEqual([ms + 2_000, ms])
  }
  const minutes = await readStore(storeAt(path), 0, hourMs, 60)
  expect(minutes.columns.roomBytes.slice(0, 3)).toEqual([0, minuteMs - 3_000, 2 * minuteMs - 3_000])
})
