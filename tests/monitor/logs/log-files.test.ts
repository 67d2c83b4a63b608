import { describe, expect, test } from 'vitest'
import { createLogFiles, type LogFilesOptions } from '../../../src/main/monitor/logs/log-files.ts'
import type { LogFile } from '../../../src/main/monitor/logs/log-file.ts'
import type { ServerTold } from '../../../src/main/inference/watch/watched-server.ts'
import { toldOf } from '../../inference/server-told.ts'
import { askerOf, type World } from '../../world.ts'
import { fileStat, withHome, worldOf } from './placed.ts'

const atMs = 1_000_000

interface Machine {
  readonly world: World
  readonly told?: readonly ServerTold[]
  readonly ownFiles?: readonly string[]
  readonly runsFolder?: string
  /** By the number of the process. */
  readonly outputs?: Readonly<Record<number, readonly string[]>>
  readonly folders?: Readonly<Record<number, string>>
}

/** The logs of a machine, as often as they are listed. */
function listing({
  world,
  told = [],
  ownFiles = [],
  outputs = {},
  folders = {},
  ...more
}: Machine) {
  const asked: number[] = []
  const folderAsked: number[] = []
  const options: LogFilesOptions = {
    ownFiles: () => ownFiles,
    runsFolder: more.runsFolder ?? null,
    world: {
      folderOf: async (_, id) => {
        folderAsked.push(id)
        return folders[id] ?? null
      },
      outputFiles: async (_, id) => {
        asked.push(id)
        return outputs[id] ?? []
      },
    },
  }
  const files = createLogFiles(options)
  const list = (at = atMs, running = told): Promise<readonly LogFile[]> =>
    files.list(askerOf(world, at), running)
  return { list, asked, folderAsked }
}

/** path, program and the number of the writer. */
const linesOf = (files: readonly LogFile[]): readonly string[] =>
  files.map(({ path, program, writer }) => `${path} ${program ?? '-'} ${writer?.pid ?? '-'}`)

const linesAt = async (machine: Machine): Promise<readonly string[]> =>
  linesOf(await listing(machine).list())

const logs = '/Users/user/Library/Logs'

describe('a log in the usual place of its program', () => {
  test.each([
    ['/Users/user/.ollama/logs/server.log', 'ollama'],
    ['/opt/homebrew/var/log/ollama.log', 'ollama'],
    ['/tmp/llama-server.log', 'llama.cpp'],
    [`${logs}/LM Studio/main.log`, 'lm-studio'],
    ['/tmp/lmstudio-server-log.txt', 'lm-studio'],
    [`${logs}/ComfyUI/comfyui.log`, 'comfyui'],
    ['/Users/user/Library/Application Support/Jan/data/logs/app.log', 'jan'],
    ['/Users/user/.cache/exo/exo_log/exo.log', 'exo'],
    ['/Users/user/.cache/exo/runner_log/runner.log', 'exo'],
    ['/Users/user/.lmstudio/server-logs/2026-11/2026-11-21.1.log', 'lm-studio'],
    ['/Users/user/.cache/lm-studio/server-logs/2025-02/2025-02-03.2.log', 'lm-studio'],
  ])('is found without its program: %s', async (path, program) => {
    expect(await linesAt({ world: withHome(worldOf([path])) })).toEqual([`${path} ${program} -`])
  })

  test('is the newest of its month, by numbers and not by letters', async () => {
    const folder = '/Users/user/.lmstudio/server-logs'
    const names = [
      '2026-11/2026-11-21.9.log',
      '2026-11/2026-11-21.10.log',
      '2026-11/2026-11-21.10.log.gz',
      '2026-11/notes.log',
      '2026-10/2026-10-31.12.log',
      'archive/2027-01-01.1.log',
    ]
    const world = withHome(worldOf(names.map((name) => `${folder}/${name}`)))
    expect(await linesAt({ world })).toEqual([`${folder}/2026-11/2026-11-21.10.log lm-studio -`])
  })

  test('is not looked for in a home that is not known', async () => {
    const world = worldOf(['/Users/user/.ollama/logs/server.log', '/tmp/llama-server.log'])
    const asked: string[] = []
    const watched: World = new Map(world)
    watched.get = (name) => {
      asked.push(name)
      return world.get(name)
    }
    expect(await linesAt({ world: watched })).toEqual(['/tmp/llama-server.log llama.cpp -'])
    expect(asked.filter((name) => /~|null|undefined|\.ollama|\.lmstudio/.test(name))).toEqual([])
    expect(asked.filter((name) => name === 'library node/home')).toHaveLength(1)
  })

  test.each(['{"home":"user"}', '{}', '[]'])('nor in a home that is none: %s', async (home) => {
    const world = worldOf(['/tmp/llama-server.log']).set('library node/home', home)
    expect(await linesAt({ world })).toEqual(['/tmp/llama-server.log llama.cpp -'])
  })
})

