import { lstat, mkdir, readlink, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type App } from './app.ts'
import { detailsOf, pressInMenu } from './details-window.ts'
import { layOutApp } from './packaged.ts'

/** The settings of an app whose home has a folder of commands that is searched: nothing of this machine is written to. */
async function settingsOf(
  launch: (options: { packaged?: string; env: Record<string, string> }) => Promise<App>,
  home: string,
  packaged?: string,
) {
  const bin = join(home, '.local', 'bin')
  const env = { HOME: home, CFFIXED_USER_HOME: home, PATH: `${bin}:${process.env['PATH'] ?? ''}` }
  const app = await launch(packaged === undefined ? { env } : { packaged, env })
  await pressInMenu(app, 'CommandOrControl+,')
  const group = (await detailsOf(app)).getByRole('region', { name: 'Command line' })
  return { app, bin, path: join(bin, 'headroom'), group }
}

test('the packaged app puts its command where it is searched, and takes it away again', async ({
  launch,
  folder,
}) => {
  const { executable, wrapper } = await layOutApp(join(folder, 'Applications'))
  const { path, group } = await settingsOf(launch, folder, executable)
  await expect(group).toContainText(`Puts a link into this app at ${path}.`)
  await group.getByRole('button', { name: 'Install' }).press('Enter')
  await expect(group).toContainText(`${path} is a link into this app.`)
  expect(await readlink(path)).toBe(wrapper)
  const remove = group.getByRole('button', { name: 'Remove' })
  await expect(remove).toBeFocused()

  await rm(path) // in a terminal, meanwhile
  await remove.press('Enter')
  await expect(group).toContainText('Puts a link into this app')
  await group.getByRole('button', { name: 'Install' }).press('Enter')
  await expect.poll(() => readlink(path).catch(() => null)).toBe(wrapper)
  await remove.press('Enter')
  await expect(group.getByRole('button', { name: 'Install' })).toBeFocused()
  await expect(lstat(path)).rejects.toThrow('ENOENT')
})

test('what came into its place meanwhile stays, and that is said', async ({ launch, folder }) => {
  const { executable } = await layOutApp(join(folder, 'Applications'))
  const { path, bin, group } = await settingsOf(launch, folder, executable)
  const install = group.getByRole('button', { name: 'Install' })
  await install.waitFor()
  await mkdir(bin, { recursive: true })
  await writeFile(path, 'mine')
  await install.press('Enter')
  await expect(group).toContainText(`${path} is there already, and is not of this app`)
  await expect(group.getByRole('button')).toHaveCount(0)
  expect((await lstat(path)).isFile()).toBe(true)
})

test('an app that macOS runs from a copy, and one that is not packaged, have none', async ({
  launch,
  folder,
}) => {
  const copy = join(folder, 'AppTranslocation', '1F3A', 'd')
  const { executable } = await layOutApp(copy)
  const translocated = await settingsOf(launch, folder, executable)
  await expect(translocated.group).toContainText('move it into Applications first')
  await expect(translocated.group.getByRole('button')).toHaveCount(0)
  await translocated.app.electron.close()

  const unpackaged = await settingsOf(launch, folder)
  await expect(unpackaged.group).toContainText('Only the packaged app has a command of its own')
})
