import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { jsonIn } from '../../src/shared/parse.ts'
import { writePlan, writeText } from '../fit/fitted.ts'
import { program, type Ran } from '../headroom-program.ts'
import { startChild, tempFolder } from '../processes.ts'

/** `headroom models …` of a user with this home. */
async function models(home: string, ...args: readonly string[]): Promise<Ran> {
  const { PATH } = process.env
  const argv = [process.execPath, program, 'models', ...args] as const
  const child = startChild(argv, { PATH, HOME: home })
  const { code } = await child.ended
  return { code, stdout: child.stdout(), stderr: child.stderr() }
}

describe('headroom models', () => {
  test('lists the folders of the settings and those of the command line as one JSON value', async () => {
    const home = tempFolder()
    const own = writePlan(join(home, 'own/a.gguf'))
    const other = writePlan(join(home, 'other/b.gguf'))
    const settings = JSON.stringify({ modelFolders: [join(home, 'own')] })
    writeText(join(home, '.config/headroom/settings.json'), settings)
    writeText(
      join(home, 'Library/Application Support/headroom/settings.json'),
      settings, // where a Mac keeps them
    )
    const folder = join(home, 'other')
    const ran = await models(home, '--json', '--folder', folder, '--mac', '32GB', '--sort', 'size')
    expect([ran.code, ran.stderr]).toEqual([0, ''])
    expect(ran.stdout).toMatch(/^\{[^\n]*\}\n$/)
    expect(jsonIn(ran.stdout)).toMatchObject({
      schema: 'headroom/models/1',
      isReading: false,
      room: { of: 'a Mac with 32 GB, with nothing else loaded' },
      models: [
        { path: own, verdict: 'fits' },
        { path: other, verdict: 'fits' },
      ],
    })
  })

  test('says where it looked where there is nothing', async () => {
    const ran = await models(tempFolder(), '--room', '8GB')
    expect([ran.code, ran.stdout.split('\n')[0]]).toEqual([0, 'No models were found. Looked at:'])
  })

  test('takes no folder that is not there, and no order that is none', async () => {
    const home = tempFolder()
    const none = await models(home, '--folder', join(home, 'none'), '--room', '8GB')
    expect([none.code, none.stdout]).toEqual([2, ''])
    expect(none.stderr).toBe(`headroom: there is no folder ${join(home, 'none')}\n`)
    expect((await models(home, '--sort', 'age')).code).toBe(2)
  })

  test('ends with 1 where a folder could not be looked at', async () => {
    const home = tempFolder()
    mkdirSync(join(home, 'models'))
    symlinkSync('round', join(home, 'models/round'))
    const ran = await models(home, '--folder', join(home, 'models'), '--room', '8GB')
    expect([ran.code, ran.stdout]).toEqual([1, expect.stringContaining('lead in a circle')])
  })
})
