import type { Fix } from '../../../../shared/finding.ts'

/** One thing to do; without a command where the program has none that is known. */
export const fix = (
  text: string,
  command: string | null = null,
  costs: string | null = null,
): Fix => ({ text, command, costs })

/** Only those that there are, in their order, each once. */
export function present(fixes: readonly (Fix | null)[]): readonly Fix[] {
  const texts = new Set<string>()
  return fixes.filter((one): one is Fix => {
    if (one === null || texts.has(one.text)) return false
    texts.add(one.text)
    return true
  })
}
