import { baseName } from '../../../shared/base-name.ts'

/** Whether two paths are of one file of weights, as far as they tell: one that is not whole may begin anywhere. */
export const isSameModel = (one: string, other: string): boolean =>
  one.startsWith('/') && other.startsWith('/') ? one === other : baseName(one) === baseName(other)
