import { expect, test } from 'vitest'
import { createConsoleNews } from '../../src/main/cli/console-notifier.ts'
import type { KeptAct } from '../../src/shared/act.ts'
import { actId } from '../../src/shared/ids.ts'
import { formatTimeOfDay } from '../../src/shared/units.ts'
import { keptActOf } from '../shared/act-of.ts'
import { hog } from '../shared/alerted.ts'
import { atMs } from '../shared/loaded.ts'
import { nothingKnown } from '../web/fake-core.ts'

test('what Headroom has done by itself is told once, before the alerts of that moment', () => {
  const said: string[] = []
  const tell = createConsoleNews((line) => said.push(line))
  const at = (acted: KeptAct | null): void => tell({ ...nothingKnown, atMs, acted })
  at(null)
  const first = keptActOf({ target: 'phi4', returnedBytes: 600e6 })
  tell({ ...nothingKnown, atMs, alerts: [hog], acted: first })
  at(first)
  at(null)
  at(keptActOf({ id: actId('another'), target: 'qwen3', returnedBytes: 4.1e9 }))
  const time = formatTimeOfDay(atMs)
  expect(said.filter((line) => !line.includes('Xcode'))).toEqual([
    `${time} Headroom unloaded phi4 by itself, as room was short: 600 MB came back`,
    `${time} Headroom unloaded qwen3 by itself, as room was short: 4.1 GB came back`,
  ])
  expect(said[1]).toContain('Xcode')
})
