import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../processes.ts'
import { localHost } from './local-host.ts'

test('a file that is taken away is gone, and taking it away twice says that there is none', async () => {
  const path = join(tempFolder(), 'settings.json')
  writeFileSync(path, 'x')
  const host = localHost()
  expect(await host.removeFile(path)).toMatchObject({ kind: 'ok', value: null })
  expect(existsSync(path)).toBe(false)
  expect(await host.removeFile(path)).toMatchObject({ kind: 'absent' })
})

test('a folder is never taken away', async () => {
  const path = join(tempFolder(), 'runs')
  mkdirSync(path)
  expect((await localHost().removeFile(path)).kind).toBe('failed')
  expect(existsSync(path)).toBe(true)
})
