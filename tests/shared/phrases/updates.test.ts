import { expect, test } from 'vitest'
import { updateTrouble } from '../../../src/main/electron/updates/update-trouble.ts'
import { trayMenu } from '../../../src/main/electron/tray/tray-menu.ts'
import { updatesWorld } from '../../electron/updates/updates-world.ts'
import { reasonOf } from '../../../src/main/host/attempt.ts'
import { updateErrors } from '../../electron/updates/update-errors.ts'
import { sayingIn, unknownOf } from './books.ts'

test('every language says what went wrong with an update', () => {
  const said = updateErrors.map(([error]) => updateTrouble(error))
  const foreign = new Set(said.filter((one) => one.startsWith('it did not work (')).slice(1))
  expect(unknownOf(said.filter((one) => !foreign.has(one)))).toEqual([])
  expect(sayingIn('de').say('it did not work (the disk is full)')).toBe(
    'es hat nicht geklappt (die Festplatte ist voll)',
  )
})

test('every language says why an update was refused', async () => {
  const refusalOf = (asked: Promise<void>): Promise<string> =>
    asked.then(() => 'not refused', reasonOf)
  const { updates } = updatesWorld({})
  const said = [
    await refusalOf(updates.loadUpdate()),
    await refusalOf(updates.installUpdate()),
    await refusalOf(updatesWorld({ isPackaged: false }).updates.checkForUpdate()),
  ]
  await updates.checkForUpdate()
  said.push(await refusalOf(updates.checkForUpdate()))
  expect(new Set(said).size).toBe(4)
  expect(unknownOf(said)).toEqual([])
})

test('the menu offers one that is ready, in every language', () => {
  const entries = trayMenu('x', { menuBarText: 'off', readyVersion: '1.2.3' }, null)
  const labels = entries.flatMap((entry) =>
    entry.kind === 'act' && entry.act.kind === 'install-update' ? [entry.label] : [],
  )
  expect(labels).toEqual(['Install version 1.2.3 and restart'])
  expect(unknownOf(labels)).toEqual([])
})
