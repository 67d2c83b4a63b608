import { homedir, hostname, userInfo } from 'node:os'
import { basename } from 'node:path'
import type { RunCommand } from './run-command.ts'

/** The first of macOS's own numbers that is a person's. */
const firstPerson = 500

/** Names that this Mac knows its people by: they go from all that is kept. */
export async function ownNames(run: RunCommand): Promise<readonly string[]> {
  const [full, listed] = [
    await run(['/usr/bin/id', '-F']),
    await run(['/usr/bin/dscl', '.', '-list', '/Users', 'UniqueID']),
  ]
  const fullName = full.code === 0 ? full.stdout.trim() : ''
  const names = [
    userInfo().username,
    basename(homedir()),
    ...(listed.code === 0 ? peopleIn(listed.stdout) : []),
    fullName,
    ...fullName.split(/\s+/),
    ...hostNames(hostname()),
  ]
  // the longest first, so that a whole name goes before its parts
  return [...new Set(names)].filter((name) => name.length > 2).sort((a, b) => b.length - a.length)
}

// _accessoryupdater       278
// ann                     501
export const peopleIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const [, name, number] = /^(\S+)\s+(\d+)$/.exec(line) ?? []
    return name === undefined || Number(number) < firstPerson || name === 'nobody' ? [] : [name]
  })

/** macOS names a Mac after its owner: `Anns-MacBook-Pro.local`. Kinds of machines are no names. */
const hostNames = (host: string): readonly string[] => {
  const [plain = ''] = host.split('.')
  return /^(?:Mac|localhost)$/i.test(plain) ? [] : [plain]
}
