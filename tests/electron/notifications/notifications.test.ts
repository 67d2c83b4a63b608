import { describe, expect, test } from 'vitest'
import { alertId } from '../../../src/shared/ids.ts'
import { failure, hog, idle, runningOut, snoozed } from '../../shared/warned.ts'
import { createNotificationsWorld } from './notifications-world.ts'

const trial = 'Alerts of Headroom come here'

function turnedOn() {
  const world = createNotificationsWorld()
  world.follow()
  world.turn(true)
  world.says({ kind: 'shown' })
  return world
}

describe('while notifications are off', () => {
  test('macOS is asked nothing at all, whatever comes up', async () => {
    const { follow, push, port, notifications, clock, hearers } = createNotificationsWorld()
    follow()
    push(runningOut, hog)
    clock.advance(120_000)
    await expect(notifications.tryOne()).rejects.toThrow('notifications are off')
    notifications.close()
    expect(port.shown).toEqual([])
    expect(port.removals()).toBe(0)
    expect(hearers()).toBe(0)
    expect(notifications.part()).toEqual({ kind: 'ok', state: 'off' })
  })

  test('another setting turns nothing on', () => {
    const { follow, turn, port } = createNotificationsWorld()
    follow()
    turn(false)
    expect(port.shown).toEqual([])
  })
})

describe('turned on', () => {
  test('one is shown for a trial, at once: macOS asks now', () => {
    const { follow, turn, titles, notifications } = createNotificationsWorld()
    follow()
    turn(true)
    expect(titles()).toEqual([trial])
    expect(notifications.part()).toEqual({ kind: 'ok', state: 'untried' })
  })

  test('what stands already is told as well, and notices are not', () => {
    const world = createNotificationsWorld()
    world.follow()
    world.push(hog, idle)
    world.turn(true)
    expect(world.titles()).toEqual([hog.title, trial])
  })

  test('a start with them on shows no trial, and takes away what an earlier one has left', () => {
    const { follow, port, notifications } = createNotificationsWorld({ notifies: true })
    follow()
    expect(port.removals()).toBe(1)
    expect(port.shown).toEqual([])
    expect(notifications.part()).toEqual({ kind: 'ok', state: 'untried' })
  })
})

describe('an episode', () => {
  test('is told once, and withdrawn when it is over or silenced', () => {
    const { push, titles, port } = turnedOn()
    push(hog, runningOut)
    push(hog, runningOut)
    expect(port.shown).toHaveLength(3)
    push(snoozed(hog), runningOut)
    push(snoozed(hog))
    expect(titles()).toEqual([trial])
  })

  test('that is newer takes the place of an older of its rule, and is not withdrawn with it', () => {
    const { push, titles } = turnedOn()
    const second = { ...hog, id: alertId('memory-hog:loom:2'), title: 'Loom holds much' }
    push(hog)
    push(hog, second)
    expect(titles()).toEqual([trial, 'Loom holds much'])
    push(second)
    expect(titles()).toEqual([trial, 'Loom holds much'])
    push()
    expect(titles()).toEqual([trial])
  })

  test('whose notification its reader has closed is not missed when it is over', () => {
    const { push, says, titles, port } = turnedOn()
    push(hog)
    says({ kind: 'closed' })
    push()
    expect(titles()).toEqual([trial])
    push({ ...hog, id: alertId('again') })
    expect(port.standing.has('headroom.memory-hog')).toBe(true)
  })
})

describe('all of them go', () => {
  test('when they are turned off: nobody listens, and no wait is left', () => {
    const { push, turn, titles, hearers, notifications, port, clock } = turnedOn()
    push(hog)
    turn(false)
    expect(titles()).toEqual([])
    expect(hearers()).toBe(0)
    expect(clock.nextAtMs()).toBeNull()
    push(hog, runningOut)
    expect(port.shown).toHaveLength(2)
    expect(notifications.part()).toEqual({ kind: 'ok', state: 'off' })
  })

  test('at the end of the app', () => {
    const { push, notifications, titles, hearers, clock } = turnedOn()
    push(hog)
    notifications.close()
    expect([titles(), hearers(), clock.nextAtMs()]).toEqual([[], 0, null])
  })
})

describe('what its reader does with it', () => {
  test('a click leads to the card, and the notification goes', () => {
    const { push, says, chosen, titles } = turnedOn()
    push(failure)
    says({ kind: 'clicked' })
    expect(chosen).toEqual([{ kind: 'begin', begins: { kind: 'alert', alertId: failure.id } }])
    expect(titles()).toEqual([trial])
    says({ kind: 'clicked' })
    expect(chosen).toHaveLength(1)
  })

  test('the buttons do what stands on them, and one that nobody knows leads to the card', () => {
    const { push, says, chosen } = turnedOn()
    push(failure)
    says({ kind: 'pressed', at: 1 })
    expect(chosen.at(-1)).toEqual({ kind: 'snooze', input: { target: 'failure', span: '1h' } })
    push(hog)
    says({ kind: 'pressed', at: 7 })
    expect(chosen.at(-1)).toEqual({ kind: 'begin', begins: { kind: 'alert', alertId: hog.id } })
  })

  test('a click on the trial opens the window', () => {
    const { says, chosen } = turnedOn()
    says({ kind: 'clicked' })
    expect(chosen).toEqual([{ kind: 'open' }])
  })
})
