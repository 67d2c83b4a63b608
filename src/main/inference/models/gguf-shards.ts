import { ParseError } from '../../../shared/parse.ts'
import { readGguf, type GgufOptions } from './gguf.ts'
import { maxShards } from './gguf-limits.ts'
import { countText } from './gguf-source.ts'
import type { GgufHeader } from './model-header.ts'
import { namesOfParts, parsePartName, partSuffix } from './part-name.ts'
import { readFileAt, readPartAt, shownName, type FileOpener } from './read-file-at.ts'

/**
 * The header of a model, from the path of its only file or of any of its shards. Throws ParseError where a file is none, damaged
 * or missing, Absent or Refusal where the first one cannot be opened.
 */
export async function readGgufModel(
  disk: FileOpener,
  path: string,
  options: GgufOptions = {},
): Promise<GgufHeader> {
  const given = await readFileAt(disk, path, (file) => readGguf(file, options))
  const count = numberAt(given, 'split.count') ?? 1
  if (count <= 1) return given
  if (count > maxShards || !Number.isInteger(count))
    throw new ParseError(
      `it is one of ${countText(count)} parts: more than ${maxShards} are not read`,
    )
  const paths = shardPaths(path, count)
  const shards: GgufHeader[] = []
  for (const [index, shardPath] of paths.entries()) {
    const isGiven = numberAt(given, 'split.no') === index
    const header = isGiven
      ? given
      : await readPartAt(disk, shardPath, (file) => readGguf(file, options))
    checkShard(header, given, index, shownName(isGiven ? path : shardPath))
    shards.push(header)
  }
  return joined(shards)
}

const numberAt = ({ metadata }: GgufHeader, key: string): number | null => {
  const value = metadata.get(key)
  return typeof value === 'number' ? value : null
}

function shardPaths(path: string, count: number): readonly string[] {
  const part = parsePartName(path)
  if (part === null)
    throw new ParseError(
      `it is one of ${count} parts, and its name does not end in ${partSuffix(1, count)}.gguf: the others cannot be found`,
    )
  if (part.count !== count)
    throw new ParseError(`it is one of ${count} parts, and its name says ${part.count}`)
  return namesOfParts(part)
}

function checkShard(header: GgufHeader, given: GgufHeader, index: number, name: string): void {
  const number = numberAt(header, 'split.no')
  if (number !== index)
    throw new ParseError(
      `${name} is no part of the same model: it says that it is number ${number === null ? 'nothing' : countText(number + 1)}, not ${index + 1}`,
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
    throw new ParseError(
      `its parts have ${tensors.length} tensors in all, and should ${countText(claimed)}`,
    )
  if (new Set(tensors.map(({ name }) => name)).size !== tensors.length)
    throw new ParseError('two of its parts hold a tensor of the same name')
  return {
    ...first,
    tensors,
    files: shards.flatMap(({ files }) => files),
    unknownTypes: [...new Set(shards.flatMap(({ unknownTypes }) => unknownTypes))],
  }
}
