import { z } from 'zod/mini'

/** A figure of which there cannot be less than none, nor more than is exact: a file or a recording may claim anything. */
export const anAmount = z.number().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER))
