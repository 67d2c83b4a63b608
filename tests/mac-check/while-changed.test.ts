import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromRoot } from '../from-root.ts'
import { startChild, tempFolder } from '../processes.ts'
import { whileChanged } from './while-changed.ts'

describe('what was changed is taken back', () => {
  test('when it is done, and when it throws', async () => {
    const path = join(tempFolder(), 'changed')
    const change = async (): Promise<string> => {
      writeFileSync(path, '')
      return 'done'
    }
    expect(await whileChanged(['/bin/rm', path], change)).toBe('done')
    expect(existsSync(path)).toBe(false)
    const failing = whileChanged(['/bin/rm', path], async () => {
      await change()
      throw new Error('a fault')
    })
    await expect(failing).rejects.toThrow('a fault')
    expect(existsSync(path)).toBe(false)
  })

  test('when the check is ended while it is changed', async () => {
    const path = join(tempFolder(), 'changed')
    const script = `
      import { writeFileSync } from 'node:fs'
      import { createChildren } from ${JSON.stringify(fromRoot('tests/frame/children.ts'))}
      import { whileChanged } from ${JSON.stringify(fromRoot('tests/mac-check/while-changed.ts'))}
      createChildren() // as the check has them: it ends at a signal
      await whileChanged(['/bin/rm', ${JSON.stringify(path)}], async () => {
        writeFileSync(${JSON.stringify(path)}, '')
        console.log('changed')
        await new Promise((resolve) => setTimeout(resolve, 60_000))
      })`
    const check = startChild([process.execPath, '--input-type=module', '-e', script])
    await check.printed(/changed/)
    expect(existsSync(path)).toBe(true)
    check.kill('SIGINT')
    expect((await check.ended).code).toBe(130)
    expect(existsSync(path)).toBe(false)
  })
})
