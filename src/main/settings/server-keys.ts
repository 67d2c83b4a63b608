import { z } from 'zod/mini'
import { jsonIn } from '../../shared/parse.ts'
import type { Reading } from '../../shared/reading.ts'
import type { ServerKind } from '../../shared/server.ts'
import type { Host } from '../host/host.ts'
import { readKept } from './kept-file.ts'

const maxKeyLength = 512

/** By kind and port: `lmstudio:1234`. */
const shape = z.record(z.string(), z.string().check(z.maxLength(maxKeyLength)))

/** The keys that the user has typed for servers that want one. They go into a header, and nowhere else. */
export interface ServerKeys {
  keyFor(kind: ServerKind, port: number): string | null
  /** In force at once; null forgets it. The answer says whether the file has it too. */
  keep(kind: ServerKind, port: number, key: string | null): Promise<Reading<null>>
  /** Why the file was not used; null where it was, or where there is none. */
  trouble(): string | null
}

/**
 * Reads the keys; their file is written with mode 0600. `host` must be the machine itself: what a recorder hands through would
 * stand in its file. Never throws.
 */
export async function openServerKeys(
  host: Pick<Host, 'ask' | 'writeFile'>,
  path: string,
): Promise<ServerKeys> {
  const none: Readonly<Record<string, string>> = {}
  const { found, trouble, unread } = await readKept(host, path, keysIn, {
    value: none,
    words: 'servers that want a key stay closed',
  })
  let keys = new Map(Object.entries(found))
  let writing: Promise<unknown> = Promise.resolve()
  return {
    keyFor: (kind, port) => keys.get(nameOf(kind, port)) ?? null,
    keep: (kind, port, key) => {
      const others = [...keys].filter(([name]) => name !== nameOf(kind, port))
      keys = new Map(key === null ? others : [...others, [nameOf(kind, port), key]])
      if (unread !== null) return Promise.resolve(unread)
      const text = `${JSON.stringify(Object.fromEntries(keys), null, 2)}\n`
      // one after the other: of two writes at once, the older one may come last
      const written = writing.then(() => host.writeFile(path, text))
      writing = written
      return written
    },
    trouble: () => trouble,
  }
}

const nameOf = (kind: ServerKind, port: number): string => `${kind}:${port}`

function keysIn(text: string): Readonly<Record<string, string>> | null {
  try {
    const parsed = shape.safeParse(jsonIn(text))
    return parsed.success ? parsed.data : null
  } catch {
    // ParseError: not JSON
    return null
  }
}
