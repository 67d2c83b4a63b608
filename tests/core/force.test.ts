import { describe, expect, test } from 'vitest'
import type { QuitInput } from '../../src/shared/contract.ts'
import { appId } from '../../src/shared/ids.ts'
import {
  actingWorld,
  listedOf,
  loom,
  safe,
  stillOpen,
  type ActingGiven,
  type ActingWorld,
} from './acting-world.ts'

const input = (further: Partial<QuitInput> = {}): QuitInput => ({
  appId: appId('app Loom'),
  isDryRun: false,
  isConfirmed: true,
  forceAfter: null,
  ...further,
})

/** Loom was asked, and has not ended. */
async function asked(given: ActingGiven = {}) {
  const world = actingWorld({ ends: async () => stillOpen, ...given })
  const act = await world.done(world.acting.quit(input()))
  const force = (further: Partial<QuitInput> = {}) =>
    world.done(world.acting.quit(input({ forceAfter: act.id, ...further })))
  return { ...world, act, force }
}
const forces = ({ called }: Pick<ActingWorld, 'called'>): readonly string[] =>
  called.filter((one) => one.startsWith('force'))

describe('force', () => {
  test('comes after an act that has asked in vain, with its id alone', async () => {
    const world = await asked()
    const act = await world.force({ isConfirmed: false })
    expect(act).toMatchObject({
      outcome: 'done',
      isForced: true,
      sentence: 'Loom was forced to quit: 2.3 GB came back (2.3 GB expected)',
    })
    expect(act.id).not.toBe(world.act.id)
    expect(world.called).toEqual(['ask Loom', 'force Loom 812'])
    expect(world.lines.at(-2)).toMatchObject({ id: act.id, isForced: true })
  })

  test('only planned ends nothing', async () => {
    const world = await asked()
    expect(await world.force({ isDryRun: true })).toMatchObject({
      outcome: 'planned',
      isForced: true,
      sentence: 'Loom would be forced to quit: what it has not saved is lost',
    })
    expect(forces(world)).toEqual([])
  })

  test('that does not help offers nothing more', async () => {
    const world = await asked({ forced: async () => stillOpen })
    expect(await world.force()).toMatchObject({
      outcome: 'still-open',
      sentence: 'Loom was forced to quit, and still runs',
      offers: [],
    })
  })

  test('is not for what force did not end: nothing offers it once more', async () => {
    const world = await asked({ forced: async () => stillOpen })
    const forced = await world.force()
    await expect(world.force({ forceAfter: forced.id })).rejects.toThrow(
      'this was confirmed for another act',
    )
    expect(forces(world)).toHaveLength(1)
  })
})

describe('the second confirmation', () => {
  test('is over after ten minutes', async () => {
    const world = await asked()
    await world.advance(10 * 60_000 + 1)
    await expect(world.force()).rejects.toThrow('this was asked for too long ago')
    expect(forces(world)).toEqual([])
  })

  test('ends nothing that was started since: only what was left, as the same', async () => {
    const world = await asked()
    world.list({ ...listedOf(loom), startedAt: '99' })
    await expect(world.force()).rejects.toThrow('what was left of it has ended meanwhile')
    world.list({ ...listedOf(loom), executable: '/opt/other' })
    await expect(world.force()).rejects.toThrow('what was left of it has ended meanwhile')
    world.list()
    await expect(world.force()).rejects.toThrow('what was left of it has ended meanwhile')
    expect(forces(world)).toEqual([])
  })

  test('is not for another app', async () => {
    const world = await asked()
    world.run(loom, { ...loom, name: 'Weft', pid: 900, quit: safe })
    await expect(world.force({ appId: appId('app Weft') })).rejects.toThrow(
      'this was confirmed for another act',
    )
    expect(forces(world)).toEqual([])
  })
})

describe('no way leads to force without its own confirmation', () => {
  test.each(['', 'x', 'b8b8c2f4-0000-4000-8000-000000000000'])(
    'not by an id that nobody gave: %j',
    async (forceAfter) => {
      const world = await asked()
      await expect(world.force({ forceAfter })).rejects.toThrow('no such act')
      expect(forces(world)).toEqual([])
    },
  )

  test('not by an act that is done', async () => {
    const world = actingWorld()
    const act = await world.done(world.acting.quit(input()))
    world.run(loom)
    await expect(world.done(world.acting.quit(input({ forceAfter: act.id })))).rejects.toThrow(
      'this was confirmed for another act',
    )
    expect(forces(world)).toEqual([])
  })

  test('not by asking again and again, confirmed as often as one likes', async () => {
    const world = await asked()
    for (let time = 0; time < 3; time++) {
      const act = await world.done(world.acting.quit(input()))
      expect(act).toMatchObject({ outcome: 'still-open', isForced: false })
    }
    expect(forces(world)).toEqual([])
  })

  test('not by relieving, also where a step does not end', async () => {
    const world = await asked()
    const relieved = await world.done(
      world.acting.relieve({
        steps: [{ kind: 'quit', appId: appId('app Loom') }],
        until: null,
        isDryRun: false,
        isConfirmed: true,
      }),
    )
    expect(relieved.acts).toMatchObject([{ outcome: 'still-open', isForced: false }])
    expect(relieved.isEnough).toBe(false)
    expect(forces(world)).toEqual([])
  })

  test('not by the id of an act of another Headroom', async () => {
    const other = await asked()
    const world = actingWorld()
    await expect(
      world.done(world.acting.quit(input({ forceAfter: other.act.id }))),
    ).rejects.toThrow('no such act')
    expect(world.called).toEqual([])
  })
})
