import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDataDesk } from '../../src/main/core/data-desk.ts'
import { openOwnRemembered } from '../../src/main/core/own-remembered.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { at, hourMs, t0 } from '../history/moments.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'

const hour = { sinceMs: t0, untilMs: t0 + hourMs, mostPoints: 60 }

test('what was is there after an ordinary end, counted and exported as a text, and forgotten with its file', async () => {
  const folder = tempFolder()
  const host = localHost()
  const settings = await openSettings(host, join(folder, 'settings.json'))
  const first = await openOwnRemembered({ settings, stays: true }, folder)
  first.history?.note(at(0, 5))
  await first.close()
  const next = await openOwnRemembered({ settings, stays: true }, folder)
  const history = next.history
  if (history === undefined) throw new Error('there is a history')
  expect(await history.read(hour)).toMatchObject({ keptIn: 'store', keptSinceMs: t0 })
  const desk = createDataDesk({ host, folder, history, forgetting: {} })
  const bytesOf = async (): Promise<number> =>
    (await desk.ownData()).parts.find(({ kind }) => kind === 'history')?.bytes ?? 0
  expect(await bytesOf()).toBeGreaterThan(20_000)
  const { files } = await desk.exportData()
  expect(files.map(({ name }) => name)).toEqual(['contents.json', 'history.json'])
  expect(files[1]?.text).toContain('"keptIn":"store"')
  await desk.forget({ kinds: ['history'], isConfirmed: true })
  expect(await bytesOf()).toBe(0)
  expect(readdirSync(folder)).toEqual([])
  await next.close()
})

test('whoever does not want it kept has it in memory at once, and a look in passing writes nothing', async () => {
  const folder = tempFolder()
  const path = join(folder, 'history.sqlite')
  const settings = await openSettings(localHost(), join(folder, 'settings.json'))
  const stays = await openOwnRemembered({ settings, stays: true }, folder)
  await settings.change(await settings.admit({ keepsHistory: false }))
  stays.history?.note(at(0, 5))
  expect(await stays.history?.read(hour)).toMatchObject({ keptIn: 'memory', keptSinceMs: t0 })
  await stays.close()
  expect(existsSync(path)).toBe(false)
  await settings.change(await settings.admit({ keepsHistory: true }))
  const passing = await openOwnRemembered({ settings, stays: false }, folder)
  passing.history?.note(at(0, 5))
  expect(await passing.history?.read(hour)).toMatchObject({ keptSinceMs: null, trouble: null })
  await passing.close()
  expect(existsSync(path)).toBe(false)
})
