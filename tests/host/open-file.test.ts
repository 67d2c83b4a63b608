import { readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Refusal } from '../../src/main/host/attempt.ts'
import { createFiles } from '../../src/main/host/local-file.ts'
import type { Patience } from '../../src/main/host/patience.ts'
import { tempFolder, until } from '../processes.ts'

/** How often this process holds the file open. */
function openCount(path: string): number {
  const targets = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      // ENOENT: the one by which the folder was listed
      return null
    }
  })
  return targets.filter((target) => target === path).length
}

function fileOf(text: string): string {
  const path = join(tempFolder(), 'model.gguf')
  writeFileSync(path, text)
  return path
}

/** Does everything, but to the question of this number says that it took too long. */
function impatientAt(late: number): {
  readonly patiently: Patience
  readonly started: Promise<unknown>[]
} {
  const started: Promise<unknown>[] = []
  const patiently: Patience = (_, start) => {
    const answer = start()
    started.push(answer)
    return started.length === late ? Promise.reject(new Refusal('too late')) : answer
  }
  return { patiently, started }
}

test('a file that opens after its deadline is closed', async () => {
  const path = fileOf('four')
  const { patiently, started } = impatientAt(2)
  await expect(createFiles(patiently).open(path)).rejects.toThrow(new Refusal('too late'))
  await Promise.all(started)
  expect(started).toHaveLength(2)
  expect(openCount(path)).toBe(0)
})

test('whoever closes a file waits no longer than for other answers, and it is closed all the same', async () => {
  const path = fileOf('four')
  const { patiently, started } = impatientAt(4)
  const file = await createFiles(patiently).open(path)
  const bytes = new Uint8Array(8)
  expect([await file.read(bytes, 0), openCount(path)]).toEqual([4, 1])
  await expect(file.close()).resolves.toBeUndefined()
  expect(started).toHaveLength(4)
  await until('its end', () => (openCount(path) === 0 ? true : null))
})

test('a file is closed though other files hang', async () => {
  const path = fileOf('four')
  const hanging = { isSo: false }
  const file = await createFiles((_, start) =>
    hanging.isSo ? Promise.reject(new Refusal('other files hang')) : start(),
  ).open(path)
  hanging.isSo = true
  await expect(file.close()).resolves.toBeUndefined()
  await until('its end', () => (openCount(path) === 0 ? true : null))
})
