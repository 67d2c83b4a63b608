import { parseArgs } from 'node:util'
import { UsageError } from '../../src/shared/exit-code.ts'

export interface Options {
  /** null: one that is named by the day. */
  readonly out: string | null
  readonly mayUseSudo: boolean
  readonly mayChange: boolean
  readonly asksPerson: boolean
  /** `Headroom.app` as it is packaged. */
  readonly app: string | null
  /** Only doubts whose id begins so; all where none is named. */
  readonly only: readonly string[]
}

export const help = `npm run mac:check [-- options] [id ...]

Asks this Mac all that Headroom only assumes of macOS, keeps every answer in a folder, and says what is assumed wrongly.
It reads, and starts a program of its own to try things on. Nothing is sent anywhere.

  --out <folder>     where to keep it; mac-check-<day> by default. It must not be there yet
  --with-sudo        asks also what needs sudo, by sudo -n: it never asks for a password
  --with-changes     asks also what changes something for a moment: quits a Calculator of its own, shows a notification,
                     and with --with-sudo sets the limit of the GPU and sets it back
  --person           asks you about what only a person can see; else that is a list in the report
  --app <path>       a packaged Headroom.app to look into
  id ...             only the questions whose id begins so

Electron is looked for where npm has put it, or at HEADROOM_ELECTRON.
Exit code: 0 nothing is assumed wrongly, 1 something is, 2 no Mac or wrong use.`

/** null: help is wanted. Throws UsageError. */
export function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        out: { type: 'string' },
        'with-sudo': { type: 'boolean' },
        'with-changes': { type: 'boolean' },
        person: { type: 'boolean' },
        app: { type: 'string' },
      },
    })
    if (values.help === true) return null
    return {
      out: values.out ?? null,
      mayUseSudo: values['with-sudo'] === true,
      mayChange: values['with-changes'] === true,
      asksPerson: values.person === true,
      app: values.app ?? null,
      only: positionals,
    }
  } catch (error) {
    // ERR_PARSE_ARGS_…: an unknown option, or one without its value
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
