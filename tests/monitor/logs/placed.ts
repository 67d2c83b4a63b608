import type { World } from '../../world.ts'

/** A file of its own; files with one number are one. */
export const fileStat = (inode: number): string =>
  JSON.stringify({ type: 'file', sizeBytes: 1, modifiedAtMs: 0, device: 1, inode })

/** A World in which these files are, and the folders that name them; no home yet. */
export function worldOf(paths: readonly string[]): World {
  const world: World = new Map()
  const namesIn = new Map<string, string[]>()
  paths.forEach((path, index) => {
    world.set(`stat ${path}`, fileStat(index + 1))
    for (let at = path; at.lastIndexOf('/') > 0; at = at.slice(0, at.lastIndexOf('/'))) {
      const folder = at.slice(0, at.lastIndexOf('/'))
      const names = namesIn.get(folder) ?? []
      namesIn.set(folder, [...new Set([...names, at.slice(folder.length + 1)])])
    }
  })
  namesIn.forEach((names, folder) => world.set(`dir ${folder}`, JSON.stringify(names)))
  return world
}

export const withHome = (world: World, home = '/Users/user'): World =>
  world.set('library node/home', JSON.stringify({ home }))
