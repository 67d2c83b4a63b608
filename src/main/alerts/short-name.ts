import { baseName } from '../../shared/base-name.ts'
import { cutInMiddle } from '../../shared/model-text.ts'
import { printable } from '../../shared/printable.ts'

const maxForeignLength = 400

/**
 * A foreign name as a title can hold it: where it is too long, what a path or a repository ends with. Counted as programs
 * count: an emoji is two.
 */
export function shortName(name: string, maxLength = 28): string {
  const clean = printable(name, maxForeignLength)
  const own = clean.length > maxLength ? baseName(clean) : clean
  const cut = cutInMiddle(own, maxLength)
  return cut.length <= maxLength ? cut : cutInMiddle(own, Math.floor(maxLength / 2))
}
