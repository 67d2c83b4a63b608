import { parseArgs } from 'node:util'
import { parseSpeed } from '../../shared/parse.ts'
import type { Shown } from '../host/open-host.ts'

/**
 * What the launcher passes on. Electron and Chromium have flags of their own in the same line (`--inspect=0`,
 * `--user-data-dir=…`), and macOS adds some: whatever is not ours is passed over.
 */
export function shownByArguments(argv: readonly string[]): Shown {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: { replay: { type: 'string' }, speed: { type: 'string' } },
    strict: false,
  })
  const { replay, speed } = values
  return {
    replayFile: typeof replay === 'string' && replay !== '' ? replay : null,
    speed: typeof speed === 'string' ? speedIn(speed) : 1,
  }
}

/**
 * What the command line is to run in place of the menu bar; null: the menu bar. Chromium takes every `--name` up to a lone `--` for
 * a switch of its own, wherever it stands (`--type` makes another process of it, `--version`, `--log-file`): ours stand behind one,
 * `Headroom --cli -- status --json`. `Headroom --headless --port 4400` is `headroom serve --port 4400`: what it takes is none of Chromium's.
 */
export function commandIn(argv: readonly string[]): readonly string[] | null {
  const given = argv.slice(1)
  const dashes = given.indexOf('--')
  const open = dashes === -1 ? given : given.slice(0, dashes)
  const at = open.findIndex((one) => one === '--cli' || one === '--headless')
  if (at === -1) return null
  const behind = given.slice(at + 1)
  if (given[at] === '--headless') return ['serve', ...behind]
  return behind[0] === '--' ? behind.slice(1) : behind
}

function speedIn(text: string): number {
  try {
    return parseSpeed(text)
  } catch {
    // ParseError: not written by our launcher, which has looked at it
    return 1
  }
}
