import { fileURLToPath } from 'node:url'
import { jsonIn } from '../../../src/shared/parse.ts'
import { findEngine } from '../../engine/install-engine.ts'
import type { Children } from '../../frame/children.ts'
import { medianOf } from '../../frame/median.ts'
import { largeHeaderWords, writeLargeHeader } from '../fit/large-header.ts'
import type { HeaderRead, Reader } from '../fit/read-header.ts'
import { runNode } from '../fit/run-node.ts'
import type { Bar, BenchNumber, Figure } from '../number.ts'

const program = fileURLToPath(new URL('../../../bin/headroom.mjs', import.meta.url))
const reading = fileURLToPath(new URL('../fit/read-header.ts', import.meta.url))
const times = 7
const quickTimes = 3
const expectedTensors = 1_002

/** Each time in a fresh process, as the command line does it: nothing is compiled yet. */
export const number: BenchNumber = {
  name: 'fit-speed',
  what: 'reading a large header and estimating, beside other readers; the whole command',
  run: async ({ children, isQuick }) => {
    const path = writeLargeHeader()
    const count = isQuick ? quickTimes : times
    const engine = await findEngine()
    const library = engine.kind === 'face' ? engine.libraryUrl : null
    const huggingface = { reader: 'huggingface', what: '@huggingface/gguf' } as const
    const nodeLlamaCpp = { reader: 'node-llama-cpp', what: 'node-llama-cpp' } as const
    return [
      ...(await readBy(children, { ...ours, bars: [{ most: 150 }, { most: 20 }] }, path, count)),
      await wholeCommand(children, path, count),
      ...(await readBy(children, huggingface, path, count)),
      ...(library === null
        ? lacking(nodeLlamaCpp.what, 'it is installed where there is no llama-server on PATH')
        : await readBy(children, { ...nodeLlamaCpp, library }, path, count)),
    ]
  },
}

interface Wanted {
  readonly reader: Reader
  readonly what: string
  readonly library?: string
  /** Of the time, and of the memory. */
  readonly bars?: readonly [Bar, Bar]
}

const ours: Wanted = { reader: 'headroom', what: 'Headroom, with its estimate' }

const timeOf = (what: string): string => `read a header: ${what}`
const memoryOf = (what: string): string => `read a header: ${what}: memory`

async function readBy(
  children: Children,
  { reader, what, library = '', bars }: Wanted,
  path: string,
  count: number,
): Promise<readonly Figure[]> {
  const reads: HeaderRead[] = []
  for (let index = 0; index < count; index += 1) {
    const { stdout, stderr } = await runNode(children, [reading, reader, path, library])
    const told = stdout === '' ? null : jsonIn(stdout)
    if (!isRead(told) || told.tensorCount !== expectedTensors)
      return lacking(what, `it did not read it: ${lastLine(stderr)}`)
    reads.push(told)
  }
  const tookMs = reads.map((one) => one.tookMs)
  const extraBytes = reads.map((one) => one.extraBytes)
  return [
    {
      what: timeOf(what),
      value: medianOf(tookMs),
      unit: 'ms',
      bar: bars?.[0] ?? null,
      note: `${largeHeaderWords}; ${tookMs.map((ms) => ms.toFixed(0)).join(', ')}`,
    },
    {
      what: memoryOf(what),
      value: medianOf(extraBytes) / 1e6,
      unit: 'MB',
      bar: bars?.[1] ?? null,
      note: 'at its most, beyond what the process had before',
    },
  ]
}

const isRead = (value: unknown): value is HeaderRead =>
  typeof value === 'object' && value !== null && 'tookMs' in value && 'extraBytes' in value

const lacking = (what: string, note: string): readonly Figure[] => [
  { what: timeOf(what), value: null, unit: 'ms', bar: null, note },
  { what: memoryOf(what), value: null, unit: 'MB', bar: null, note },
]

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

/** As built: Node starts, loads the program, reads, estimates, prints. */
async function wholeCommand(children: Children, path: string, count: number): Promise<Figure> {
  const figure = { what: 'headroom fit FILE --json --mac 32GB', unit: 'ms', bar: { most: 600 } }
  const tookMs: number[] = []
  for (let index = 0; index < count; index += 1) {
    const run = await runNode(children, [program, 'fit', path, '--json', '--mac', '32GB'])
    if (!isFit(run.stdout))
      return { ...figure, value: null, note: `it does not answer: ${lastLine(run.stderr)}` }
    tookMs.push(run.tookMs)
  }
  const all = tookMs.map((ms) => ms.toFixed(0)).join(', ')
  return { ...figure, value: medianOf(tookMs), note: `from its start to its end; ${all}` }
}

function isFit(stdout: string): boolean {
  const told = stdout === '' ? null : jsonIn(stdout)
  return typeof told === 'object' && told !== null && 'verdict' in told
}
