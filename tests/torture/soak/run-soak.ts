import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { Children } from '../../frame/children.ts'
import { soakHourShape, type SoakHour } from './soak-hour.ts'

const program = fileURLToPath(new URL('live.ts', import.meta.url))
/** Left alone, V8 lets its heap grow because there is room, and that hides a leak: all that lives has to fit in this. */
const heapBounds = ['--max-old-space-size=128', '--max-semi-space-size=2']

/** Each hour as it is over. */
export async function runSoak(
  children: Children,
  hours: number,
  onHour: (hour: SoakHour) => void = () => undefined,
): Promise<readonly SoakHour[]> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-soak-'))
  const child = children.start(
    process.execPath,
    ['--expose-gc', ...heapBounds, program, String(hours), folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lived: SoakHour[] = []
  let rest = ''
  child.stdout?.on('data', (piece: Buffer) => {
    const lines = `${rest}${piece.toString('utf8')}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const hour = soakHourShape.parse(jsonIn(line))
      lived.push(hour)
      onHour(hour)
    }
  })
  const code = await child.ended
  rmSync(folder, { recursive: true, force: true })
  if (code !== 0) throw new Error(`the soak ended with ${code} after ${lived.length} hours`)
  return lived
}
