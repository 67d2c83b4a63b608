import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Why the real sudo cannot be asked here; null: it can. */
export function sudoLacking(): string | null {
  if (process.platform !== 'linux') return 'mount namespaces are of Linux'
  if (process.getuid?.() !== 0) return 'without root'
  const parts = ['/usr/bin/sudo', '/usr/sbin/visudo', '/usr/bin/unshare', '/usr/bin/nsenter']
  const missing = parts.find((path) => !existsSync(path))
  if (missing !== undefined) return `without ${missing}`
  try {
    execFileSync('/usr/bin/unshare', ['-m', '/bin/true'], { stdio: 'ignore' })
    return null
  } catch {
    // EPERM: a container that may not mount
    return 'without the right to mount'
  }
}

/** How a program has ended in there. */
export interface Ended {
  readonly code: number
  readonly text: string
  readonly complaint: string
}

/** Debian's sudo with a sudoers, users and a `powermetrics` of its own: nothing of it reaches the machine's /etc. */
export interface SudoRoom {
  /** As root. */
  root(argv: readonly [string, ...string[]]): Promise<Ended>
  as(user: string, argv: readonly [string, ...string[]]): Promise<Ended>
  close(): Promise<void>
}

/** Beside root. As on a Mac, group 0 is called `wheel`. */
export const roomUsers = ['alice', 'bob', 'carol.smith', 'dave-x', '_svc'] as const
const firstUserId = 4_001

const passwd = [
  'root:x:0:0:root:/root:/bin/sh',
  ...roomUsers.map((name, index) => `${name}:*:${firstUserId + index}:4001::/:/bin/sh`),
].join('\n')

const group = ['wheel:x:0:root', 'root:x:0:', 'staff:x:4001:', 'admin:x:80:bob'].join('\n')

const powermetrics = String.raw`#!/bin/sh
printf 'ran as %s:' "$(id -u)"
printf ' [%s]' "$@"
`

/** The folder of programs cannot be written to: another is laid over it, in which each is a link to what was there. */
const arrange = String.raw`set -e
mount -t tmpfs -o mode=0755 room /mnt
mkdir /mnt/bin /mnt/sudoers.d
mount --bind /usr/bin /mnt/bin
mount -t tmpfs -o mode=0755 bin /usr/bin
/mnt/bin/ln -s /mnt/bin/* /usr/bin/
/mnt/bin/mkdir /mnt/etc
file() { /mnt/bin/cat > "/mnt/etc/$1"; /mnt/bin/chmod "$2" "/mnt/etc/$1"; /mnt/bin/mount --bind "/mnt/etc/$1" "$3"; }
printf '%s\n' "$PASSWD" | file passwd 0644 /etc/passwd
printf '%s\n' "$GROUP" | file group 0644 /etc/group
printf '%s\n' "$SUDOERS" | file sudoers 0440 /etc/sudoers
/mnt/bin/mount --bind /mnt/sudoers.d /etc/sudoers.d
printf '%s' "$POWERMETRICS" > /usr/bin/powermetrics
/mnt/bin/chmod 0755 /usr/bin/powermetrics
echo ready
exec /mnt/bin/cat
`

export const plainSudoers = [
  'Defaults !fqdn, !lecture',
  'root ALL=(ALL:ALL) ALL',
  '%admin ALL=(ALL) ALL',
  '@includedir /etc/sudoers.d',
].join('\n')

export async function createSudoRoom(sudoers: string = plainSudoers): Promise<SudoRoom> {
  const keeper = spawn('/usr/bin/unshare', ['-m', '/bin/sh', '-c', arrange], {
    env: {
      PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
      PASSWD: passwd,
      GROUP: group,
      SUDOERS: sudoers,
      POWERMETRICS: powermetrics,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()))
  await Promise.race([
    new Promise<void>((resolve) => keeper.stdout.once('data', () => resolve())),
    ended.then(() => {
      throw new Error('the room of sudo could not be made')
    }),
  ])
  const inside = async (before: readonly string[], argv: readonly string[]): Promise<Ended> => {
    const entering = ['-t', String(keeper.pid), '-m', '--', ...before, ...argv]
    const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LANG: 'C.UTF-8' }
    try {
      const { stdout, stderr } = await run('/usr/bin/nsenter', entering, { env, timeout: 20_000 })
      return { code: 0, text: stdout, complaint: stderr }
    } catch (error) {
      // it has ended with another code than 0
      if (!isEnd(error)) throw error
      return { code: error.code, text: error.stdout, complaint: error.stderr }
    }
  }
  return {
    root: (argv) => inside([], argv),
    as: (user, argv) => inside(['/usr/bin/setpriv', ...identityOf(user)], argv),
    close: () => {
      keeper.stdin.end()
      return ended
    },
  }
}

function identityOf(user: string): readonly string[] {
  const index = roomUsers.findIndex((name) => name === user)
  if (index < 0) throw new Error(`no user ${user} in the room`)
  return [`--reuid=${firstUserId + index}`, '--regid=4001', '--init-groups']
}

interface CommandEnd {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const isEnd = (error: unknown): error is CommandEnd =>
  error instanceof Error && 'code' in error && typeof error.code === 'number'
