import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { grouped, macApp, macProcess, pidsByApp } from './mac-processes.ts'

const llamaServer = '/opt/homebrew/bin/llama-server'
const python = '/opt/homebrew/bin/python3.13'

describe('what was started in a terminal is a program of its own, but for its shells', () => {
  test.each([
    ['Terminal', '/System/Applications/Utilities/Terminal.app', 'Terminal'],
    ['iTerm2', '/Applications/iTerm.app', 'iTerm2'],
    ['Warp', '/Applications/Warp.app', 'stable'],
    ['Ghostty', '/Applications/Ghostty.app', 'ghostty'],
  ])('in %s, though its coalition is the terminal’s', (_, bundle, file) => {
    const processes = [
      macProcess(10, 1, `${bundle}/Contents/MacOS/${file}`),
      macProcess(11, 10, '/usr/bin/login'),
      macProcess(12, 11, '-zsh'),
      macProcess(13, 12, python),
      macProcess(14, 13, '/opt/homebrew/bin/worker'),
      macProcess(15, 12, '/usr/bin/vim'),
    ]
    const name = bundle.replace(/.*\/(.*)\.app$/, '$1')
    const expected = [
      [name, [10, 11, 12]],
      ['python3.13', [13, 14]],
      ['vim', [15]],
    ]
    expect(pidsByApp(processes, [macApp(10, bundle, [11, 12, 13, 14, 15])])).toEqual(expected)
    expect(pidsByApp(processes, null)).toEqual(expected)
  })
})

describe('a program of its own is what was started', () => {
  test('in a terminal without a shell between', () => {
    const bundle = '/Applications/kitty.app'
    const processes = [
      macProcess(10, 1, `${bundle}/Contents/MacOS/kitty`),
      macProcess(11, 10, python),
    ]
    expect(pidsByApp(processes)).toEqual([
      ['kitty', [10]],
      ['python3.13', [11]],
    ])
  })

  test('in tmux and by ssh', () => {
    const processes = [
      macProcess(20, 1, '/opt/homebrew/bin/tmux'),
      macProcess(21, 20, '-zsh'),
      macProcess(22, 21, python),
      macProcess(30, 1, '/usr/sbin/sshd'),
      macProcess(31, 30, '/usr/libexec/sshd-session'),
      macProcess(32, 31, '-zsh'),
      macProcess(33, 32, python),
      macProcess(34, 31, '/usr/bin/rsync'),
    ]
    expect(pidsByApp(processes)).toEqual([
      ['tmux', [20, 21]],
      ['python3.13', [22]],
      ['sshd', [30]],
      ['sshd-session', [31, 32]],
      ['python3.13', [33]],
      ['rsync', [34]],
    ])
  })

  test('by a shell: each start is another, while an app that is started there stays an app', () => {
    const processes = [
      macProcess(40, 1, '/bin/zsh'),
      macProcess(41, 40, python),
      macProcess(42, 40, python),
      macProcess(43, 40, '/Applications/Notes.app/Contents/MacOS/Notes'),
    ]
    expect(pidsByApp(processes)).toEqual([
      ['zsh', [40]],
      ['python3.13', [41]],
      ['python3.13', [42]],
      ['Notes', [43]],
    ])
    expect(new Set(grouped(processes).map(({ id }) => id)).size).toBe(4)
  })
})

describe('an engine', () => {
  test('outside every bundle is a program of its own, though its coalition is that of an app', () => {
    const code = '/Applications/Visual Studio Code.app'
    for (const bundle of ['/Applications/iTerm.app', code]) {
      const processes = [
        macProcess(10, 1, `${bundle}/Contents/MacOS/x`),
        macProcess(11, 10, llamaServer),
      ]
      const [app, engine] = pidsByApp(processes, [macApp(10, bundle, [11])])
      expect(app?.[1]).toEqual([10])
      expect(engine).toEqual(['llama-server', [11]])
    }
  })

  test('with a child of the same file, and with what it started, is one', () => {
    const ollama = '/opt/homebrew/opt/ollama/bin/ollama'
    const processes = [
      macProcess(20, 1, ollama),
      macProcess(21, 20, ollama),
      macProcess(22, 21, '/opt/homebrew/bin/tool'),
    ]
    expect(pidsByApp(processes)).toEqual([['ollama', [20, 21, 22]]])
  })

  test('is told from the script that started it', () => {
    const processes = [macProcess(30, 1, python), macProcess(31, 30, llamaServer)]
    expect(pidsByApp(processes)).toEqual([
      ['python3.13', [30]],
      ['llama-server', [31]],
    ])
  })

  test('in its own app is that app, and its runner with it', () => {
    const bundle = '/Applications/Ollama.app'
    const serve = `${bundle}/Contents/Resources/ollama`
    const processes = [
      macProcess(40, 1, `${bundle}/Contents/MacOS/Ollama`),
      macProcess(41, 40, serve),
      macProcess(42, 41, serve),
    ]
    for (const apps of [[macApp(40, bundle, [41, 42])], [], null]) {
      expect(pidsByApp(processes, apps)).toEqual([['Ollama', [40, 41, 42]]])
    }
    expect(grouped(processes)).toMatchObject([{ iconName: 'engine', kind: 'app' }])
  })

  test('that is started twice is two', () => {
    const processes = [macProcess(50, 1, llamaServer), macProcess(51, 1, llamaServer)]
    expect(pidsByApp(processes)).toEqual([
      ['llama-server', [50]],
      ['llama-server', [51]],
    ])
  })
})