describe('the log of a server that runs', () => {
  test('is the file that its command line names', async () => {
    const told = [toldOf('llama-server -m a.gguf --log-file /var/a.log', { pid: 70 })]
    expect(await linesAt({ world: worldOf(['/var/a.log']), told })).toEqual([
      '/var/a.log llama.cpp 70',
    ])
  })

  test('is in its folder where that name is relative, and nowhere where its folder is not known', async () => {
    const told = [toldOf('llama-server --log-file logs/a.log', { pid: 70 })]
    const world = worldOf(['/srv/logs/a.log', '/logs/a.log'])
    const { list, folderAsked } = listing({ world, told, folders: { 70: '/srv' } })
    await list()
    expect(linesOf(await list())).toEqual(['/srv/logs/a.log llama.cpp 70'])
    expect(folderAsked).toEqual([70])
    expect(await linesAt({ world, told })).toEqual([])
  })

  test('is where its output goes', async () => {
    const told = [toldOf('ollama serve', { pid: 70 })]
    const world = worldOf(['/var/out.log', '/var/err.log'])
    const outputs = { 70: ['/var/out.log', '/var/err.log', '/var/not-there.log'] }
    expect(await linesAt({ world, told, outputs })).toEqual([
      '/var/out.log ollama 70',
      '/var/err.log ollama 70',
    ])
  })

  test('is its own where it names one, and its output is that of whoever has started it', async () => {
    const parent = toldOf('llama-server --models-dir /m', { pid: 70 })
    const child = toldOf('llama-server --log-file /var/child.log', { pid: 71, parent })
    const world = worldOf(['/var/parent.log', '/var/child.log'])
    const outputs = { 70: ['/var/parent.log'], 71: ['/var/parent.log'] }
    expect(await linesAt({ world, told: [parent, child], outputs })).toEqual([
      '/var/parent.log llama.cpp 70',
      '/var/child.log llama.cpp 71',
    ])
  })

  test('is asked for once: where the output of a process goes does not change', async () => {
    const told = toldOf('ollama serve', { pid: 70 })
    const later = toldOf('ollama serve', { pid: 70, startedAtMs: 2_000 })
    const { list, asked } = listing({ world: worldOf([]), told: [told] })
    await list()
    await list()
    expect(asked).toEqual([70])
    await list(atMs, [later])
    expect(asked).toEqual([70, 70])
  })
})

describe('the log of a server that has ended', () => {
  const told = [toldOf('llama-server --log-file /var/a.log', { pid: 70 })]

  test('is kept for an hour: it has what the server failed of', async () => {
    const { list } = listing({ world: worldOf(['/var/a.log']), told })
    await list()
    expect(linesOf(await list(atMs + 1_000, []))).toEqual(['/var/a.log - -'])
    expect(linesOf(await list(atMs + 3_599_000, []))).toEqual(['/var/a.log - -'])
    expect(linesOf(await list(atMs + 3_600_000, []))).toEqual([])
  })

  test('is that of the next one which writes it', async () => {
    const { list } = listing({ world: worldOf(['/var/a.log']), told })
    await list()
    const next = toldOf('llama-server --log-file /var/a.log', { pid: 80 })
    expect(linesOf(await list(atMs + 5_000, [next]))).toEqual(['/var/a.log llama.cpp 80'])
  })
})

describe('a log after which a newer one has begun', () => {
  const folder = '/Users/user/.lmstudio/server-logs'

  test('is kept for an hour: it has what its program failed of', async () => {
    const [old, next] = [`${folder}/2026-11/2026-11-20.1.log`, `${folder}/2026-12/2026-12-01.1.log`]
    const world = withHome(worldOf([old]))
    const { list } = listing({ world })
    expect(linesOf(await list())).toEqual([`${old} lm-studio -`])
    for (const [key, answer] of worldOf([next, old])) world.set(key, answer)
    const both = [`${next} lm-studio -`, `${old} lm-studio -`]
    expect(linesOf(await list(atMs + 5_000))).toEqual(both)
    expect(linesOf(await list(atMs + 3_599_000))).toEqual(both)
    expect(linesOf(await list(atMs + 3_600_000))).toEqual([both[0]])
  })

  test('is kept as well where headroom run has started it', async () => {
    const world = worldOf(['1.log', '2.log', '3.log'].map((name) => `/runs/${name}`))
    const { list } = listing({ world, runsFolder: '/runs' })
    await list()
    for (const [key, answer] of worldOf([
      '/runs/3.log',
      '/runs/2.log',
      '/runs/4.log',
      '/runs/5.log',
    ]))
      if (key.startsWith('dir') || /[45]/.test(key)) world.set(key, answer)
    world.set('stat /runs/4.log', fileStat(4)).set('stat /runs/5.log', fileStat(5))
    const paths = (await list(atMs + 5_000)).map(({ path }) => path)
    expect(paths.toSorted()).toEqual(['1', '2', '3', '4', '5'].map((name) => `/runs/${name}.log`))
  })
})

