import { ParseError } from '../../../shared/parse.ts'
import type { OpenFile } from '../../host/host.ts'
import { mayBeLog, seemsToBe, sniffedBytes } from './seems-to-be.ts'
import { encodingOf } from './text-encoding.ts'

/** A log that is longer is read so far: a model is told of when it is loaded, and its server writes on. */
const maxLogBytes = 512 * 2 ** 20
const pieceBytes = 2 ** 20
/** A line of metadata is cut by llama.cpp itself. */
const maxLineLength = 8_192
/** Of several models in one log the lines of the last are wanted. */
const maxKeptLines = 20_000

const modelLine = /llama_model_loader: - |print_info: |llm_load_print_meta: /

/**
 * The lines of a log that tell of the models that were loaded, in their order. Throws ParseError where there is none: then it is
 * no log of llama.cpp, nor of a program that has it within. What is no text is not read beyond its beginning.
 */
export async function readModelLines(file: OpenFile): Promise<string> {
  const head = new Uint8Array(sniffedBytes)
  const sniffed = head.subarray(0, await file.read(head, 0))
  const lines = mayBeLog(sniffed) ? await readLines(file, encodingOf(sniffed)) : []
  if (lines.length === 0)
    throw new ParseError(
      `neither the file of a model, nor a log that tells of one: ${seemsToBe(sniffed, file.sizeBytes)}`,
    )
  return lines.join('\n')
}

async function readLines(file: OpenFile, encoding: string): Promise<readonly string[]> {
  const decoder = new TextDecoder(encoding)
  const into = new Uint8Array(pieceBytes)
  const kept: string[] = []
  let rest = ''
  for (let offset = 0; offset < maxLogBytes;) {
    const size = await file.read(into, offset)
    if (size === 0) break
    offset += size
    const lines = (rest + decoder.decode(into.subarray(0, size), { stream: true })).split('\n')
    rest = (lines.pop() ?? '').slice(0, maxLineLength)
    kept.push(
      ...lines.filter((line) => modelLine.test(line)).map((line) => line.slice(0, maxLineLength)),
    )
    if (kept.length > maxKeptLines) kept.splice(0, kept.length - maxKeptLines)
  }
  return modelLine.test(rest) ? [...kept, rest] : kept
}
