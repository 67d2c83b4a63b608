/**
 * Done when the user asks to stop: Ctrl-C, or a signal. A second one changes nothing: under the launcher Ctrl-C comes
 * twice, from the terminal and passed on.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve())
  })
}
