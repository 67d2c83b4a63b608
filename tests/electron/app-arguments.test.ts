import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandIn, shownByArguments } from '../../src/main/electron/app-arguments.ts'

const thisMachine = { replayFile: null, speed: 1 }
const electron = '/opt/Electron.app/Contents/MacOS/Electron'
const folder = '/opt/headroom'

describe('the app shows', () => {
  test.each([
    ['this machine where nothing is said', [electron, folder]],
    ['this machine where it is packaged', ['/Applications/Headroom.app/Contents/MacOS/Headroom']],
    ['this machine for no name of a recording', [electron, folder, '--replay=']],
    ['this machine for no name at all', [electron, folder, '--replay']],
    ['this machine for a flag that only looks alike', [electron, folder, '--replay-all=a.jsonl']],
    ['this machine for a file beside no flag', [electron, folder, 'a.jsonl']],
    ['this machine for what every object knows', [electron, folder, '--__proto__=a', '--toString']],
    ['this machine from Finder', [electron, folder, '-psn_0_989382']],
    ['this machine where there is no argument', []],
  ])('%s', (_, argv) => {
    expect(shownByArguments(argv)).toEqual(thisMachine)
  })

  test.each([
    ['--replay=F', ['--replay=/a/b.jsonl']],
    ['--replay F', ['--replay', '/a/b.jsonl']],
    ['the last of several', ['--replay=/a/a.jsonl', '--replay=/a/b.jsonl']],
  ])('a recording by %s', (_, args) => {
    const shown = { replayFile: '/a/b.jsonl', speed: 1 }
    expect(shownByArguments([electron, folder, ...args])).toEqual(shown)
  })

  test('a recording, also where it is packaged and no folder stands before the flags', () => {
    const shown = { replayFile: '/a', speed: 2 }
    expect(shownByArguments(['/Headroom', '--replay=/a', '--speed=2'])).toEqual(shown)
  })

  test('a recording whose name has blanks, signs and dashes', () => {
    for (const name of ['/a b/c=d.jsonl', '--speed=2', '-x', 'ä "b"', '/a/--replay=b'])
      expect(shownByArguments([electron, folder, `--replay=${name}`]).replayFile).toBe(name)
  })

  test.each([
    ['--speed=60', 60],
    ['--speed=0.5', 0.5],
    ['--speed', 1],
    ['--speed=', 1],
    ['--speed=fast', 1],
    ['--speed=0', 1],
    ['--speed=-2', 1],
    ['--speed=NaN', 1],
    ['--speed=Infinity', 1],
    ['--speed=1e999', 1],
    ['--speed=2x', 1],
  ])('a recording, with %s at the speed %d', (flag, speed) => {
    const shown = { replayFile: 'a', speed }
    expect(shownByArguments([electron, folder, '--replay=a', flag])).toEqual(shown)
  })
})

/** Electron's, Chromium's and Playwright's, as they stand in the lines of real starts. */
const foreign = fc.constantFrom(
  '--inspect=0',
  '--remote-debugging-port=0',
  '--no-sandbox',
  '--user-data-dir=/tmp/x y',
  '--enable-features=A,B',
  '--disable-features=C',
  '--force-device-scale-factor=2',
  '--original-process-start-time=13374',
  '--lang=de-DE',
  '--allow-file-access-from-files',
  '-psn_0_989382',
  '-NSDocumentRevisionsDebugMode',
  '--no-replay-x',
  '--',
)

test('the flags of others, before ours and between them, change nothing', () => {
  const flags = fc.array(
    foreign.filter((flag) => flag !== '--'),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(flags, flags, flags, fc.array(foreign), (first, second, third, last) => {
      const argv = [electron, ...first, folder, ...second, '--replay=/a', ...third, '--speed=4']
      expect(shownByArguments([...argv, ...last])).toEqual({ replayFile: '/a', speed: 4 })
    }),
  )
})

test('no line of arguments is too strange', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), foreign)), (argv) => {
      const { speed, replayFile } = shownByArguments(argv)
      expect(speed > 0 && Number.isFinite(speed)).toBe(true)
      expect(replayFile).not.toBe('')
    }),
    { numRuns: 500 },
  )
})

describe('the app is asked for its command line', () => {
  const app = '/Applications/Headroom.app/Contents/MacOS/Headroom'

  test.each<[readonly string[], readonly string[] | null]>([
    [[app], null],
    [[app, '--replay=/a'], null],
    [[electron, folder, '--inspect=0', '--replay', '--cli-like'], null],
    [[app, 'cli'], null],
    [[app, '-psn_0_989382'], null],
    [[app, '--cli'], []],
    [[app, '--cli', '--'], []],
    [
      [app, '--cli', '--', 'status', '--json'],
      ['status', '--json'],
    ],
    [
      [app, '--cli', 'status', '--json'],
      ['status', '--json'],
    ],
    [[electron, folder, '--cli', '--', '--version'], ['--version']],
    [
      [electron, '-r', 'spy.cjs', '--no-sandbox', folder, '--cli', '--', '--headless'],
      ['--headless'],
    ],
  ])('%j is %j', (argv, args) => {
    expect(commandIn(argv)).toEqual(args)
  })

  test('dashes of a command stay with it', () => {
    const args = ['run', '--', 'llama-server', '--', '--cli', '-m', 'a b.gguf']
    expect(commandIn([app, '--cli', '--', ...args])).toEqual(args)
  })

  test('behind lone dashes nothing of ours is looked for', () => {
    expect(commandIn([app, '--', '--cli', 'status'])).toBeNull()
    expect(commandIn([app, '--', '--headless'])).toBeNull()
  })

  test('--headless serves, with what stands behind it', () => {
    expect(commandIn([app, '--headless'])).toEqual(['serve'])
    expect(commandIn([electron, folder, '--headless', '--port', '4400'])).toEqual([
      'serve',
      '--port',
      '4400',
    ])
    expect(commandIn([app, '--cli', '--', '--headless'])).toEqual(['--headless'])
  })

  test('whatever the words are, they come as they were given', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(commandIn([app, '--cli', '--', ...words])).toEqual(words)
      }),
    )
  })
})
