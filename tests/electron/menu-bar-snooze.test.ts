import { expect, test } from 'vitest'
import type { SnoozeInput } from '../../src/shared/contract.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { runningOut, snoozed } from '../shared/warned.ts'
import { createMenuBarWorld } from './menu-bar-world.ts'

const input: SnoozeInput = { target: 'running-out', span: '1h' }
/** What has to wait for an answer has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('Snooze in the menu asks Core, opens no window, and the gauge is its own again', async () => {
  const asked: SnoozeInput[] = []
  const world = await createMenuBarWorld({
    first: { ...nothingKnown, alerts: [runningOut] },
    snooze: async (one) => {
      asked.push(one)
      return { schema: 'headroom/snoozes/1', snoozes: [] }
    },
  })
  expect(world.tray.shown.gauge).toBe('imminent')
  expect(world.tray.shown.sentence).toMatch(/^python uses up the RAM\. /)
  world.menuBar.rightClicked()
  const menu = JSON.stringify(world.tray.takeMenu())
  expect(menu.split(runningOut.title)).toHaveLength(2)
  world.tray.choose({ kind: 'snooze', input })
  await settled()
  expect([asked, world.window.taken(), world.said]).toEqual([[input], [], []])
  world.clock.advance(2_000)
  world.core.push({ ...nothingKnown, alerts: [snoozed(runningOut)] })
  expect(world.tray.shown.gauge).toBe('ring unknown')
})

test('a Snooze that is refused is said', async () => {
  const world = await createMenuBarWorld({ first: { ...nothingKnown, alerts: [runningOut] } })
  world.menuBar.rightClicked()
  world.tray.choose({ kind: 'snooze', input })
  await settled()
  expect(world.said).toEqual(['nothing can be snoozed in this test'])
})
