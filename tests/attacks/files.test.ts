import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeNewFile } from '../../src/main/cli/new-file.ts'
import { openServerKeys } from '../../src/main/settings/server-keys.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { openSnoozes } from '../../src/main/settings/snooze-store.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { localHost } from '../host/local-host.ts'
import { program, served } from '../headroom-program.ts'
import { askServer } from '../http-server.ts'
import { startChild, tempFolder } from '../processes.ts'

/** All that Headroom keeps beside its history. */
const kept = [
  'settings.json',
  'snoozes.json',
  'acts.jsonl',
  'server-keys.json',
  'learnt.json',
  'black-boxes.json',
  'log-positions.json',
  'models.json',
] as const

/** A real serve over that folder tells its machine, and ends when it is asked to. */
async function servesOver(config: string): Promise<string> {
  const child = startChild([process.execPath, program, 'serve', '--port', '0'], {
    ...process.env,
    HOME: config,
    XDG_CONFIG_HOME: config,
    NODE_OPTIONS: undefined,
  })
  const { port, token } = await served(child)
  const headers = { authorization: `Bearer ${token}` }
  const { body } = await askServer(port, { path: '/api/snapshot', headers })
  const memory: unknown = JSON.parse(body)
  expect(memory).toMatchObject({ memory: { kind: 'ok' }, disk: { kind: 'ok' } })
  child.kill('SIGTERM')
  expect(await child.ended).toMatchObject({ code: 0 })
  return child.stderr()
}

const ownFolder = (): { readonly config: string; readonly own: string } => {
  const config = tempFolder()
  const own = join(config, 'headroom')
  mkdirSync(own)
  return { config, own }
}

test('pipes in the place of all that is kept hold up nothing', async () => {
  const { config, own } = ownFolder()
  execFileSync(
    'mkfifo',
    [...kept, 'history.sqlite'].map((name) => join(own, name)),
  )
  const said = await servesOver(config)
  expect(said).toContain('settings.json: it is no file of a disk; the defaults are used')
})

test('links to what is no file, and files far too large, hold up nothing, and nothing takes their place', async () => {
  const { config, own } = ownFolder()
  // of our own: a test that leads to a device of the machine has cost it that device
  const elsewhere = join(tempFolder(), 'pipe')
  execFileSync('mkfifo', [elsewhere])
  kept.forEach((name, at) => {
    const path = join(own, name)
    if (at % 2 === 0) return symlinkSync(elsewhere, path)
    writeFileSync(path, '{')
    truncateSync(path, 2 ** 34)
  })
  symlinkSync(elsewhere, join(own, 'history.sqlite'))
  const said = await servesOver(config)
  expect(said).toContain('settings.json: it is no file of a disk; the defaults are used')
  expect(lstatSync(elsewhere).isFIFO()).toBe(true)
})

test('nothing is written over what is no file, nor over what a link to it leads to', async () => {
  const folder = tempFolder()
  const [pipe, link] = [join(folder, 'pipe'), join(folder, 'link')]
  execFileSync('mkfifo', [pipe])
  symlinkSync(pipe, link)
  const host = localHost()
  const reason = 'it is no file of a disk'
  for (const path of [pipe, link]) {
    expect(await host.writeFile(path, 'x')).toMatchObject({ kind: 'failed', reason })
    expect(await host.appendFile(path, 'x')).toMatchObject({ kind: 'failed', reason })
  }
  expect(lstatSync(pipe).isFIFO()).toBe(true)
  expect(readdirSync(folder).toSorted()).toEqual(['link', 'pipe'])
})

const pollution = '"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}'

test.each([
  ['nothing but depth', `{"snoozes":${'['.repeat(30_000)}${']'.repeat(30_000)},"x":1}`],
  ['depth in each field', `{"units":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`],
  [
    'keys that change every object',
    `{${pollution},"snoozes":[{${pollution}}],"relief":{${pollution}},"alerts":{${pollution}}}`,
  ],
  [
    'lists for texts and texts for lists',
    '{"units":["decimal"],"modelFolders":"/etc","snoozes":"all","relief":[],"remember":"yes"}',
  ],
  [
    'numbers beyond all bounds',
    '{"relief":{"idleMs":1e999},"snoozes":[{"target":"all","span":"1h","madeAtMs":1e308}]}',
  ],
  [
    'paths to elsewhere',
    '{"modelFolders":["../../etc","/proc/self/root","\\u0000"],"logFiles":["/etc/shadow"]}',
  ],
])(
  'what stands in files of its user is taken by its form alone, and changes no object: %s',
  async (_, text) => {
    const { own } = ownFolder()
    const host = localHost()
    for (const name of kept) writeFileSync(join(own, name), text)
    const settings = await openSettings(host, join(own, 'settings.json'))
    expect(Object.keys(settings.current())).toEqual(Object.keys(defaultSettings))
    expect(settings.current().relief).toEqual(defaultSettings.relief)
    const snoozes = await openSnoozes(host, join(own, 'snoozes.json'))
    expect(snoozes.made().length).toBeLessThan(2)
    const keys = await openServerKeys(host, join(own, 'server-keys.json'))
    expect(keys.keyFor('lmstudio', 1234)).toBe(null)
    expect({}).not.toHaveProperty('isAdmin')
  },
)

test('a new file is never written through a link that lies in wait for it, nor into a pipe', async () => {
  const folder = tempFolder()
  const theirs = join(folder, 'theirs')
  const link = join(folder, 'link')
  const dangling = join(folder, 'dangling')
  const pipe = join(folder, 'pipe')
  writeFileSync(theirs, 'as it was')
  symlinkSync(theirs, link)
  symlinkSync(join(folder, 'nothing'), dangling)
  execFileSync('mkfifo', [pipe])
  for (const path of [link, dangling, pipe])
    await expect(writeNewFile(path, 'mine')).rejects.toThrow('exists already')
  expect(readFileSync(theirs, 'utf8')).toBe('as it was')
  const recording = startChild([process.execPath, program, 'record', '--out', link, '--for', '1s'])
  expect((await recording.ended).code).toBe(2)
  expect(readFileSync(theirs, 'utf8')).toBe('as it was')
})
