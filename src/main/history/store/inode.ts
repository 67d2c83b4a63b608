import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { Asker } from '../../host/host.ts'

const statShape = z.object({ type: z.literal('file'), inode: z.number() })

/** Which file lies there now; null: none. */
export async function inodeOf(asker: Asker, path: string): Promise<number | null> {
  const found = await asker.ask({ kind: 'stat', path })
  if (found.kind !== 'ok') return null
  const stat = statShape.safeParse(jsonIn(found.value))
  return stat.success ? stat.data.inode : null
}
