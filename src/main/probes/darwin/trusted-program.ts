import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { Asker } from '../../host/host.ts'

/** `untrusted`: others could put another program in its place. */
export type FoundProgram =
  { readonly kind: 'found'; readonly path: string } | { readonly kind: 'untrusted' | 'none' }

/** Who may change it; recordings of an earlier Headroom do not tell. */
const statShape = z.object({
  type: z.string(),
  isOwn: z.optional(z.boolean()),
  ownerId: z.optional(z.number()),
  groupId: z.optional(z.number()),
  permissionBits: z.optional(z.number()),
})
type Stat = z.infer<typeof statShape>

/** macOS: `wheel` and `admin`. Whoever is in them is an administrator of this Mac, and needs no program of ours for anything. */
const administrators: ReadonlySet<number> = new Set([0, 80])
const groupWrites = 0o020
const othersWrite = 0o002

/**
 * The first of these paths at which there is a program that nobody can change but its user and administrators: a regular file
 * (where a link leads), and the folder that it lies in. Homebrew's belong to the user who has installed it: that is the one who
 * runs Headroom, and what they can change they could run as well. Homebrew of another user is not trusted.
 */
export async function findProgram(asker: Asker, paths: readonly string[]): Promise<FoundProgram> {
  let isThere = false
  for (const path of paths) {
    const file = await statOf(asker, path)
    if (file === null) continue
    isThere = true
    const folder = await statOf(asker, path.slice(0, path.lastIndexOf('/')))
    const isSafe = file.type === 'file' && isKept(file) && (folder === null || isKept(folder))
    if (isSafe) return { kind: 'found', path }
  }
  return { kind: isThere ? 'untrusted' : 'none' }
}

function isKept({ isOwn = true, ownerId, groupId = 0, permissionBits = 0 }: Stat): boolean {
  if (!isOwn && ownerId !== 0) return false
  if ((permissionBits & othersWrite) !== 0) return false
  return (permissionBits & groupWrites) === 0 || administrators.has(groupId)
}

async function statOf(asker: Asker, path: string): Promise<Stat | null> {
  const answer = await asker.ask({ kind: 'stat', path })
  if (answer.kind !== 'ok') return null
  const parsed = statShape.safeParse(jsonIn(answer.value))
  return parsed.success ? parsed.data : null
}
