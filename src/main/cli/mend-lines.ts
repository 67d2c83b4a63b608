import { mendOf } from '../../shared/mend-text.ts'
import { printable } from '../../shared/printable.ts'
import type { Source } from '../../shared/snapshot.ts'

/** A command is pasted: it is never cut. */
const maxLength = 6_000

/** How a source that should answer is mended, below its line: in words, then what is to be typed. */
export function mendLines(source: Source, platform: string | null): readonly string[] {
  const mend = mendOf(source, platform)
  if (mend === null || (source.kind === 'absent' && mend.command === null)) return []
  const { text, command } = mend
  return [`         ${text}`, ...(command === null ? [] : [`         $ ${command}`])].map((line) =>
    printable(line, maxLength),
  )
}
