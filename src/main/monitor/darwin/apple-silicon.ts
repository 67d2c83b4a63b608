import type { Sysctl } from '../../probes/darwin/sysctl.ts'

/** A program under Rosetta is told another processor (`VirtualApple @ 2.50GHz`); null where nothing is told of it. */
export function isAppleSiliconBy({ processor, isTranslated }: Sysctl): boolean | null {
  if (isTranslated === true) return true
  return processor === null ? null : /^(Virtual)?Apple\b/.test(processor)
}
