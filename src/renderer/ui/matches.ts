/** Whether every word of `wanted` stands in one of the texts, in any case. */
export function matches(wanted: string, texts: readonly (string | null)[]): boolean {
  const whole = texts.join('\n').toLowerCase()
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word))
}