describe('the log of a ComfyUI that runs', () => {
  test.each([
    ['python3 /opt/ComfyUI/main.py', '/opt/ComfyUI/user/comfyui.log'],
    ['python3 /opt/ComfyUI/main.py', '/opt/ComfyUI/comfyui.log'],
    ['python3 /opt/ComfyUI/main.py --port 8189', '/opt/ComfyUI/user/comfyui_8189.log'],
    ['python3 /opt/ComfyUI/main.py --base-directory /data', '/data/user/comfyui.log'],
    ['python3 /opt/ComfyUI/main.py --user-directory /me', '/me/comfyui.log'],
    ['python3 main.py --disable-auto-launch', '/srv/user/comfyui.log'],
  ])('is where ComfyUI-Manager writes it: %s', async (command, path) => {
    const told = [toldOf(command, { pid: 70 })]
    const machine = { world: worldOf([path]), told, folders: { 70: '/srv' } }
    expect(await linesAt(machine)).toEqual([`${path} comfyui 70`])
  })
})

describe('a file that is found in two ways', () => {
  test('is one, and its writer is known', async () => {
    const told = [toldOf('ollama serve', { pid: 70 })]
    const path = '/Users/user/.ollama/logs/server.log'
    const machine = { world: withHome(worldOf([path])), told, outputs: { 70: [path] } }
    expect(await linesAt({ ...machine, ownFiles: [path] })).toEqual([`${path} ollama 70`])
  })

  test('by a link as well goes by the path that stays when its writer ends', async () => {
    const told = [toldOf('llama-server -m a.gguf', { pid: 70 })]
    const world = worldOf(['/tmp/llama-server.log'])
    world.set('stat /private/tmp/llama-server.log', fileStat(1))
    const { list } = listing({ world, told, outputs: { 70: ['/private/tmp/llama-server.log'] } })
    expect(linesOf(await list())).toEqual(['/tmp/llama-server.log llama.cpp 70'])
    expect(linesOf(await list(atMs + 5_000, []))).toEqual(['/tmp/llama-server.log llama.cpp -'])
  })
})

describe('beside them are followed', () => {
  test('the files that the user has named, first of all', async () => {
    const world = worldOf(['/tmp/llama-server.log', '/var/a.log', '/var/b.log'])
    const told = [toldOf('llama-server --log-file /var/b.log', { pid: 70 })]
    expect(await linesAt({ world, told, ownFiles: ['/var/a.log', '/var/none.log'] })).toEqual([
      '/var/a.log - -',
      '/var/b.log llama.cpp 70',
      '/tmp/llama-server.log llama.cpp -',
    ])
  })

  test('the last three of what headroom run has started', async () => {
    const names = ['8.log', '9.log', '10.log', '11.log', '12.txt']
    const world = worldOf(names.map((name) => `/runs/${name}`))
    expect(await linesAt({ world, runsFolder: '/runs' })).toEqual([
      '/runs/11.log - -',
      '/runs/10.log - -',
      '/runs/9.log - -',
    ])
  })

  test('no folders, and no more than forty files', async () => {
    const paths = Array.from({ length: 50 }, (_, index) => `/var/${index}.log`)
    const world = worldOf(paths).set('stat /var/0.log', '{"type":"dir","device":1,"inode":1}')
    expect((await linesAt({ world, ownFiles: paths })).length).toBe(40)
    expect(await linesAt({ world, ownFiles: paths.slice(0, 2) })).toEqual(['/var/1.log - -'])
    // those that are not there take no place
    const absent = Array.from({ length: 60 }, (_, index) => `/none/${index}.log`)
    expect(await linesAt({ world, ownFiles: [...absent, '/var/7.log'] })).toEqual([
      '/var/7.log - -',
    ])
  })
})
