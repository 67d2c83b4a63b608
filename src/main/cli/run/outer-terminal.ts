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

/** What the terminal says of itself, as `stty` takes it back; null where there is no stty. */
function stty(...words: readonly string[]): string | null {
  const { status, stdout } = spawnSync('/bin/stty', words, {
    encoding: 'utf8',
    stdio: ['inherit', 'pipe', 'ignore'],
    timeout: sttyDeadlineMs,
  })
  return status === 0 ? stdout.trim() : null
}

/**
 * By stty: a Node that has once set the raw mode itself sets it back when it ends, whoever is in the foreground by then, and is stopped
 * for that (`bg` of a program that then ends).
 */
export function createOuterTerminal(): OuterTerminal {
  const { stdin, stdout } = process
  let before: string | null = null

  const giveBack = (): void => {
    if (before === null) return
    stty(before)
    before = null
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
      giveBack() // a shell may have changed it meanwhile
      before = stty('-g')
      if (before === null) stdin.setRawMode(true)
      else stty('raw', '-echo', '-iexten')
    },
    giveBack,
  }
}
