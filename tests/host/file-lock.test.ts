import { readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { whileLocked } from '../../src/main/host/file-lock.ts'
import { sleep, tempFolder } from '../processes.ts'

/** As if whoever has it had stood still for so long. */
function grewOld(lock: string, bySeconds: number): void {
  const atSeconds = Date.now() / 1_000 - bySeconds
  utimesSync(lock, atSeconds, atSeconds)
}

describe('a file that is locked', () => {
  test('is left alone by all others until that is done', async () => {
    const path = join(tempFolder(), 'new', 'file')
    let inside = 0
    let most = 0
    const act = async (): Promise<void> => {
      inside += 1
      most = Math.max(most, inside)
      await sleep(2)
      inside -= 1
    }
    await Promise.all(Array.from({ length: 20 }, () => whileLocked(path, act)))
    expect([most, inside]).toEqual([1, 0])
    expect(readdirSync(join(path, '..'))).toEqual([])
  })

  test('is free again when what was done there has failed, and tells why', async () => {
    const path = join(tempFolder(), 'file')
    const failing = whileLocked(path, () => Promise.reject(new Error('no room')))
    await expect(failing).rejects.toThrow('no room')
    expect(await whileLocked(path, async () => 7)).toBe(7)
  })

  test.each([6, -6])('by a process that died is free %i s later', async (seconds) => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'file.lock'), '')
    grewOld(join(folder, 'file.lock'), seconds)
    let inside = 0
    const act = async (): Promise<number> => {
      inside += 1
      await sleep(2)
      return inside--
    }
    const done = Array.from({ length: 9 }, () => whileLocked(join(folder, 'file'), act))
    expect(await Promise.all(done)).toEqual(done.map(() => 1))
    expect(readdirSync(folder)).toEqual([])
  })

  test('stays with whoever has taken it meanwhile', async () => {
    const folder = tempFolder()
    const lock = join(folder, 'file.lock')
    await whileLocked(join(folder, 'file'), async () => {
      renameSync(lock, join(folder, 'before')) // so that its inode is not given again
      writeFileSync(lock, 'of another')
    })
    expect(readdirSync(folder).toSorted()).toEqual(['before', 'file.lock'])
  })

  test('is refused where there can be none', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'file'), '')
    await expect(whileLocked(join(folder, 'file', 'below'), async () => 1)).rejects.toThrow()
    await mkdir(join(folder, 'other.lock'))
    grewOld(join(folder, 'other.lock'), 6)
    expect(await whileLocked(join(folder, 'other'), async () => 1).catch(() => 'none')).toBe('none')
  })
})
