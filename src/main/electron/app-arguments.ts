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

function speedIn(text: string): number {
  try {
    return parseSpeed(text)
  } catch {
    // ParseError: not written by our launcher, which has looked at it
    return 1
  }
}
