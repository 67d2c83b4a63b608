import { z } from 'zod/mini'
import { jsonIn } from '../../shared/parse.ts'
import type { Reading } from '../../shared/reading.ts'
import type { ServerKind } from '../../shared/server.ts'
import type { Host } from '../host/host.ts'
import { createHalfWritten } from './half-written.ts'
import { createLockedly, createTurns } from '../host/in-turn.ts'
import type { Kept } from '../host/kept-file.ts'
import { createOwnFile, type OwnFile } from './own-file.ts'

const maxKeyLength = 512

/** By kind and port: `lmstudio:1234`. */
const shape = z.record(z.string(), z.string().check(z.maxLength(maxKeyLength)))
type Keys = ReadonlyMap<string, string>
type Change = (keys: Keys) => Keys

/** The keys that the user has typed for servers that want one. They go into a header, and nowhere else. */
export interface ServerKeys {
  keyFor(kind: ServerKind, port: number): string | null
  /** In force at once; null forgets it. The answer says whether the file has it too. */
  keep(kind: ServerKind, port: number, key: string | null): Promise<Reading<null>>
  /** The servers that have one: `lmstudio:1234`. */
  servers(): readonly string[]
  /** By that name: it need not run. */
  forgetOne(server: string): Promise<Reading<null>>
  /** Reads the file again: another Headroom may have written it, or taken it away. Never rejects. */
  refresh(): Promise<void>
  /** `remove` takes the file away, and nobody else changes it meanwhile. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
  onChange(wake: () => void): () => void
  /** Why the file was not used; null where it was, or where there is none. */
  trouble(): string | null
}

/**
 * Reads the keys; their file is written with mode 0600, and what another Headroom has written there meanwhile stays. `host` must
 * be the machine itself: what a recorder hands through would stand in its file. Never throws.
 */
export async function openServerKeys(
  host: Pick<Host, 'ask' | 'writeFile' | 'clock'>,
  path: string,
): Promise<ServerKeys> {
  const file = createKeysFile(host, path)
  const half = createHalfWritten(host.clock)
  const inTurn = createTurns()
  const lockedly = createLockedly(host.clock, path)
  const wakes = new Set<() => void>()
  let inFile = (await file.read()).found ?? none
  /** In force, and not in the file yet: in their order. */
  let pending: readonly Change[] = []
  const inForce = (): Keys => afterAll(inFile, pending)
  const telling = (): string => JSON.stringify([[...inForce()], file.trouble()])
  const set = (held: Keys, owed: readonly Change[]): void => {
    inFile = held
    pending = owed
    wakes.forEach((wake) => wake())
  }
  const refresh = async (): Promise<void> => {
    const before = telling()
    const again = await file.read(half.hasSettled)
    if (again.isHalf) return half.later(() => void inTurn(refresh))
    inFile = heldIn(again, inFile)
    if (telling() !== before) wakes.forEach((wake) => wake())
  }
  const write = async (how: Change): Promise<Reading<null>> => {
    const again = await file.read()
    if (again.unread !== null) return again.unread
    const upTo = pending.indexOf(how) + 1
    const next = afterAll(heldIn(again, inFile), pending.slice(0, upTo))
    const written = await file.write(next)
    if (written.kind === 'ok') set(next, pending.slice(upTo))
    return written
  }
  const change = (how: Change): Promise<Reading<null>> => {
    set(inFile, [...pending, how])
    return inTurn(() => lockedly(() => write(how)))
  }
  return {
    keyFor: (kind, port) => inForce().get(nameOf(kind, port)) ?? null,
    keep: (kind, port, key) => change(withKey(nameOf(kind, port), key)),
    servers: () => [...inForce().keys()],
    forgetOne: (server) => change(withKey(server, null)),
    refresh: () => inTurn(refresh),
    forget: async (remove) => {
      const done = await inTurn(() => lockedly(remove))
      if (done.kind !== 'ok') return done
      file.forget()
      set(none, [])
      return done
    },
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    trouble: file.trouble,
  }
}

const none: Keys = new Map()

/** Where the file is broken or cannot be read, those in force are all that there is; where it is gone, they were forgotten. */
const heldIn = ({ found, text, unread }: Kept<Keys | null>, inForce: Keys): Keys =>
  found ?? (text === null && unread === null ? none : inForce)

const createKeysFile = (host: Pick<Host, 'ask' | 'writeFile'>, path: string): OwnFile<Keys> =>
  createOwnFile(host, path, {
    parse: keysIn,
    textOf,
    wordsOf: (hasRead) =>
      hasRead ? 'what was in force stays' : 'servers that want a key stay closed',
  })

const afterAll = (keys: Keys, changes: readonly Change[]): Keys =>
  changes.reduce((held, how) => how(held), keys)

const withKey =
  (server: string, key: string | null): Change =>
  (keys) => {
    const others = [...keys].filter(([name]) => name !== server)
    return new Map(key === null ? others : [...others, [server, key]])
  }

const nameOf = (kind: ServerKind, port: number): string => `${kind}:${port}`

const textOf = (keys: Keys): string => `${JSON.stringify(Object.fromEntries(keys), null, 2)}\n`

function keysIn(text: string): Keys | null {
  try {
    const parsed = shape.safeParse(jsonIn(text))
    return parsed.success ? new Map(Object.entries(parsed.data)) : null
  } catch {
    // ParseError: not JSON
    return null
  }
}
