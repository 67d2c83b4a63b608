import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { Host } from '../../host/host.ts'
import { createTurns } from '../../host/in-turn.ts'
import type { Rectangle } from '../popover/placement.ts'

/** No desktop is larger, whatever a file says. */
const mostPoints = 100_000
const maxBytes = 4_096

const side = z.number().check(z.positive(), z.maximum(mostPoints))
const place = z.number().check(z.minimum(-mostPoints), z.maximum(mostPoints))
const shape = z.object({ x: place, y: place, width: side, height: side })

/** Where the window of the details was left, also in an earlier run. */
export interface KeptBounds {
  current(): Rectangle | null
  /** In force at once. Where it cannot be written it holds until Headroom ends: it is not worth a word. */
  keep(bounds: Rectangle): Promise<void>
}

/** A file that is broken is as good as none: the next move writes it anew. Never throws. */
export async function openKeptBounds(
  host: Pick<Host, 'ask' | 'writeFile'>,
  path: string,
): Promise<KeptBounds> {
  const text = await host.ask({ kind: 'file', path, maxBytes })
  const inTurn = createTurns()
  let current = text.kind === 'ok' ? boundsIn(text.value) : null
  return {
    current: () => current,
    keep: async (bounds) => {
      current = bounds
      await inTurn(() => host.writeFile(path, `${JSON.stringify(bounds)}\n`))
    },
  }
}

function boundsIn(text: string): Rectangle | null {
  try {
    return shape.safeParse(jsonIn(text)).data ?? null
  } catch {
    // ParseError: not JSON
    return null
  }
}
