import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findProgram } from '../../../src/main/probes/darwin/trusted-program.ts'
import { localHost } from '../../host/local-host.ts'
import { statOf } from '../../monitor/darwin/streams.ts'
import { tempFolder } from '../../processes.ts'
import { askerOf, type World } from '../../world.ts'

const path = '/opt/homebrew/bin/macmon'
const folder = '/opt/homebrew/bin'

const foundWith = (file: string, around: string | null): Promise<unknown> => {
  const world: World = new Map([[`stat ${path}`, file]])
  if (around !== null) world.set(`stat ${folder}`, around)
  return findProgram(askerOf(world), [path])
}
const homebrew = statOf('dir', 0o775)

describe('a program is run', () => {
  test.each([
    ['of Homebrew, as it leaves it', statOf('file', 0o555), homebrew],
    [
      'of MacPorts, which is root’s',
      statOf('file', 0o755, { isOwn: false, ownerId: 0 }),
      statOf('dir', 0o755, { isOwn: false, ownerId: 0, groupId: 80 }),
    ],
    ['that wheel may change as well', statOf('file', 0o775, { groupId: 0 }), homebrew],
    ['of a recording that does not tell who may change it', '{"type":"file","sizeBytes":1}', null],
  ])('%s', async (_, file, around) => {
    expect(await foundWith(file, around)).toEqual({ kind: 'found', path })
  })
})

describe('a program is not run', () => {
  test.each([
    ['that everybody may change', statOf('file', 0o757), homebrew],
    [
      'that a group may change which is none of administrators',
      statOf('file', 0o775, { groupId: 20 }),
      homebrew,
    ],
    ['of another user', statOf('file', 0o755, { isOwn: false, ownerId: 502 }), homebrew],
    ['in a folder that everybody may change', statOf('file', 0o555), statOf('dir', 0o777)],
    ['in a folder that everybody may add to', statOf('file', 0o555), statOf('dir', 0o1777)],
    [
      'in a folder that such a group may change',
      statOf('file', 0o555),
      statOf('dir', 0o775, { groupId: 20 }),
    ],
    [
      'in a folder of another user',
      statOf('file', 0o555),
      statOf('dir', 0o755, { isOwn: false, ownerId: 502 }),
    ],
    ['that is a folder', statOf('dir', 0o755), homebrew],
  ])('%s', async (_, file, around) => {
    expect(await foundWith(file, around)).toEqual({ kind: 'untrusted' })
  })

  test('that is not there', async () => {
    expect(await findProgram(askerOf(new Map()), [path, '/usr/local/bin/macmon'])).toEqual({
      kind: 'none',
    })
  })
})

test('the next path counts where the first is not trusted', async () => {
  const other = '/usr/local/bin/macmon'
  const world: World = new Map([
    [`stat ${path}`, statOf('file', 0o777)],
    [`stat ${other}`, statOf('file', 0o755)],
  ])
  expect(await findProgram(askerOf(world), [path, other])).toEqual({ kind: 'found', path: other })
})

describe('of real files', () => {
  const make = (bits: number, folderBits = 0o755): string => {
    const bin = join(tempFolder(), 'bin')
    mkdirSync(bin)
    const file = join(bin, 'macmon')
    writeFileSync(file, '#!/bin/sh\n')
    chmodSync(file, bits)
    chmodSync(bin, folderBits)
    return file
  }

  test('one that is ours alone is trusted, and one that others may write is not', async () => {
    const own = make(0o755)
    expect(await findProgram(localHost(), [own])).toEqual({ kind: 'found', path: own })
    expect(await findProgram(localHost(), [make(0o757)])).toEqual({ kind: 'untrusted' })
    expect(await findProgram(localHost(), [make(0o755, 0o777)])).toEqual({ kind: 'untrusted' })
  })

  test('a link counts by what it leads to', async () => {
    const link = join(tempFolder(), 'macmon')
    symlinkSync(make(0o757), link)
    expect(await findProgram(localHost(), [link])).toEqual({ kind: 'untrusted' })
  })

  test.skipIf(process.getuid?.() !== 0)(
    'one of another user is not trusted (as root alone can make one)',
    async () => {
      const file = make(0o755)
      chownSync(file, 4_001, 4_001)
      expect(await findProgram(localHost(), [file])).toEqual({ kind: 'untrusted' })
    },
  )
})
