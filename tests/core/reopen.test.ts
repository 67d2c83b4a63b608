import { describe, expect, test } from 'vitest'
import type { Ladder } from '../../src/main/core/quit-ladder.ts'
import { appId } from '../../src/shared/ids.ts'
import type { Reading } from '../../src/shared/reading.ts'
import { actingWorld, stillOpen, type ActingGiven } from './acting-world.ts'

const bundle = '/Applications/Loom.app'
const at = { atMs: 0, tookMs: 0 } as const
const opens = (reading: Reading<string>): Partial<Ladder> => ({
  reopenPlan: () => ({ kind: 'open', argv: ['/usr/bin/open', bundle] }),
  reopen: async () => reading,
})
const opened = opens({ kind: 'ok', value: '', ...at })

async function quitLoom(given: ActingGiven) {
  const world = actingWorld(given)
  const appOf = appId('app Loom')
  const input = { appId: appOf, isDryRun: false, isConfirmed: true, forceAfter: null }
  const act = await world.done(world.acting.quit(input))
  return { ...world, act, reopen: () => world.acting.reopen({ actId: act.id ?? '' }) }
}

describe('what was quit is started again', () => {
  test('where macOS can open it, and that is noted', async () => {
    const { act, reopen, lines } = await quitLoom({ ladder: opened })
    expect(act.offers).toEqual(['reopen'])
    const reopened = await reopen()
    expect(reopened).toMatchObject({
      act: 'reopen',
      outcome: 'done',
      request: `/usr/bin/open ${bundle}`,
      sentence: 'Loom is started again',
      offers: [],
    })
    expect(reopened.id).not.toBe(act.id)
    expect(lines.slice(2)).toMatchObject([{ act: 'reopen' }, { outcome: 'done' }])
  })

  test('or why it was not', async () => {
    const { reopen } = await quitLoom({
      ladder: opens({ kind: 'failed', reason: 'exit 1', ...at }),
    })
    expect(await reopen()).toMatchObject({
      outcome: 'refused',
      sentence: 'Loom could not be started: exit 1',
    })
  })

  test('by hand where Headroom cannot, with the command to type', async () => {
    const commandLine = 'cd /srv && loom --port 8080'
    const { act, reopen } = await quitLoom({
      ladder: { reopenPlan: () => ({ kind: 'type', commandLine }) },
    })
    expect(act.offers).toEqual([])
    await expect(reopen()).rejects.toThrow(
      'Loom is not started by Headroom. It was started by: cd /srv && loom --port 8080',
    )
  })
})

describe('starting it again', () => {
  test('ends the watch for its return: the act stays what it was', async () => {
    const returned = Promise.withResolvers<string | null>()
    const { act, reopen, lines, acting } = await quitLoom({
      ladder: { ...opened, watchReturn: () => returned.promise },
    })
    await reopen()
    returned.resolve('launchd')
    expect(await acting.settled({ actId: act.id ?? '' })).toEqual(act)
    expect(lines.map((line) => ('outcome' in line ? line.outcome : 'begun'))).toEqual([
      'begun',
      'done',
      'begun',
      'done',
    ])
  })

  test('is refused where something else has done so already', async () => {
    const { act, reopen, acting } = await quitLoom({
      ladder: { ...opened, watchReturn: async () => 'launchd' },
    })
    await acting.settled({ actId: act.id ?? '' })
    await expect(reopen()).rejects.toThrow('Loom runs again already')
  })

  test('is refused where it still runs, and twice at once', async () => {
    const { reopen } = await quitLoom({ ladder: opened, ends: async () => stillOpen })
    await expect(reopen()).rejects.toThrow('this act has ended nothing')
    const other = await quitLoom({ ladder: opened })
    const first = other.reopen()
    await expect(other.reopen()).rejects.toThrow('Loom is being asked already')
    expect(await first).toMatchObject({ outcome: 'done' })
  })
})
