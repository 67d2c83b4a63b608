import { expect, test } from 'vitest'
import { folderPath } from '../../src/shared/folder-path.ts'
import { cpuMs } from '../cpu-ms.ts'

test.each([
  ['/models/', '/models'],
  ['/models///', '/models'],
  ['/models', '/models'],
  ['a/b/', 'a/b'],
  ['/', '/'],
  ['///', '/'],
  ['', ''],
])('%s is the folder %s', (path, folder) => {
  expect(folderPath(path)).toBe(folder)
})

test('a path of nothing but slashes with a word behind takes no longer than any other', () => {
  const beforeMs = cpuMs()
  folderPath(`${'/'.repeat(1_000_000)}x`)
  expect(cpuMs() - beforeMs).toBeLessThan(2_000)
})
