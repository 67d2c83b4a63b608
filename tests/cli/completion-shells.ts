import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { localHost } from '../host/local-host.ts'
import { headroom } from '../headroom-program.ts'
import { sleep, startChild, tempFolder, until } from '../processes.ts'

export const shellAt = (name: string): string | null =>
  [`/bin/${name}`, `/usr/bin/${name}`].find((path) => existsSync(path)) ?? null

/** A folder with files to choose from, and the script of a shell in it. */
export async function scriptFolder(shell: string): Promise<string> {
  const folder = tempFolder()
  const { stdout } = await headroom('completion', shell)
  writeFileSync(join(folder, 'script'), stdout)
  for (const name of ['server one.log', 'model.gguf']) writeFileSync(join(folder, name), '')
  mkdirSync(join(folder, 'logs'))
  return folder
}

/** What a program without a terminal prints. */
export async function printed(argv: readonly [string, ...string[]], cwd: string): Promise<string> {
  const child = startChild(['/bin/sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', cwd, ...argv])
  const { code } = await child.ended
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${child.stderr()}`)
  return child.stdout()
}

export interface Typing {
  /** What stands in the terminal since the line was begun, once it is as wanted. */
  type(keys: string, wanted: RegExp): Promise<string>
}

const prompt = 'ready> '

/** A shell in a real terminal, as a person sits at it. */
export async function shellInTerminal(
  argv: readonly [string, ...string[]],
  cwd: string,
  setUp: string,
): Promise<Typing> {
  const env = { PATH: '/usr/bin:/bin', HOME: cwd, TERM: 'dumb', LC_ALL: 'C.UTF-8' }
  const terminal = await localHost().openTerminal({ argv, cwd, env, columns: 200, rows: 40 })
  if (terminal.kind !== 'ok') throw new Error(terminal.reason)
  const { onBytes, write, signal } = terminal.value
  onTestFinished(() => signal('SIGKILL'))
  let seen = ''
  onBytes((bytes) => {
    seen += Buffer.from(bytes).toString('utf8')
  })
  const send = (keys: string): Promise<void> => write(Buffer.from(keys))
  const sees = (what: string | RegExp): Promise<string> =>
    until(`${String(what)} in ${JSON.stringify(seen)}`, () =>
      (typeof what === 'string' ? seen.includes(what) : what.test(seen)) ? seen : null,
    )
  await sleep(300)
  // the line itself, as it is echoed, must not look like what it makes
  await send(`${setUp}; PS1='rea''dy> '\r`)
  await sees(prompt)
  return {
    type: async (keys, wanted) => {
      seen = ''
      await send(keys)
      const found = await sees(wanted)
      await send('\u0003') // Ctrl-C: a new line
      await sees(prompt)
      return found
    },
  }
}
