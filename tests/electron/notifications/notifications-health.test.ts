import { describe, expect, test } from 'vitest'
import { hog, runningOut } from '../../shared/warned.ts'
import { createNotificationsWorld } from './notifications-world.ts'

const denied = { kind: 'failed', error: 'UNErrorDomain error 1.' } as const
const notAllowed = { kind: 'failed', reason: 'System Settings does not allow them' }
const working = { kind: 'ok', state: 'working' }
const isSilent = {
  kind: 'failed',
  reason: 'it has said nothing for 3 s; its own question may still be open',
}

function begun() {
  const world = createNotificationsWorld({ notifies: true })
  world.follow()
  return world
}

describe('whether macOS shows them', () => {
  test('is known from the one that was shown last', () => {
    const { push, says, notifications, changes } = begun()
    push(hog)
    says({ kind: 'shown' })
    expect(notifications.part()).toEqual(working)
    push(hog, runningOut)
    says(denied)
    expect(notifications.part()).toEqual(notAllowed)
    expect(changes()).toBe(2)
  })

  test('is doubted after three seconds of silence, and not before', () => {
    const { push, notifications, clock } = begun()
    push(hog)
    clock.advance(2_999)
    expect(notifications.part()).toEqual({ kind: 'ok', state: 'untried' })
    clock.advance(1)
    expect(notifications.part()).toEqual(isSilent)
  })

  test('comes right by itself when one is shown after all, be it late', () => {
    const { push, says, notifications, clock } = begun()
    push(hog)
    clock.advance(60_000)
    says({ kind: 'shown' })
    expect(notifications.part()).toEqual(working)
  })

  test('says nothing of one that is over before macOS has answered', () => {
    const { push, notifications, clock } = begun()
    push(hog)
    clock.advance(1_000)
    push()
    clock.advance(10_000)
    expect(notifications.part()).toEqual({ kind: 'ok', state: 'untried' })
  })

  test('is known where macOS refuses in the very call, and no silence follows', () => {
    const world = createNotificationsWorld({ notifies: true, atOnce: denied })
    world.follow()
    world.push(hog)
    world.clock.advance(10_000)
    expect(world.notifications.part()).toEqual(notAllowed)
    expect(world.titles()).toEqual([])
  })
})

describe('the trial', () => {
  const shownCount = ({ port }: ReturnType<typeof begun>): number => port.shown.length

  test('comes twice more while none is shown: its reader may have answered macOS since', () => {
    const world = createNotificationsWorld()
    world.follow()
    world.turn(true)
    world.says(denied)
    world.clock.advance(10_000)
    expect(shownCount(world)).toBe(2)
    world.clock.advance(30_000)
    expect(shownCount(world)).toBe(3)
    world.says({ kind: 'shown' })
    expect(world.notifications.part()).toEqual(working)
    world.clock.advance(600_000)
    expect(shownCount(world)).toBe(3)
  })

  test('comes once where it is shown', () => {
    const world = createNotificationsWorld()
    world.follow()
    world.turn(true)
    world.says({ kind: 'shown' })
    world.clock.advance(600_000)
    expect(shownCount(world)).toBe(1)
  })

  test('comes again when it is asked for, in the place of the first', async () => {
    const world = begun()
    await world.notifications.tryOne()
    await world.notifications.tryOne()
    expect(shownCount(world)).toBe(2)
    expect(world.titles()).toHaveLength(1)
  })
})
