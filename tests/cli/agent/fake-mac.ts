import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentWorld } from '../../../src/main/cli/agent/agent-world.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { expectOwnAddress, thisMachine } from '../../../src/main/web/machine-names.ts'
import { minTokenLengthAt, tokenFrom } from '../../../src/main/web/token.ts'
import { localHost } from '../../host/local-host.ts'
import { program } from '../../headroom-program.ts'
import { tempFolder } from '../../processes.ts'

/**
 * A program that answers as others have recorded launchctl of macOS 26: a job that was taken out is `SIGTERMed` at first, and its name
 * is not free at once (`Bootstrap failed: 5`). It keeps what it was given, and runs nothing.
 */
const launchctl = (state: string): string => `#!/bin/sh
cd '${state}' || exit 99
printf '%s\\n' "$*" >> calls
less() { n=$(cat "$1" 2>/dev/null || echo 0); [ "$n" -gt 0 ] && echo $((n - 1)) > "$1"; }
nobody() { [ -f nobody ] && { echo "$1 failed: 125: Domain does not support specified action" >&2; exit 125; }; }
case $1 in
print)
  [ -f broken ] && { echo 'Usage: launchctl' >&2; exit 64; }
  [ -f nobody ] && { echo 'Could not print domain: 125: Domain does not support specified action' >&2; exit 125; }
  said=running
  if [ ! -f loaded ]; then
    less ending && said=SIGTERMed || { printf 'Bad request.\\nCould not find service "%s" in domain for user gui: 501\\n' "\${2##*/}" >&2; exit 113; }
  fi
  [ -f ended ] && said='not running'
  printf '%s = {\\n\\tactive count = 1\\n\\tpath = /x.plist\\n\\ttype = LaunchAgent\\n\\tstate = %s\\n\\n\\truns = 1\\n' "$2" "$said"
  if [ -f ended ]; then printf '\\tlast exit code = %s\\n' "$(cat ended)"; else printf '\\tpid = 913\\n\\tlast exit code = (never exited)\\n'; fi
  printf '\\tendpoints = {\\n\\t\\t"x" = {\\n\\t\\t\\tpid = 1\\n\\t\\t\\tstate = active\\n\\t\\t}\\n\\t}\\n}\\n' ;;
bootstrap)
  nobody Bootstrap
  less settling && { echo 'Bootstrap failed: 5: Input/output error' >&2; exit 5; }
  [ -f refuses ] && { echo 'Bootstrap failed: 119: Service is disabled' >&2; exit 119; }
  cp "$3" loaded ;;
bootout)
  [ -f loaded ] || { echo 'Boot-out failed: 3: No such process' >&2; exit 3; }
  rm -f loaded ended; echo 2 > ending; echo 2 > settling ;;
enable) ;;
*) exit 64 ;;
esac
`

export interface FakeMac {
  readonly world: AgentWorld
  readonly home: string
  /** What launchctl was called with so far. */
  readonly calls: () => readonly string[]
  /** The file that launchd has; null: it knows of none. */
  readonly loaded: () => string | null
  /** `nobody`: is logged in at the screen; `ended`: with an exit code. */
  readonly set: (what: 'nobody' | 'broken' | 'refuses' | 'ended', text?: string) => void
}

/** A Mac whose launchctl is a real program, for a user with a home of their own. */
export function fakeMac(given: Partial<AgentWorld> = {}): FakeMac {
  const home = join(tempFolder(), 'so me <one> & "more"')
  const state = tempFolder()
  mkdirSync(home)
  const path = join(state, 'launchctl')
  writeFileSync(path, launchctl(state), { mode: 0o755 })
  const local = localHost()
  const host: Host = {
    ...local,
    platform: 'darwin',
    ask: (question) =>
      question.kind === 'command' && question.argv[0] === '/bin/launchctl'
        ? local.ask({ ...question, argv: [path, ...question.argv.slice(1)] })
        : local.ask(question),
  }
  const settingsFolder = join(home, 'Library', 'Application Support', 'headroom')
  const world: AgentWorld = {
    host,
    userId: 501,
    homeFolder: home,
    homeOwnerId: 501,
    settingsFolder,
    command: [process.execPath, program],
    whyNot: null,
    expectServable: async ({ address }) => expectOwnAddress(address, thisMachine()),
    tokenIn: async (file, address) => {
      mkdirSync(join(file, '..'), { recursive: true })
      return (await tokenFrom(file, minTokenLengthAt(address))).token
    },
    ...given,
  }
  const textOf = (name: string): string | null =>
    existsSync(join(state, name)) ? readFileSync(join(state, name), 'utf8') : null
  return {
    world,
    home,
    calls: () => (textOf('calls') ?? '').split('\n').slice(0, -1),
    loaded: () => textOf('loaded'),
    set: (what, text = '') => writeFileSync(join(state, what), text),
  }
}
