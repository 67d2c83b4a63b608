import { describe, expect, test } from 'vitest'
import type { App } from '../../src/shared/app.ts'
import { appId } from '../../src/shared/ids.ts'
import { fakeLlama } from '../servers/kinds/llama-server.ts'
import { fakeMlxLm } from '../servers/kinds/python-servers.ts'
import { serverWith } from '../servers/unloading.ts'
import { muchKnown } from '../web/fake-core.ts'

const bundle = '/Applications/Loom.app'
const main = `${bundle}/Contents/MacOS/llama-server`

/** A server of this program; `app`: as LaunchServices has it, where it has. */
async function serverOf(executable: string, app: Partial<App> | null) {
  const called: string[] = []
  const apps: App[] = []
  const isPython = executable.endsWith('Python')
  const kind = isPython
    ? fakeMlxLm()
    : fakeLlama({ name: 'a', path: '/m/a.gguf', slots: [{ usedTokens: 9 }] })
  const server = await serverWith(kind, {
    command: isPython ? 'Python -m mlx_lm server --model org/m' : 'llama-server -m /m/a.gguf',
    apps,
    ladder: {
      checkQuit: async () => ({ kind: 'ok', request: 'quit' }),
      askToQuit: async (_, { name, bundleId, processes }) => {
        called.push(`${name} ${bundleId} ${processes.length}`)
        server.run()
        return { kind: 'ended', request: 'quit', tookMs: 5, traces: [] }
      },
      watchReturn: async () => null,
    },
  })
  server.run({ ...server.running, executable })
  const [any] = muchKnown.apps
  const inventory = await server.tick(0)
  const [held] = server.watch.held()
  if (any === undefined || held === undefined || inventory.models.length !== 1) throw new Error()
  const { pid, startedAtMs } = held.joined.holder.found.root
  const processes = any.processes.map((one) => ({ ...one, pid, startedAtMs }))
  if (app !== null) apps.push({ ...any, id: appId(bundle), name: 'Loom', processes, ...app })
  return { called, unload: () => server.unload(held.model.name, { isConfirmed: true }) }
}

describe('a server that is the main program of an app', () => {
  test('is asked as the app', async () => {
    const { unload, called } = await serverOf(main, { bundleId: 'com.loom' })
    expect(await unload()).toMatchObject({ outcome: 'done' })
    expect(called).toEqual(['llama-server com.loom 1'])
  })

  test.each<[string, Partial<App> | null, string]>([
    [
      'of which LaunchServices has not told',
      {
        bundleId: null,
        quit: { kind: 'none', reason: 'macOS has not told yet which app it is' },
      },
      'llama-server cannot be quit: macOS has not told yet which app it is',
    ],
    [
      'that must not be asked',
      { bundleId: 'com.a', quit: { kind: 'none', reason: 'it is protected' } },
      'llama-server cannot be quit: it is protected',
    ],
    ['without a bundle id', { bundleId: null }, 'macOS does not tell which: quit it by hand'],
    ['that is in no list', null, 'macOS does not tell which: quit it by hand'],
  ])('%s is never ended by a signal', async (_, app, reason) => {
    const { unload, called } = await serverOf(main, app)
    await expect(unload()).rejects.toThrow(reason)
    expect(called).toEqual([])
  })
})

describe('a server that is a program like any other', () => {
  test.each([
    ['in an app', `${bundle}/Contents/Resources/llama-server`],
    [
      'run by a Python whose framework has an app of its own',
      '/Library/Frameworks/Python.framework/Versions/3.13/Resources/Python.app/Contents/MacOS/Python',
    ],
    ['elsewhere', '/opt/bin/llama-server'],
  ])('%s is sent a signal', async (_, executable) => {
    const { unload, called } = await serverOf(executable, { bundleId: null })
    expect(await unload()).toMatchObject({ outcome: 'done' })
    expect(called).toEqual([expect.stringMatching(/^(llama-server|MLX LM) null 1$/)])
  })
})
