import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder, until } from '../processes.ts'
import { asked, realActing } from './real-acting.ts'

const sleeper = ['/bin/sleep', '100301'] as const

describe.runIf(process.platform === 'linux')('what is another process by now', () => {
  test('is not ended in the place of one that has ended since it was shown', async () => {
    const { core, orphans, isAlive, appOf, signals, lines } = await realActing()
    const first = await orphans.start(sleeper)
    const app = await appOf(first)
    orphans.signal(first, 'SIGKILL')
    await until('it has ended', async () => ((await isAlive(first)) ? null : true))
    const second = await orphans.start(sleeper)
    await expect(core.quit({ appId: app.id, ...asked })).rejects.toThrow(
      /has ended|is another one by now|not running any more/,
    )
    expect([await isAlive(second), signals, lines()]).toEqual([true, [], []])
  })

  test('is not ended where it has become another program since', async () => {
    const { core, orphans, isAlive, appOf, signals, lines } = await realActing()
    const gate = join(tempFolder(), 'gate')
    spawnSync('mkfifo', [gate])
    const script = `read line < ${gate}; exec ${sleeper.join(' ')}`
    const pid = await orphans.start(['/bin/sh', '-c', script])
    const app = await appOf(pid)
    writeFileSync(gate, 'go\n')
    expect(await orphans.find(sleeper)).toBe(pid)
    await expect(core.quit({ appId: app.id, ...asked })).rejects.toThrow(
      `process ${pid} is another one by now`,
    )
    expect([await isAlive(pid), signals, lines()]).toEqual([true, [], []])
  })
})
