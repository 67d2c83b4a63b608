import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { program } from '../headroom-program.ts'
import { startChild, tempFolder, type Child } from '../processes.ts'

const packageFolder = dirname(dirname(program))

/** A program that stands where Electron would. */
function standIn(...lines: readonly string[]): string {
  const path = join(tempFolder(), 'electron')
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'))
  chmodSync(path, 0o755)
  return path
}

const start = (electronPath: string, ...args: readonly string[]): Child =>
  startChild([process.execPath, program, ...args], {
    ...process.env,
    NODE_OPTIONS: undefined,
    ELECTRON_EXEC_PATH: electronPath,
    ELECTRON_RUN_AS_NODE: '1',
    HEADROOM_PASSED_ON: 'a b',
  })

/** What it prints until it ends, and with what it ends. */
async function ended(child: Child) {
  const { code, signal } = await child.ended
  return { code, signal, lines: child.stdout().split('\n').slice(0, -1), said: child.stderr() }
}

/** Where it serves its screens, as soon as it does; then it is ended. */
async function servedThenEnded(child: Child): Promise<URL> {
  const address = new URL(await child.printed(/Headroom: (\S+)\n/))
  expect((await fetch(address.origin)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await child.ended).toEqual({ code: 0, signal: null })
  return address
}

const tellsArguments = `for one in "$@"; do printf '%s\\n' "$one"; done`
const waitsForever = 'while :; do sleep 0.02; done'

describe('headroom starts Electron', () => {
  test('with the folder of the package, in our terminal', async () => {
    const { code, lines, said } = await ended(start(standIn(tellsArguments)))
    expect([code, lines, said]).toEqual([0, [packageFolder], ''])
  })

  test.each([
    [
      ['--replay', 'a b.jsonl'],
      [`--replay=${resolve('a b.jsonl')}`, '--speed=1'],
    ],
    [
      ['--replay=/a/b.jsonl', '--speed=60'],
      ['--replay=/a/b.jsonl', '--speed=60'],
    ],
    [['--require-gui', '--speed', '60'], []],
  ])('for %j with %j behind it', async (args, passedOn) => {
    const { code, lines } = await ended(start(standIn(tellsArguments), ...args))
    expect([code, lines]).toEqual([0, [packageFolder, ...passedOn]])
  })

  test('with our environment, but for the variable that would make a Node of it', async () => {
    const script = 'echo "$HEADROOM_PASSED_ON, ${ELECTRON_RUN_AS_NODE-none}"'
    const { lines } = await ended(start(standIn(script)))
    expect(lines).toEqual(['a b, none'])
  })

  test.each([
    ['exit 0', 0],
    ['exit 2', 2],
    ['exit 1', 1],
    ['exit 3', 1],
    ['exit 77', 1],
    ['kill -9 $$', 1],
  ])('and after `%s` ends with %i itself', async (script, code) => {
    const { said, ...end } = await ended(start(standIn(script)))
    expect([end, said]).toEqual([{ code, signal: null, lines: [] }, ''])
  })
})

describe('headroom, while Electron runs,', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on to it', async (signal) => {
    const name = signal.slice(3)
    const script = [`trap 'echo told ${name}; exit 0' ${name}`, 'echo ready']
    const child = start(standIn(...script, waitsForever))
    await child.printed(/ready\n/)
    child.kill(signal)
    const { code, lines } = await ended(child)
    expect([code, lines]).toEqual([0, ['ready', `told ${name}`]])
  })

  test('passes on even a signal that comes as it starts', async () => {
    const script = [`trap 'echo told TERM; exit 0' TERM`, 'kill -s TERM $PPID', waitsForever]
    const path = standIn(...script)
    for (let turn = 1; turn <= 10; turn++) {
      const { code, signal, lines } = await ended(start(path))
      expect({ code, signal, lines }).toEqual({ code: 0, signal: null, lines: ['told TERM'] })
    }
  })
})

/** What is named by ELECTRON_EXEC_PATH and cannot be run. */
const useless: readonly (readonly [string, () => string])[] = [
  ['a file that is not there', () => join(tempFolder(), 'electron')],
  [
    'a file that is not executable',
    () => {
      const path = standIn('echo started')
      chmodSync(path, 0o644)
      return path
    },
  ],
  [
    'a folder, as Electron.app is one,',
    () => {
      const path = join(tempFolder(), 'Electron.app')
      mkdirSync(path)
      return path
    },
  ],
]

function missingInterpreter(): string {
  const path = join(tempFolder(), 'electron')
  writeFileSync(path, '#!/no/such/interpreter\n')
  chmodSync(path, 0o755)
  return path
}

const unusable = (path: string): string => `ELECTRON_EXEC_PATH names ${path}, which cannot be run`
const unstartable = (path: string): string => `${path} could not be started (spawn ${path} ENOENT)`

describe.each([
  ...useless.map(([title, pathOf]) => [title, pathOf, unusable] as const),
  ['a program whose interpreter is missing', missingInterpreter, unstartable] as const,
])('where Electron is %s', (_, pathOf, reasonOf) => {
  test('headroom shows itself in the browser, and says why', async () => {
    const path = pathOf()
    const child = start(path)
    expect((await servedThenEnded(child)).hostname).toBe('127.0.0.1')
    const [first] = child.stdout().split('\n')
    expect(first).toBe(`${reasonOf(path)}, so Headroom shows itself in the browser:`)
  })

  test('--require-gui ends with 2 and the reason', async () => {
    const path = pathOf()
    const { code, lines, said } = await ended(start(path, '--require-gui'))
    expect([code, lines, said]).toEqual([
      2,
      [],
      `headroom: there is no window: ${reasonOf(path)}\n`,
    ])
  })
})

describe('headroom --headless', () => {
  test('never starts Electron', async () => {
    const child = start(standIn('echo started', 'exit 7'), '--headless')
    await servedThenEnded(child)
    expect(child.stdout()).toMatch(/^Headroom: \S+\n$/)
  })
})
