import type { Case } from '../case.ts'
import { grantedBytes, heldBytes, limitOf } from './figures.ts'

/** A refused buffer below this is no shortage, where there is room (inference-logs.md §0, fact 6). */
const tinyBytes = 64 * 2 ** 20

/** Whether the GPU refused a buffer so small that the program may not use it at all: a sandbox, no window server, a VM. */
export function isGpuShut(one: Case): boolean {
  const { triedBytes, freeBytes } = one.facts
  if (triedBytes === undefined || triedBytes >= tinyBytes) return false
  const limit = limitOf(one)
  const held = heldBytes(one)
  // a GPU that has given buffers to this load is not shut; without the limit nothing says whether it is full
  if (limit === null) return (grantedBytes(one.facts) ?? 0) < tinyBytes && (held ?? 0) < tinyBytes
  const free = held === null ? (freeBytes ?? limit) : limit - held
  return free > triedBytes
}
