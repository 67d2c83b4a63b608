import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { jsonIn } from '../../../src/shared/parse.ts'
import { pid } from '../../../src/shared/ids.ts'
import {
  endQuestion,
  endScript,
  parseEndAnswer,
  tellQuestion,
  tellScript,
} from '../../../src/main/apps/quit/gui-script.ts'
import { askToQuit } from '../../../src/main/apps/quit/quit.ts'
import { tempFolder } from '../../processes.ts'
import { localHost } from '../../host/local-host.ts'
import { loom, macWorld } from './mac-world.ts'

const hostile: readonly string[] = [
  `"quoted" 'twice' \`thrice\``,
  'two\nlines\r\nand\ta tab',
  '$(touch /tmp/never) ${HOME} ; rm -rf "$HOME" | cat && true',
  `" & (do shell script "id") & "`,
  `'); $.system('id'); ('`,
  '-e',
  '--',
  '\u202ereversed\u2028\\u0022',
  'x'.repeat(10_000),
  '',
]

describe('hostile ids and names', () => {
  test.each(hostile)('pass as arguments, whole, and no script is changed: %j', async (bundleId) => {
    const world = macWorld((args) => (args[1] === 'JavaScript' ? new Error('exit 1: no') : 'none'))
    const target = { ...loom, bundleId, name: bundleId }
    await world.outcome(askToQuit(world.host, target))
    const scripts = world.commands.filter(([program]) => program === '/usr/bin/osascript')
    expect(scripts).toEqual([
      ['/usr/bin/osascript', '-l', 'JavaScript', '-e', endScript, '812', bundleId, 'ask'],
      ['/usr/bin/osascript', '-e', tellScript, '812', bundleId],
    ])
  })

  test('reach a real program as they are: no shell reads them', async () => {
    const path = join(tempFolder(), 'echo.cjs')
    writeFileSync(path, 'console.log(JSON.stringify(process.argv.slice(2)))')
    const host = localHost()
    for (const bundleId of hostile) {
      const asked = [endQuestion(pid(812), bundleId, 'ask'), tellQuestion(pid(812), bundleId)]
      for (const { argv } of asked) {
        const args = argv.slice(1)
        const reading = await host.ask({
          kind: 'command',
          argv: [process.execPath, path, ...args],
          deadlineMs: 20_000,
        })
        expect(reading.kind === 'ok' && jsonIn(reading.value)).toEqual(args)
      }
    }
  })
})

/** An app as JavaScript for Automation shows it: a method runs where it is read, and what is read is no function. */
function runScript(
  argv: readonly string[],
  app: { bundleId: string | null; answer: boolean } | null,
) {
  const done: string[] = []
  const running = {
    isNil: () => app === null,
    bundleIdentifier: app?.bundleId ?? undefined,
    get terminate() {
      done.push('terminate')
      return app?.answer
    },
    get forceTerminate() {
      done.push('forceTerminate')
      return app?.answer
    },
  }
  const looked: unknown[] = []
  const context = createContext({
    ObjC: { import: () => undefined, unwrap: (value: unknown) => value },
    $: {
      NSRunningApplication: {
        runningApplicationWithProcessIdentifier: (id: unknown) => (looked.push(id), running),
      },
    },
    argv,
  })
  const said: unknown = runInContext(`${endScript}\nrun(argv)`, context)
  return { said: parseEndAnswer(String(said)), done, looked }
}

describe('the script, run here with what we know of the bridge', () => {
  const app = { bundleId: 'com.example.loom', answer: true }
  test.each([
    ['look', app, { kind: 'found' }, []],
    ['ask', app, { kind: 'asked', taken: true }, ['terminate']],
    ['ask', { ...app, answer: false }, { kind: 'asked', taken: false }, ['terminate']],
    ['force', app, { kind: 'forced', taken: true }, ['forceTerminate']],
    ['ask', { ...app, bundleId: 'com.example.other' }, { kind: 'other' }, []],
    ['force', { ...app, bundleId: null }, { kind: 'other' }, []],
    ['ask', null, { kind: 'none' }, []],
    ['ask', { ...app, bundleId: 'undefined' }, { kind: 'other' }, []],
    ['whatever', app, { kind: 'found' }, []],
  ])('%s of %j', (how, running, said, done) => {
    const ran = runScript(['812', 'com.example.loom', how], running)
    expect(ran).toEqual({ said, done, looked: [812] })
  })

  test.each(['', '{}', '{"kind":"asked"}', '{"kind":"gone"}', 'asked'])(
    'an answer of another form is none: %j',
    (text) => {
      expect(() => parseEndAnswer(text)).toThrow()
    },
  )
})
