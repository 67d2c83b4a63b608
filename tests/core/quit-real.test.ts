import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../processes.ts'
import { asked, hogNamed, realActing, startHog } from './real-acting.ts'

const MB = 1e6
const patient = { timeout: 60_000 }

describe.runIf(process.platform === 'linux')('a hog', () => {
  test(
    'is found, proposed, asked about, quit, its memory is back, and the log tells it',
    patient,
    async () => {
      const { core, orphans, isAlive, appOf, choose, lines, signals } = await realActing()
      const pid = await startHog(orphans, hogNamed('headroom-hog', 600))
      const app = await appOf(pid)
      expect(app).toMatchObject({ name: 'headroom-hog', quit: { kind: 'ask', isSafe: false } })

      // whatever else runs on this machine is not to be let go
      const { apps, models, room } = await core.snapshotOnce()
      const others = [...apps, ...models].map(({ name }) => name)
      choose({ neverSuggest: others.filter((name) => name !== 'headroom-hog') })
      const roomBytes = room.kind === 'ok' ? room.ramRoomBytes : 0
      const relief = await core.relief({ kind: 'room', needBytes: roomBytes + 400 * MB })
      expect(relief).toMatchObject({ isEnough: true, steps: [{ kind: 'quit', appId: app.id }] })

      const planned = await core.quit({ appId: app.id, ...asked, isDryRun: true })
      const request = `SIGTERM to headroom-hog (${pid})`
      expect(planned).toMatchObject({ outcome: 'planned', request })
      const question = await core.quit({ appId: app.id, ...asked, isConfirmed: false })
      expect(question).toMatchObject({ outcome: 'unconfirmed' })
      expect([await isAlive(pid), signals]).toEqual([true, []])

      const answers = question.id === null ? [] : [question.id]
      const act = await core.quit({ appId: app.id, ...asked, isConfirmed: false, answers })
      expect(act).toMatchObject({ outcome: 'done', request, isForced: false })
      expect(act.expectedBytes).toBeGreaterThan(590 * MB)
      expect(act.expectedBytes).toBeLessThan(660 * MB)
      expect(act.returnedBytes).toBeGreaterThan(570 * MB)
      expect(act.sentence).toMatch(
        /^headroom-hog has quit: 6\d\d MB came back \(6\d\d MB expected\)$/,
      )
      expect(await isAlive(pid)).toBe(false)
      expect(signals.map(({ name }) => name)).toEqual(['SIGTERM'])
      expect((await core.snapshotOnce()).apps.some(({ id }) => id === app.id)).toBe(false)

      const { id, heldBytes, expectedBytes, returnedBytes, sentence } = act
      expect(lines()).toMatchObject([
        { line: 'begun', id, by: 'person', act: 'quit', target: 'headroom-hog', request },
        { line: 'ended', id, outcome: 'done', expectedBytes, returnedBytes, sentence },
      ])
      expect((await core.acts()).acts).toMatchObject([{ id, heldBytes, returnedBytes }])
      expect(JSON.stringify(lines())).not.toContain('Buffer.alloc')
      expect(await core.settled({ actId: id ?? '' })).toEqual(act)
    },
  )
})

describe.runIf(process.platform === 'linux')('of two hogs', () => {
  test('one alone is let go where that is enough', patient, async () => {
    const { core, orphans, isAlive, appOf } = await realActing()
    const pids = await Promise.all(
      ['hog-one', 'hog-two'].map((name) => startHog(orphans, hogNamed(name, 600))),
    )
    const apps = await Promise.all(pids.map((pid) => appOf(pid)))
    const { room } = await core.snapshotOnce()
    const needBytes = (room.kind === 'ok' ? room.roomBytes : 0) + 250 * MB
    const relieved = await core.relieve({
      steps: apps.map(({ id }) => ({ kind: 'quit', appId: id })),
      until: { kind: 'room', needBytes },
      isDryRun: false,
      isConfirmed: true,
    })
    expect(relieved).toMatchObject({
      acts: [{ target: 'hog-one', outcome: 'done' }],
      isEnough: true,
      sentence: expect.stringMatching(/^hog-one has quit: .* there is room for /),
    })
    expect(await Promise.all(pids.map(isAlive))).toEqual([false, true])
  })
})

