import { baseName } from '../../../src/shared/base-name.ts'
import type { KnownModel } from '../llama/model-file.ts'

const shard = /-\d{5}-of-\d{5}$/

/**
 * The model of the file that a run names; null where nothing is known of it. Shards are known by the model that they were cut
 * from: the one whose name has all their words and whose tensors are as many bytes as the log says.
 */
export function modelOfRun(
  path: string,
  fileSizeMib: number | null,
  models: ReadonlyMap<string, KnownModel>,
): KnownModel | null {
  const name = baseName(path).replace(/\.gguf$/, '')
  const known = models.get(name)
  if (known !== undefined || !shard.test(name)) return known ?? null
  const words = name.replace(shard, '').split('-')
  const whole = [...models].filter(
    ([one, { header }]) =>
      words.every((word) => one.split('-').includes(word)) &&
      isAsLarge(header.tensors, fileSizeMib),
  )
  return whole.length === 1 ? (whole[0]?.[1] ?? null) : null
}

const isAsLarge = (tensors: readonly { readonly bytes: number }[], mib: number | null): boolean =>
  mib !== null &&
  Math.abs(tensors.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20 - mib) <= 0.005
