import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import { Absent, Refusal } from '../../host/attempt.ts'
import type { Host, OpenFile } from '../../host/host.ts'
import { readGguf, type GgufOptions } from './gguf.ts'
import { maxShards } from './gguf-limits.ts'
import type { GgufHeader } from './model-header.ts'

/**
 * The header of a model, from the path of its only file or of any of its shards. Throws ParseError where a file is none, damaged
 * or missing, Absent or Refusal where the first one cannot be opened.
 */
export async function readGgufModel(
  host: Pick<Host, 'openFile'>,
  path: string,
  options: GgufOptions = {},
): Promise<GgufHeader> {
  const given = await readAt(host, path, options)
  const count = numberAt(given, 'split.count') ?? 1
  if (count <= 1) return given
  if (count > maxShards || !Number.isInteger(count))
    throw new ParseError(`it is one of ${count} parts: more than ${maxShards} are not read`)
  const paths = shardPaths(path, count)
  const shards: GgufHeader[] = []
  for (const [index, shardPath] of paths.entries()) {
    const isGiven = numberAt(given, 'split.no') === index
    const header = isGiven ? given : await readShard(host, shardPath, options)
    checkShard(header, given, index, nameOf(isGiven ? path : shardPath))
    shards.push(header)
  }
  return joined(shards)
}

const numberAt = ({ metadata }: GgufHeader, key: string): number | null => {
  const value = metadata.get(key)
  return typeof value === 'number' ? value : null
}

// …/name-00001-of-00003.gguf (SPLIT_PREFIX of llama.cpp: llama_split_path)
const shardName = /^(.*-)\d{5}(-of-(\d{5})\.[^./]+)$/s

function shardPaths(path: string, count: number): readonly string[] {
  const [, before, after, named] = shardName.exec(path) ?? []
  if (before === undefined || after === undefined)
    throw new ParseError(
      `it is one of ${count} parts, and its name does not end in -00001-of-${fiveDigits(count)}.gguf: the others cannot be found`,
    )
  if (Number(named) !== count)
    throw new ParseError(`it is one of ${count} parts, and its name says ${Number(named)}`)
  return Array.from({ length: count }, (_, index) => `${before}${fiveDigits(index + 1)}${after}`)
}

const fiveDigits = (count: number): string => String(count).padStart(5, '0')

const nameOf = (path: string): string => printable(path.slice(path.lastIndexOf('/') + 1))

async function readAt(
  host: Pick<Host, 'openFile'>,
  path: string,
  options: GgufOptions,
): Promise<GgufHeader> {
  const reading = await host.openFile(path)
  if (reading.kind === 'ok') return readAndClose(reading.value, options)
  throw reading.kind === 'absent' ? new Absent(reading.reason) : new Refusal(reading.reason)
}

async function readAndClose(file: OpenFile, options: GgufOptions): Promise<GgufHeader> {
  try {
    return await readGguf(file, options)
  } finally {
    await file.close()
  }
}

async function readShard(
  host: Pick<Host, 'openFile'>,
  path: string,
  options: GgufOptions,
): Promise<GgufHeader> {
  const reading = await host.openFile(path)
  if (reading.kind === 'absent') throw new ParseError(`a part of it is missing: ${nameOf(path)}`)
  if (reading.kind !== 'ok')
    throw new ParseError(`a part of it cannot be read: ${nameOf(path)}: ${reading.reason}`)
  try {
    return await readAndClose(reading.value, options)
  } catch (error) {
    // a ParseError of the shard, which must say of which one it speaks
    if (!(error instanceof ParseError)) throw error
    throw new ParseError(`${nameOf(path)}: ${error.message}`)
  }
}

function checkShard(header: GgufHeader, given: GgufHeader, index: number, name: string): void {
  const number = numberAt(header, 'split.no')
  if (number !== index)
    throw new ParseError(
      `${name} is no part of the same model: it says that it is number ${number === null ? 'nothing' : number + 1}, not ${index + 1}`,
    )
  const differing = ['split.count', 'split.tensors.count'].find(
    (key) => numberAt(header, key) !== numberAt(given, key),
  )
  if (differing !== undefined || header.byteOrder !== given.byteOrder)
    throw new ParseError(
      `${name} is no part of the same model: ${differing ?? 'the byte order'} differs`,
    )
}

/** All as one: the metadata of the first, which alone has them all. */
function joined(shards: readonly GgufHeader[]): GgufHeader {
  const [first] = shards
  if (first === undefined) throw new ParseError('a model without parts')
  const tensors = shards.flatMap((shard, fileIndex) =>
    shard.tensors.map((tensor) => ({ ...tensor, fileIndex })),
  )
  const claimed = numberAt(first, 'split.tensors.count')
  if (claimed !== null && claimed !== tensors.length)
    throw new ParseError(`its parts have ${tensors.length} tensors in all, and should ${claimed}`)
  if (new Set(tensors.map(({ name }) => name)).size !== tensors.length)
    throw new ParseError('two of its parts hold a tensor of the same name')
  return {
    ...first,
    tensors,
    files: shards.flatMap(({ files }) => files),
    unknownTypes: [...new Set(shards.flatMap(({ unknownTypes }) => unknownTypes))],
  }
}
