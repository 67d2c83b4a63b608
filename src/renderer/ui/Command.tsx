import { useRef, type ReactNode } from 'react'
import { CopyButton } from './CopyButton.tsx'
import styles from './Command.module.css'

/** A command as a terminal takes it, and the button that copies it. */
export function Command({ command }: { readonly command: string }): ReactNode {
  const code = useRef<HTMLElement>(null)
  const lines = command.split('\n')
  return (
    <div className={styles['command']}>
      <code ref={code} className={styles['code']} dir="ltr">
        {numbered(lines).map(([at, line]) => (
          <span key={at} className={styles['line']}>
            {numbered(line.split(/(?<= )/)).map(([place, word]) => (
              <Word key={place} word={word} />
            ))}
            {at < lines.length - 1 ? '\n' : null}
          </span>
        ))}
      </code>
      <CopyButton text={command} source={code} />
    </div>
  )
}

/** Not broken at its hyphens: `--parallel` is one word. */
function Word({ word }: { readonly word: string }): ReactNode {
  const text = word.trimEnd()
  return (
    <>
      <span className={styles['word']}>{text}</span>
      {word.slice(text.length)}
    </>
  )
}

/** A command does not change: the place of each piece is its name. */
const numbered = (pieces: readonly string[]): readonly (readonly [number, string])[] =>
  pieces.map((piece, index) => [index, piece])
