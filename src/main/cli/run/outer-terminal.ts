import { spawnSync } from 'node:child_process'

/** The user's own terminal: it passes everything on while it is taken over, and is then as it was. */
export interface OuterTerminal {
  size(): { readonly columns: number; readonly rows: number }
  onResize(wake: () => void): void
  /** From the terminal itself: while we are stopped nobody tells of a change. */
  lookAtSize(): void
  takeOver(): void
  giveBack(): void
}

const usualSize = { columns: 80, rows: 24 } as const
const sttyDeadlineMs = 1_000

export function createOuterTerminal(): OuterTerminal {
  const { stdin, stdout } = process
  let isTaken = false

  const giveBack = (): void => {
    if (!isTaken) return
    isTaken = false
    stdin.setRawMode(false)
  }
  process.on('exit', giveBack)

  return {
    // a terminal that knows no size says 0
    size: () => ({
      columns: stdout.columns || usualSize.columns,
      rows: stdout.rows || usualSize.rows,
    }),
    onResize: (wake) => void stdout.on('resize', wake),
    lookAtSize: () => void process.emit('SIGWINCH'),
    takeOver: () => {
      giveBack() // Node believes it as it left it: a shell has changed it meanwhile
      isTaken = true
      stdin.setRawMode(true)
      // Node leaves on that a line feed returns as well, which the inner terminal has already seen to, or must not be
      spawnSync('/bin/stty', ['-opost'], {
        stdio: ['inherit', 'ignore', 'ignore'],
        timeout: sttyDeadlineMs,
      })
    },
    giveBack,
  }
}
