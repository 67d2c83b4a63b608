import { resolve } from 'node:path'

/** What the arguments of Electron's binary say. */
export interface CommandLine {
  /** CommonJS files that run before the app. */
  readonly required: readonly string[]
  readonly switches: ReadonlyMap<string, string>
  readonly appPath: string
}

const takesFile: ReadonlySet<string> = new Set(['-r', '--require'])

/**
 * As Chromium reads its command line: switches count wherever they stand, up to a lone `--`. The first argument that is
 * none names the app.
 */
export function parseCommandLine(args: readonly string[], folder: string): CommandLine {
  const required: string[] = []
  const switches = new Map<string, string>()
  let appPath: string | null = null
  let isOpen = true
  const waiting = [...args]
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (arg === '--') isOpen = false
    else if (isOpen && appPath === null && takesFile.has(arg)) required.push(waiting.shift() ?? '')
    else if (isOpen && arg.startsWith('--')) {
      const [name = '', ...rest] = arg.slice(2).split('=')
      switches.set(name, rest.join('='))
    } else if (!arg.startsWith('-')) appPath ??= resolve(folder, arg)
  }
  return {
    required: required.map((file) => resolve(folder, file)),
    switches,
    appPath: appPath ?? folder,
  }
}
