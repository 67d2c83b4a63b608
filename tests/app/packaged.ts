import { copyFile, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fromRoot } from '../from-root.ts'

export interface PackagedApp {
  /** `…/Headroom.app` */
  readonly bundle: string
  readonly executable: string
  readonly wrapper: string
}

/** An app as packaging lays it out, whose executable is the stand-in: Electron goes by the name of the file that it was started by. */
export async function layOutApp(folder: string): Promise<PackagedApp> {
  const bundle = join(folder, 'Headroom.app')
  const contents = join(bundle, 'Contents')
  const executable = join(contents, 'MacOS', 'Headroom')
  await mkdir(join(contents, 'MacOS'), { recursive: true })
  await mkdir(join(contents, 'Resources', 'bin'), { recursive: true })
  await symlink(fromRoot('tests/standin/electron'), executable)
  await symlink(fromRoot('.'), join(contents, 'Resources', 'app'))
  const wrapper = join(contents, 'Resources', 'bin', 'headroom')
  await copyFile(fromRoot('resources/bin/headroom'), wrapper)
  return { bundle, executable, wrapper }
}
