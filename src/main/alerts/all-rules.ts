import type { Rule } from './rule.ts'

/** In the order in which those of one severity and instant are shown. */
export const allRules: readonly Rule[] = []