describe.runIf(process.platform === 'linux')('a program that ignores SIGTERM', () => {
  test(
    'has not ended yet, is asked once however often, and ends by force after its own confirmation',
    { ...patient, timeout: 90_000 },
    async () => {
      const { core, orphans, isAlive, appOf, lines, signals } = await realActing()
      const pid = await startHog(orphans, hogNamed('stubborn-hog', 300, 'stubborn'))
      const { id: appId } = await appOf(pid)
      const [act, same] = await Promise.all([
        core.quit({ appId, ...asked }),
        core.quit({ appId, ...asked }),
      ])
      expect(act).toMatchObject({
        outcome: 'still-open',
        sentence: 'stubborn-hog has not ended yet',
        offers: ['force'],
        returnedBytes: null,
      })
      expect(same).toEqual(act)
      expect([await isAlive(pid), signals.map(({ name }) => name)]).toEqual([true, ['SIGTERM']])

      const forced = await core.quit({ appId, ...asked, isConfirmed: false, forceAfter: act.id })
      expect(forced).toMatchObject({ outcome: 'done', isForced: true })
      expect(forced.returnedBytes).toBeGreaterThan(290e6)
      expect(forced.sentence).toMatch(/^stubborn-hog was forced to quit: /)
      expect([await isAlive(pid), signals.map(({ name }) => name)]).toEqual([
        false,
        ['SIGTERM', 'SIGKILL'],
      ])
      expect(lines()).toMatchObject([
        { line: 'begun', id: act.id, isForced: false },
        { line: 'ended', id: act.id, outcome: 'still-open' },
        { line: 'begun', id: forced.id, isForced: true },
        {
          line: 'ended',
          id: forced.id,
          outcome: 'done',
          request: `SIGKILL to stubborn-hog (${pid})`,
        },
      ])
    },
  )
})

describe.runIf(process.platform === 'linux')('a program that a supervisor starts again', () => {
  test('is kept alive by it, and it is not asked again', { timeout: 60_000 }, async () => {
    const { core, orphans, appOf, lines, signals } = await realActing()
    const hog = hogNamed('returning-hog', 100)
    const supervise = join(tempFolder(), 'supervise.sh')
    writeFileSync(supervise, 'while :; do "$@"; sleep 0.3; done\n')
    const keeper = await orphans.start(['/bin/sh', supervise, ...hog.argv])
    const pid = await orphans.find(hog.argv)
    await hog.isFull()
    const app = await appOf(pid)
    const act = await core.quit({ appId: app.id, ...asked })
    expect(act).toMatchObject({ outcome: 'done', target: 'returning-hog' })
    expect(act.sentence).not.toContain('something else')
    const settled = await core.settled({ actId: act.id ?? '' })
    expect(settled).toMatchObject({
      id: act.id,
      outcome: 'kept-alive',
      sentence: `returning-hog is back: kept alive by supervise.sh (${keeper}); nothing came back`,
      returnedBytes: 0,
      help: `Quit supervise.sh (${keeper}) first: it starts it again`,
    })
    expect(lines().map((line) => line)).toMatchObject([
      { line: 'begun' },
      { line: 'ended', outcome: 'done' },
      { line: 'ended', outcome: 'kept-alive', returnedBytes: 0 },
    ])
    expect((await core.acts()).acts).toMatchObject([{ id: act.id, outcome: 'kept-alive' }])
    expect(signals).toHaveLength(1)
    expect(await orphans.find(hog.argv)).not.toBe(pid)
  })
})