describe('what belongs to macOS', () => {
  test('is one for each file, however many run', () => {
    const mdworker = '/System/Library/Frameworks/CoreServices.framework/mdworker_shared'
    const processes = [
      macProcess(0, 0, 'kernel_task'),
      macProcess(1, 0, '/sbin/launchd'),
      macProcess(10, 1, mdworker),
      macProcess(11, 1, mdworker),
      macProcess(12, 1, '/usr/libexec/logd'),
    ]
    expect(pidsByApp(processes)).toEqual([
      ['kernel_task', [0]],
      ['launchd', [1]],
      ['mdworker_shared', [10, 11]],
      ['logd', [12]],
    ])
    expect(grouped(processes).map(({ iconName }) => iconName)).toEqual(Array(4).fill('system'))
  })

  test('gathers nobody else’s processes under the first process or the kernel', () => {
    const processes = [
      macProcess(0, 0, 'kernel_task'),
      macProcess(1, 0, '/sbin/launchd'),
      macProcess(20, 1, '/opt/a/alpha'),
      macProcess(21, 0, '/opt/b/beta'),
    ]
    expect(pidsByApp(processes)).toEqual([
      ['kernel_task', [0]],
      ['launchd', [1]],
      ['alpha', [20]],
      ['beta', [21]],
    ])
  })
})

test('a zombie, whose name stands in brackets, belongs to its parent, else to others of its name', () => {
  const notes = '/Applications/Notes.app'
  const processes = [
    macProcess(10, 1, `${notes}/Contents/MacOS/Notes`),
    macProcess(11, 10, '(chat)'),
    macProcess(12, 1, '(chat)'),
    macProcess(13, 1, '(chat)'),
  ]
  expect(pidsByApp(processes)).toEqual([
    ['Notes', [10, 11]],
    ['(chat)', [12, 13]],
  ])
})

describe('a chain of parents ends', () => {
  test('where two are each other’s parent, and where one is its own', () => {
    const processes = [
      macProcess(10, 11, '/opt/a/alpha'),
      macProcess(11, 10, '/opt/b/beta'),
      macProcess(12, 12, '/opt/c/gamma'),
    ]
    const pids = pidsByApp(processes).flatMap(([, own]) => own)
    expect(pids.toSorted((a, b) => a - b)).toEqual([10, 11, 12])
  })

  test('at the app, thirty starts away; a chain of thousands is no chain', () => {
    const app = macProcess(2, 1, '/Applications/Notes.app/Contents/MacOS/Notes')
    const chain = (length: number) =>
      Array.from({ length }, (_, index) => macProcess(index + 3, index + 2, '/opt/t/tool'))
    expect(pidsByApp([app, ...chain(30)])).toEqual([
      ['Notes', Array.from({ length: 31 }, (_, index) => index + 2)],
    ])
    const groups = grouped([app, ...chain(5_000)])
    expect(groups.reduce((sum, { processes }) => sum + processes.length, 0)).toBe(5_001)
  })
})

test('whoever is whose parent, each process is in one app, and the sums hold', () => {
  const files = [llamaServer, python, '/bin/zsh', '(gone)', '/Applications/iTerm.app/Contents/x']
  const process = fc.tuple(fc.nat(12), fc.constantFrom(...files), fc.nat(2 ** 40), fc.boolean())
  const coalition = fc.array(fc.nat(12), { maxLength: 6 })
  fc.assert(
    fc.property(fc.array(process, { maxLength: 12 }), coalition, (given, members) => {
      const processes = given.map(([parent, executable, bytes, isCharged], index) =>
        macProcess(index, parent, executable, {
          residentBytes: bytes,
          footprintBytes: isCharged ? bytes * 2 : null,
        }),
      )
      const apps = [macApp(0, '/Applications/Notes.app', members)]
      const groups = grouped(processes, apps)
      const pids = groups.flatMap((group) => group.processes.map((one): number => one.pid))
      expect(pids.toSorted((a, b) => a - b)).toEqual(given.map((_, index) => index))
      expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length)
      for (const { memoryBytes, processes: own } of groups)
        expect(memoryBytes).toBe(own.reduce((sum, one) => sum + one.memoryBytes, 0))
      const sizes = groups.map(({ memoryBytes }) => memoryBytes)
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    }),
    { numRuns: 500 },
  )
})
