import { describe, expect, test } from 'vitest'
import { Absent, Refusal } from '../../../src/main/host/attempt.ts'
import type { OpenFile } from '../../../src/main/host/host.ts'
import {
  readFileAt,
  readPartAt,
  type FileOpener,
} from '../../../src/main/inference/models/read-file-at.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import { openBytes } from '../../gguf-file.ts'

const never = { atMs: 0, tookMs: 0 } as const
const answering = (answer: Reading<OpenFile>): FileOpener => ({ openFile: async () => answer })

/** A file of four bytes, and how often it was closed. */
function counted(): { readonly disk: FileOpener; closings(): number } {
  const count = { closings: 0 }
  const close = async (): Promise<void> => void count.closings++
  const value = { ...openBytes(new Uint8Array(4)), close }
  return { disk: answering({ kind: 'ok', value, ...never }), closings: () => count.closings }
}

const failing =
  (error: Error): (() => Promise<never>) =>
  async (): Promise<never> => {
    throw error
  }

describe('a file', () => {
  test('is closed once it is read, whatever came of it', async () => {
    const { disk, closings } = counted()
    expect(await readFileAt(disk, '/m.gguf', async ({ sizeBytes }) => sizeBytes)).toBe(4)
    expect(closings()).toBe(1)
    const error = new ParseError('it is damaged')
    await expect(readFileAt(disk, '/m.gguf', failing(error))).rejects.toBe(error)
    await expect(readPartAt(disk, '/m.gguf', failing(error))).rejects.toThrow('damaged')
    expect(closings()).toBe(3)
  })

  test('that cannot be opened says why', async () => {
    const read = (kind: 'absent' | 'failed'): Promise<number> =>
      readFileAt(answering({ kind, reason: 'so it is', ...never }), '/m.gguf', async () => 1)
    await expect(read('absent')).rejects.toEqual(new Absent('so it is'))
    await expect(read('failed')).rejects.toEqual(new Refusal('so it is'))
  })
})

test('what is wrong with one of several files says with which one', async () => {
  const { disk } = counted()
  const path = '/models/evil\u001b-00002-of-00003.gguf'
  const name = 'evil\ufffd-00002-of-00003.gguf'
  for (const [error, message] of [
    [new Absent('no such file or folder'), `a part of it is missing: ${name}`],
    [
      new Refusal('no answer within 2 s'),
      `a part of it cannot be read: ${name}: no answer within 2 s`,
    ],
    [new ParseError('it is damaged'), `${name}: it is damaged`],
  ] as const)
    await expect(readPartAt(disk, path, failing(error))).rejects.toEqual(new ParseError(message))
  const fault = new TypeError('a fault of ours')
  await expect(readPartAt(disk, path, failing(fault))).rejects.toBe(fault)
})
