import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { Children } from '../../frame/children.ts'
import { medianOf } from '../../frame/median.ts'
import { runNode } from '../fit/run-node.ts'
import type { ListedAll } from '../models/list-all.ts'
import {
  fileCount,
  modelCount,
  writeFullVocabularies,
  writeManyFiles,
} from '../models/many-files.ts'
import type { BenchNumber, Figure } from '../number.ts'

const listing = fileURLToPath(new URL('../models/list-all.ts', import.meta.url))
const times = 40
const quickTimes = 10
const fullCount = 30

export const number: BenchNumber = {
  name: 'models',
  what: `every model on the disk: ${modelCount} among ${fileCount} files`,
  run: async ({ children, isQuick }) => {
    const folder = writeManyFiles()
    const kept = join(folder, '.kept', 'models.json')
    const first = await list(children, folder, kept, isQuick ? quickTimes : times)
    const second = await list(children, folder, kept, 1)
    const full = writeFullVocabularies(fullCount)
    const large = await list(children, full, join(full, '.kept', 'models.json'), 1)
    return [
      ms('models: the first list', first.eachMs[0], 2_000, `${first.modelCount} with a verdict`),
      ms('models: a later list', medianOf(first.eachMs.slice(1)), 100, 'by the same Headroom'),
      ms('models: the first list of the next Headroom', second.eachMs[0], 100, 'by what was kept'),
      ms(
        'models: longest turn of the first list',
        first.longestTurnMs,
        null,
        'others wait so long',
      ),
      heapFigure(first),
      ms(
        'models: first list, for each with a vocabulary of 150 000',
        (large.eachMs[0] ?? 0) / fullCount,
        null,
        `${fullCount} of them, all different, what is compiled meanwhile counted in`,
      ),
    ]
  },
}

const ms = (
  what: string,
  value: number | undefined,
  most: number | null,
  note: string,
): Figure => ({
  what,
  value: value ?? null,
  unit: 'ms',
  bar: most === null ? null : { most },
  note,
})

/** Between the second list and the last. */
const heapFigure = ({ heapBytes }: ListedAll): Figure => ({
  what: 'models: heap that later lists leave behind',
  value: ((heapBytes.at(-1) ?? 0) - (heapBytes[1] ?? 0)) / 1e6,
  unit: 'MB',
  bar: { most: 1 },
  note: `${heapBytes.length} lists; ${((heapBytes.at(-1) ?? 0) / 1e6).toFixed(1)} MB in all`,
})

async function list(
  children: Children,
  folder: string,
  kept: string,
  count: number,
): Promise<ListedAll> {
  const ran = await runNode(children, ['--expose-gc', listing, folder, kept, String(count)])
  const told = ran.stdout === '' ? null : jsonIn(ran.stdout)
  if (isListed(told)) return told
  throw new Error(`it was not listed: ${ran.stderr.trim().split('\n').at(-1) ?? ''}`)
}

const isListed = (value: unknown): value is ListedAll =>
  typeof value === 'object' && value !== null && 'eachMs' in value && 'heapBytes' in value
