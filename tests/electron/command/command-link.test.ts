import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createCommandLink } from '../../../src/main/electron/command/command-link.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder, until } from '../../processes.ts'

/** A home whose own folder of commands is searched, so that nothing of this machine is written to. */
function home(options: { readonly whyNone?: string; readonly name?: string } = {}) {
  const folder = join(tempFolder(), options.name ?? "so me'one")
  const bin = join(folder, '.local', 'bin')
  const appsOwn = join(folder, 'Applications', 'Headroom.app', 'Contents', 'Resources', 'bin')
  mkdirSync(appsOwn, { recursive: true })
  const wrapper = join(appsOwn, 'headroom')
  writeFileSync(wrapper, '', { mode: 0o755 })
  const open = (at = wrapper) =>
    createCommandLink({
      host: localHost(),
      wrapper: at,
      whyNone: options.whyNone ?? null,
      homeFolder: folder,
      searched: `${bin}:/usr/bin:/bin`,
    })
  return { folder, bin, path: join(bin, 'headroom'), wrapper, link: open(), open }
}

const looked = (link: ReturnType<typeof createCommandLink>) =>
  until('it has looked', () => {
    const part = link.part()
    return part.kind === 'absent' && part.reason.includes('not looked') ? null : part
  })

describe('the command of the app', () => {
  test('is put where it is searched, into a folder that is made, and taken away again', async () => {
    const { bin, path, wrapper, link } = home()
    expect(await looked(link)).toEqual({ kind: 'ok', path, isInstalled: false, isOnPath: true })
    let wokenCount = 0
    const quiet = link.onChange(() => wokenCount++)
    await link.set(true)
    expect(link.part()).toEqual({ kind: 'ok', path, isInstalled: true, isOnPath: true })
    expect(readlinkSync(path)).toBe(wrapper)
    await link.set(true)
    expect(wokenCount).toBe(1)
    await link.set(false)
    await link.set(false)
    expect(readdirSync(bin)).toEqual([])
    expect(link.part()).toMatchObject({ isInstalled: false })
    quiet()
  })

  test('that leads to an app which has moved is renewed', async () => {
    const { folder, path, link, open } = home()
    await link.set(true)
    const moved = join(folder, 'Headroom 2.app')
    renameSync(join(folder, 'Applications', 'Headroom.app'), moved)
    const now = join(moved, 'Contents', 'Resources', 'bin', 'headroom')
    const later = open(now)
    expect(await looked(later)).toMatchObject({ path, isInstalled: false })
    await later.set(true)
    expect(readlinkSync(path)).toBe(now)
    expect(later.part()).toMatchObject({ isInstalled: true })
  })

  test('that leads to an app which has gone can be taken away', async () => {
    const { folder, path, wrapper, link, open } = home()
    await link.set(true)
    rmSync(join(folder, 'Applications'), { recursive: true })
    const other = open(wrapper.replace('Applications', 'Desktop'))
    await other.set(false)
    expect(() => lstatSync(path)).toThrow('ENOENT')
  })

  test('that others have put or removed meanwhile is seen by whoever asks', async () => {
    const { bin, path, wrapper, link } = home()
    await looked(link)
    mkdirSync(bin, { recursive: true })
    symlinkSync(wrapper, path)
    await until('it is there', () => {
      const part = link.part()
      return part.kind === 'ok' && part.isInstalled ? part : null
    })
    rmSync(path)
    await until('it is gone', () => {
      const part = link.part()
      return part.kind === 'ok' && !part.isInstalled ? part : null
    })
  })
})

describe('what is not ours stays as it is:', () => {
  test.each<[string, (path: string) => void]>([
    ['a file', (path) => writeFileSync(path, 'mine')],
    ['a folder', (path) => mkdirSync(path)],
    ['a link elsewhere', (path) => symlinkSync('/opt/headroom/bin/headroom', path)],
    ['a link of npm', (path) => symlinkSync('../lib/node_modules/headroom/bin/headroom.mjs', path)],
  ])('%s', async (_, put) => {
    const { bin, path, link } = home()
    mkdirSync(bin, { recursive: true })
    put(path)
    const before = lstatSync(path)
    for (const isInstalled of [true, false])
      await expect(link.set(isInstalled)).rejects.toThrow(
        `${path} is not of this app: it stays as it is`,
      )
    expect(link.part()).toEqual({ kind: 'other', path })
    expect(lstatSync(path).ino).toBe(before.ino)
    expect(readdirSync(bin)).toEqual(['headroom'])
  })

  test('a file in place of the folder of commands', async () => {
    const { folder, link } = home()
    mkdirSync(join(folder, '.local'))
    writeFileSync(join(folder, '.local', 'bin'), 'mine')
    await expect(link.set(true)).rejects.toThrow('it stays as it is')
    expect(readFileSync(join(folder, '.local', 'bin'), 'utf8')).toBe('mine')
  })
})

describe('it is refused with a reason', () => {
  test('where the app may have none', async () => {
    const { link, path } = home({ whyNone: 'it is in the wrong place' })
    expect(link.part()).toEqual({ kind: 'absent', reason: 'it is in the wrong place' })
    await expect(link.set(true)).rejects.toThrow('it is in the wrong place')
    expect(() => lstatSync(path)).toThrow('ENOENT')
  })

  test('where the disk says no', async () => {
    const { folder, path, link } = home()
    await looked(link)
    writeFileSync(join(folder, '.local'), '') // where its folder is to be made
    await expect(link.set(true)).rejects.toThrow(/headroom (cannot be made|is not of this app)/)
    expect(() => lstatSync(path)).toThrow('ENOTDIR')
  })
})
