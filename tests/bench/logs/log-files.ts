import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bodyAnchors } from '../../../src/main/inference/logs/request-bodies.ts'
import { factForms, signatures } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createRandom } from '../../frame/random.ts'
import { fromRoot } from '../../from-root.ts'
import { llamaCases } from '../../inference/diagnosis/signatures/llama-cases.ts'
import { lmStudioCases } from '../../inference/diagnosis/signatures/lm-studio-cases.ts'
import { mlxCases } from '../../inference/diagnosis/signatures/mlx-cases.ts'
import { mlxFileCases } from '../../inference/diagnosis/signatures/mlx-files-cases.ts'
import { mlxServerCases } from '../../inference/diagnosis/signatures/mlx-servers-cases.ts'
import { ollamaCases } from '../../inference/diagnosis/signatures/ollama-cases.ts'
import { otherServersCases } from '../../inference/diagnosis/signatures/other-servers-cases.ts'
import { pytorchCases } from '../../inference/diagnosis/signatures/pytorch-cases.ts'
import { shellCases } from '../../inference/diagnosis/signatures/shell-cases.ts'
import { idleLine } from './idle-lines.ts'

const folder = fromRoot('.cache/bench/logs')

/** What the tests know the signatures by, and what looks like it: every line has something to be looked at. */
const cases = [
  ...llamaCases,
  ...ollamaCases,
  ...mlxCases,
  ...mlxFileCases,
  ...mlxServerCases,
  ...lmStudioCases,
  ...otherServersCases,
  ...pytorchCases,
  ...shellCases,
]
const denseText = cases.map(({ log, twin }) => `${log}\n${twin}\n`).join('')
const denseLines = denseText.split('\n').filter((line) => line !== '')

/** One line of a hundred is of those that something may be known by. */
const idleShare = 100

export function writeIdleLog(sizeBytes: number): string {
  const random = createRandom(20_260)
  return write('idle.log', sizeBytes, (index) =>
    index % idleShare === 0
      ? (denseLines[Math.floor(random() * denseLines.length)] ?? '')
      : idleLine(index, random),
  )
}

export const writeDenseLog = (sizeBytes: number): string =>
  write('dense.log', sizeBytes, () => denseText)

/** The recorded logs of the evaluation, one behind the other; null where they are not here. */
export function writeCorpusLog(sizeBytes: number): string | null {
  const corpus = fromRoot('../shared/corpus/logs')
  if (!existsSync(corpus)) return null
  const texts = globSync('*/*.log', { cwd: corpus })
    .toSorted()
    .map((name) => readFileSync(join(corpus, name), 'utf8').replace(/(?<!\n)$/, '\n'))
  return write('corpus.log', sizeBytes, () => texts.join(''))
}

/** Of one line that never ends, until it ends after all. */
export function writeLongLine(sizeBytes: number): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'long-line.log')
  writeFileSync(path, `${'all slots are idle '.repeat(Math.ceil(sizeBytes / 19))}\n${denseText}`)
  return path
}

/** A file for `grep -f`: all that a line is looked at for. */
export function writeLiterals(): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'literals')
  const literals = [...factForms, ...signatures].flatMap(({ anchors }) => anchors)
  writeFileSync(path, [...new Set([...literals, ...bodyAnchors])].map((one) => `${one}\n`).join(''))
  return path
}

function write(name: string, sizeBytes: number, piece: (index: number) => string): string {
  mkdirSync(folder, { recursive: true })
  const pieces: Buffer[] = []
  let length = 0
  for (let index = 0; length < sizeBytes; index++) {
    const bytes = Buffer.from(`${piece(index)}\n`.replace(/\n\n$/, '\n'))
    pieces.push(bytes)
    length += bytes.length
  }
  const path = join(folder, name)
  writeFileSync(path, Buffer.concat(pieces))
  return path
}
