import type { Explain } from '../../../shared/explain.ts'
import {
  createLineSplitter,
  type LineSplitter,
  type SplitLines,
} from '../../host/log/line-splitter.ts'
import { maxLineBytes } from '../../host/log/open-log.ts'
import type { CaseMachine } from '../../inference/diagnosis/case.ts'
import { createCatalogue } from '../../inference/diagnosis/catalogue.ts'
import { createExplainer } from '../../inference/diagnosis/explain.ts'

/** Reads what a program prints as a log, as it comes. */
export interface RunReader {
  read(bytes: Uint8Array, from: 'output' | 'errors'): void
  /** What it has come to. `lastLine`: what a shell would add to it; null for nothing. */
  done(lastLine: string | null): Explain
}

/** `onLines`: what is whole of it, as it is kept. */
export function createRunReader(machine: CaseMachine, onLines: (text: string) => void): RunReader {
  const { isAppleSilicon } = machine
  const explainer = createExplainer(createCatalogue(), { program: null, isAppleSilicon }, machine)
  const splitters: Readonly<Record<'output' | 'errors', LineSplitter>> = {
    output: createLineSplitter(maxLineBytes, false),
    errors: createLineSplitter(maxLineBytes, false),
  }
  let skippedBytes = 0
  const take = (lines: SplitLines | null, end = ''): void => {
    if (lines === null) return
    skippedBytes += lines.skippedBytes
    const text = `${lines.text}${end}`
    onLines(text)
    explainer.read(text)
  }
  return {
    read: (bytes, from) =>
      take(splitters[from].push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))),
    done: (lastLine) => {
      take(splitters.output.end(), '\n')
      take(splitters.errors.end(), '\n')
      if (lastLine !== null) {
        onLines(`${lastLine}\n`)
        explainer.read(`${lastLine}\n`)
      }
      return explainer.done(skippedBytes)
    },
  }
}
