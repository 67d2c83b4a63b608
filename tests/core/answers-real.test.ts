import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder, until } from '../processes.ts'
import { asked, hogNamed, realActing } from './real-acting.ts'

describe.runIf(process.platform === 'linux')('a yes to a run of a program', () => {
  test(
    'ends nothing of the next run, which the same shell has started meanwhile',
    { timeout: 60_000 },
    async () => {
      const { core, orphans, isAlive, appOf, signals, lines } = await realActing()
      const hog = hogNamed('running-hog', 50)
      const runs = join(tempFolder(), 'runs.sh')
      writeFileSync(runs, 'while :; do "$@"; done\n')
      await orphans.start(['/bin/sh', runs, ...hog.argv])
      const first = await orphans.find(hog.argv)
      const { id: appId } = await appOf(first)
      const question = await core.quit({ appId, ...asked, isConfirmed: false })
      expect(question.outcome).toBe('unconfirmed')

      orphans.signal(first, 'SIGKILL')
      await until('the next run', async () => ((await isAlive(first)) ? null : true))
      const second = await orphans.find(hog.argv)
      expect((await appOf(second)).id).toBe(appId)
      const answers = question.id === null ? [] : [question.id]
      const anew = await core.quit({ appId, ...asked, isConfirmed: false, answers })
      expect(anew).toMatchObject({
        outcome: 'unconfirmed',
        request: `SIGTERM to running-hog (${second})`,
      })
      expect([await isAlive(second), signals, lines()]).toEqual([true, [], []])
    },
  )
})
