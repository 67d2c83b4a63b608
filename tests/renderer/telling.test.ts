import { describe, expect, test } from 'vitest'
import { createTelling } from '../../src/renderer/alerts/telling.ts'
import type { Alert } from '../../src/shared/alert.ts'
import type { Connection } from '../../src/shared/contract.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { hog, idle, runningOut } from '../shared/warned.ts'
import { nothingKnown } from '../web/fake-core.ts'

/** A page over a browser that answers as the test has it. */
function createWorld(
  answer: NotificationPermission,
  first: NotificationPermission | 'absent' = 'default',
) {
  const said: string[] = []
  const snapshots = new Set<(snapshot: Snapshot) => void>()
  const connections = new Set<(connection: Connection) => void>()
  let permission = first
  let refuse = (): void => undefined
  const telling = createTelling({
    client: {
      onSnapshot: (wake) => {
        snapshots.add(wake)
        return () => void snapshots.delete(wake)
      },
      onConnection: (wake) => {
        connections.add(wake)
        return () => void connections.delete(wake)
      },
    },
    setHearing: (isHearing) => said.push(isHearing ? 'hears' : 'rests'),
    permission: () => permission,
    ask: async () => {
      said.push('asked')
      permission = answer
      return answer
    },
    notifier: (onRefused) => {
      refuse = onRefused
      return {
        show: ({ id }) => said.push(`show ${id}`),
        withdraw: (id) => said.push(`withdraw ${id}`),
        withdrawAll: () => said.push('withdraw all'),
      }
    },
  })
  return {
    telling,
    taken: () => said.splice(0),
    push: (...alerts: readonly Alert[]) =>
      snapshots.forEach((wake) => wake({ ...nothingKnown, alerts })),
    connect: (connection: Connection) => connections.forEach((wake) => wake(connection)),
    refuse: (next: NotificationPermission) => {
      permission = next
      refuse()
    },
  }
}

describe('a page', () => {
  test('tells nothing, hears nothing in the background, and asks nobody, until it is wanted', async () => {
    const { telling, push, taken } = createWorld('granted')
    push(runningOut)
    expect([telling.state(), taken()]).toEqual(['off', []])
    await telling.turnOn()
    push(runningOut)
    push(runningOut)
    expect([telling.state(), taken()]).toEqual(['on', ['asked', 'hears', `show ${runningOut.id}`]])
    telling.turnOff()
    push(hog)
    expect([telling.state(), taken()]).toEqual(['off', ['withdraw all', 'rests']])
  })

  test('tells of no notice but the good news that was asked for', async () => {
    const { telling, push, taken } = createWorld('granted')
    await telling.turnOn()
    taken()
    push(hog, idle, { ...idle, rule: 'good-news' })
    expect(taken()).toEqual([`show ${hog.id}`, `show ${idle.id}`])
  })

  test('takes away what it cannot know any more, and does not tell it again when it is back', async () => {
    const { telling, push, connect, taken } = createWorld('granted')
    await telling.turnOn()
    push(runningOut)
    taken()
    connect('lost')
    connect('live')
    push(runningOut)
    expect(taken()).toEqual(['withdraw all'])
  })
})

describe('a page of a browser that shows none', () => {
  test.each([
    ['denied', 'blocked'],
    ['default', 'unanswered'],
  ] as const)('says so, and hears nothing: %s is %s', async (answer, state) => {
    const { telling, taken } = createWorld(answer)
    await telling.turnOn()
    expect([telling.state(), taken()]).toEqual([state, ['asked']])
    await telling.turnOn()
    expect(taken()).toEqual(['asked'])
  })

  test('says so where the browser shows none, whatever it has promised', async () => {
    for (const [permission, state] of [
      ['granted', 'refused'],
      ['denied', 'blocked'],
    ] as const) {
      const { telling, refuse, taken } = createWorld('granted')
      await telling.turnOn()
      taken()
      refuse(permission)
      expect([telling.state(), taken()]).toEqual([state, ['withdraw all', 'rests']])
    }
  })

  test('has nothing to offer where the browser knows no notifications', async () => {
    const { telling, taken } = createWorld('granted', 'absent')
    await telling.turnOn()
    expect([telling.state(), taken()]).toEqual(['absent', []])
  })
})
