import { readFile } from 'node:fs/promises'
import { z } from 'zod/mini'
import { eraOf, type LimitEra } from '../../../src/main/headroom/default-limit.ts'
import { limitOf } from '../../../src/main/headroom/limit.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { Suite, Wrong } from '../suite.ts'

const pointsShape = z.object({
  points: z.array(
    z.object({
      id: z.string(),
      ram_bytes: z.number(),
      macos: z._default(z.nullable(z.string()), null),
      iogpu_wired_limit_mb: z._default(z.nullable(z.number()), null),
      printed: z.string(),
      recommended_max_working_set_bytes: z.number(),
      exact: z.boolean(),
      eras: z._default(z.array(z.enum(['A', 'B'])), []),
    }),
  ),
})
type Point = z.infer<typeof pointsShape>['points'][number]

/** The eras of the file, as production names them. */
const eras: Readonly<Record<'A' | 'B', LimitEra>> = { A: 'up-to-15', B: 'from-26' }

/** The limit from RAM, macOS and the override; where macOS is unknown, the value of either era is right (design §5). */
export const suite: Suite = {
  name: 'working-set',
  measures: "Metal's limit from RAM, macOS and iogpu.wired_limit_mb",
  takes: 'path',
  inCi: '../shared/corpus/estimates/working-set.json',
  run: async (path) => {
    const points = await pointsOf(path)
    const wrong = points.flatMap(check)
    const sizes = [...new Set(points.map((point) => point.ram_bytes))].sort((a, b) => a - b)
    const wrongIds = new Set(wrong.map(({ id }) => id))
    return {
      total: points.length,
      right: points.length - wrong.length,
      wrong,
      table: {
        columns: [
          { title: 'RAM (GiB)', isNumber: true },
          { title: 'points', isNumber: true },
          { title: 'right', isNumber: true },
        ],
        rows: sizes.map((bytes) => {
          const ofSize = points.filter((point) => point.ram_bytes === bytes)
          const right = ofSize.filter(({ id }) => !wrongIds.has(id))
          return [String(bytes / 2 ** 30), String(ofSize.length), String(right.length)]
        }),
      },
    }
  },
}

async function pointsOf(path: string): Promise<readonly Point[]> {
  const parsed = pointsShape.safeParse(jsonOf(await readFile(path, 'utf8')))
  if (!parsed.success) throw new UsageError(`${path}: not a file of working sets`)
  return parsed.data.points
}

function jsonOf(text: string): unknown {
  try {
    return jsonIn(text)
  } catch {
    // ParseError: not JSON at all
    return null
  }
}

function check(point: Point): readonly Wrong[] {
  const got = limitsOf(point)
  const expected = point.recommended_max_working_set_bytes
  if (got.some((bytes) => Math.abs(bytes - expected) <= precisionOf(point))) return []
  return [{ id: point.id, field: 'limitBytes', expected, got }]
}

/** One figure where macOS is known; else those of the eras that the point may be of, and where it names none of both. */
function limitsOf({ ram_bytes, macos, iogpu_wired_limit_mb, eras: named }: Point) {
  const known = macos === null ? null : eraOf(macos)
  const unknown = named.length > 0 ? named.map((era) => eras[era]) : Object.values(eras)
  return (known === null ? unknown : [known]).map(
    (era) =>
      limitOf({
        ramBytes: ram_bytes,
        metal: null,
        overrideBytes: iogpu_wired_limit_mb === null ? null : iogpu_wired_limit_mb * 2 ** 20,
        engineLogBytes: null,
        era,
      }).limitBytes,
  )
}

/** One step of the last printed digit: logs round, and some cut. An exact figure has none. */
function precisionOf({ printed, exact, recommended_max_working_set_bytes: bytes }: Point): number {
  if (exact) return 0
  const decimals = /\.(\d+)/.exec(printed)?.[1]?.length ?? 0
  const unitBytes = bytes / Number.parseFloat(printed)
  return unitBytes * 10 ** -decimals
}
