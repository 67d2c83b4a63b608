import { expect, test } from 'vitest'
import { asked, hogNamed, realActing, startHog } from '../core/real-acting.ts'

const MB = 1e6

test.runIf(process.platform === 'linux')(
  'a real hog is quit, and the room of this machine grows by what it held',
  { timeout: 60_000 },
  async () => {
    const { core, orphans, appOf, isAlive } = await realActing({ hasOwnRoom: true })
    const pid = await startHog(orphans, hogNamed('alone-hog', 800))
    const { id } = await appOf(pid)
    const before = await core.snapshotOnce()
    const act = await core.quit({ appId: id, ...asked })
    const after = await core.snapshotOnce()
    expect([act.outcome, await isAlive(pid)]).toEqual(['done', false])
    expect(act.expectedBytes).toBeGreaterThan(790 * MB)
    expect(act.returnedBytes).toBeGreaterThan(600 * MB)
    const availableBytes = [before, after].map(({ memory }) =>
      memory.kind === 'ok' ? memory.availableBytes : Number.NaN,
    )
    expect((availableBytes[1] ?? 0) - (availableBytes[0] ?? 0)).toBeGreaterThan(600 * MB)
  },
)
