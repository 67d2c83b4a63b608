import { spawnSync } from 'node:child_process'

const undoDeadlineMs = 10_000

/**
 * Does something that changes this Mac, and takes it back: when `act` is done, when it throws, and when the check is ended before
 * (Ctrl-C, a deadline of CI).
 */
export async function whileChanged<T>(
  undo: readonly [string, ...string[]],
  act: () => Promise<T>,
): Promise<T> {
  const takeBack = (): void =>
    void spawnSync(undo[0], undo.slice(1), { stdio: 'ignore', timeout: undoDeadlineMs })
  process.on('exit', takeBack)
  try {
    return await act()
  } finally {
    process.off('exit', takeBack)
    takeBack()
  }
}
