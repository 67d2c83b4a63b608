import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { ShellAct, ShellParts } from '../../src/shared/shell.ts'
import { bridgeIn, endBy, expect, test, type App, type Fixtures } from './app.ts'
import { detailsOf, openFrom } from './details-window.ts'
import { netSpy } from './net-spy.ts'
import { withReleases, type Releases } from './releases.ts'

/** The app as packaged: its resources name the server. */
async function packaged(
  { folder, launch }: Pick<Fixtures, 'folder' | 'launch'>,
  { url }: Pick<Releases, 'url'>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<App> {
  const resources = join(folder, 'Resources')
  const userData = join(folder, 'user')
  await mkdir(resources)
  await mkdir(userData)
  await writeFile(
    join(resources, 'app-update.yml'),
    `provider: generic\nurl: ${url}\nupdaterCacheDirName: headroom-updater\n`,
  )
  await writeFile(
    join(userData, 'settings.json'),
    JSON.stringify({ isIntroduced: true, ...settings }),
  )
  const env = { XDG_CACHE_HOME: join(folder, 'caches') }
  return launch({ resources, userData, env, spies: [netSpy] })
}

const updatesIn = async (page: Awaited<ReturnType<App['open']>>) => {
  const bridge = await bridgeIn(page)
  return {
    state: (): Promise<ShellParts['updates'] | string> =>
      bridge.evaluate(async (client) => {
        const outcome = await client.request('preferences', null)
        return outcome.kind === 'ok' ? outcome.value.shell.updates : outcome.reason
      }),
    act: (act: ShellAct): Promise<string> =>
      bridge.evaluate(async (client, input) => {
        const outcome = await client.request('shellAct', input)
        return outcome.kind === 'ok' ? 'ok' : outcome.reason
      }, act),
  }
}

const spied = (app: App) => app.electron.evaluate(() => globalThis.netSpy)

test('as it comes, it opens no connection but to this machine, and loads nothing that would', async ({
  launch,
}) => {
  const app = await launch({ spies: [netSpy] })
  await app.open()
  await app.pass(60_000)
  await expect.poll(() => spied(app).then(({ chunks }) => chunks.length)).toBeGreaterThan(10)
  const { hosts, chunks } = await spied(app)
  expect(hosts).toEqual([])
  expect(chunks.filter((name) => /updater/.test(name))).toEqual([])
  // it would have been seen: an address that belongs to nobody (RFC 5737)
  await app.electron.evaluate(() => {
    process
      .getBuiltinModule('node:net')
      .connect(9, '192.0.2.1')
      .on('error', () => undefined)
      .destroy()
  })
  expect((await spied(app)).hosts).toEqual(['192.0.2.1'])
})

withReleases(
  'packaged, it asks nobody for updates until its user agrees',
  async ({ folder, launch, releases }) => {
    const app = await packaged({ folder, launch }, releases)
    const { state } = await updatesIn(await app.open())
    expect(await state()).toEqual({ kind: 'ok', state: 'off' })
    await app.pass(60_000)
    await app.pass(24 * 60 * 60_000)
    expect(releases.asked).toEqual([])
    const { hosts, chunks } = await spied(app)
    expect(hosts).toEqual([])
    expect(chunks.filter((name) => /updater/.test(name))).toEqual([])
  },
)

/** The labels of the menu of the gauge. */
const menuOf = async (app: App): Promise<readonly string[]> =>
  app.electron.evaluate(() => {
    globalThis.spy.trays[0]?.emit('right-click', {}, { x: 0, y: 0, width: 0, height: 0 })
    return globalThis.spy.menus.at(-1)?.items.map(({ label }) => label) ?? []
  })

withReleases(
  'once agreed to, it asks a minute later; what it finds is fetched and installed by hand alone',
  async ({ folder, launch, releases }) => {
    const app = await packaged({ folder, launch }, releases)
    await openFrom(await app.open(), { section: 'settings', focus: null })
    const group = (await detailsOf(app)).getByRole('region', { name: 'Updates', exact: true })
    await expect(group.getByRole('status')).toHaveText('Not checked yet.')
    await group.getByRole('checkbox').check()
    await expect(group.getByRole('status')).toHaveText('The first check follows in a minute.')
    expect(releases.asked).toEqual([])
    await app.pass(60_000)
    await expect(group.getByRole('status')).toHaveText('Version 9.1.0 is available.')
    expect(releases.asked.filter((path) => path.endsWith('.zip'))).toEqual([])
    expect((await menuOf(app)).filter((label) => label.startsWith('Install'))).toEqual([])

    const download = group.getByRole('button', { name: 'Download' })
    await download.focus()
    await download.press('Enter')
    await expect(group.getByRole('status')).toHaveText('Version 9.1.0 is downloaded.')
    expect(releases.asked.at(-1)).toMatch(/^\/Headroom-9\.1\.0-(arm64-)?mac\.zip$/)
    await expect(group.getByRole('heading')).toBeFocused()
    expect(await menuOf(app)).toContain('Install version 9.1.0 and restart')

    const restart = group.getByRole('button', { name: 'Restart and Install' })
    await endBy(app, () => restart.click())
  },
)

withReleases('a newer one is installed from the menu too', async ({ folder, launch, releases }) => {
  const app = await packaged({ folder, launch }, releases)
  const { state, act } = await updatesIn(await app.open())
  await act({ kind: 'check-for-update' })
  await expect.poll(state).toMatchObject({ state: 'found' })
  await act({ kind: 'load-update' })
  await expect.poll(state).toMatchObject({ state: 'ready' })
  await menuOf(app)
  const install = (): Promise<void> =>
    app.electron.evaluate(() => {
      const items = globalThis.spy.menus.at(-1)?.items ?? []
      items.find(({ label }) => label.startsWith('Install version'))?.click()
    })
  await endBy(app, install)
})

withReleases(
  'what it sends names neither this Mac nor this installation',
  async ({ folder, launch, releases }) => {
    const app = await packaged({ folder, launch }, releases)
    const { state, act } = await updatesIn(await app.open())
    await act({ kind: 'check-for-update' })
    await expect.poll(state).toMatchObject({ state: 'found' })
    const [headers = {}] = releases.headers
    expect(headers['x-user-staging-id']).toBe('00000000-0000-0000-0000-000000000000')
    expect(headers['user-agent']).toBe('electron-builder')
    expect(JSON.stringify(headers)).not.toContain(hostname())
    expect((await readdir(app.userData)).filter((name) => /updater/i.test(name))).toEqual([])
  },
)

withReleases(
  'a download that is not what was announced is thrown away',
  async ({ folder, launch, releases }) => {
    releases.isSpoiled = true
    const app = await packaged({ folder, launch }, releases)
    const { state, act } = await updatesIn(await app.open())
    await act({ kind: 'check-for-update' })
    await expect.poll(state).toMatchObject({ state: 'found' })
    await act({ kind: 'load-update' })
    const reason = 'what was downloaded is not what was published, and was thrown away'
    await expect.poll(state).toEqual({ kind: 'failed', reason })
    expect(await act({ kind: 'install-update' })).toBe(
      'there is nothing to install: download the newer version first',
    )
  },
)

withReleases(
  'an older release is none, and a server that is gone is told',
  async ({ folder, launch, releases }) => {
    releases.version = '0.0.1'
    const app = await packaged({ folder, launch }, releases)
    const { state, act } = await updatesIn(await app.open())
    await act({ kind: 'check-for-update' })
    await expect.poll(state).toMatchObject({ state: 'current' })
    releases.close()
    await act({ kind: 'check-for-update' })
    const reason = 'the server with the releases cannot be reached'
    await expect.poll(state).toEqual({ kind: 'failed', reason })
  },
)
