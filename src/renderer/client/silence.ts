/** Tells when nothing was heard for a while: `expect` begins it anew, `rest` expects nothing more. */
export function createSilence(onSilence: () => void): {
  expect(withinMs: number): void
  rest(): void
} {
  let timer: number | null = null
  const rest = (): void => {
    if (timer !== null) window.clearTimeout(timer)
    timer = null
  }
  return {
    expect: (withinMs) => {
      rest()
      timer = window.setTimeout(onSilence, withinMs)
    },
    rest,
  }
}
