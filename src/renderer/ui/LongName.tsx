import type { ReactNode } from 'react'
import styles from './LongName.module.css'

/** So much of its end stays in sight: `-q4_K_M`. */
const tailLength = 12
const longLength = 24

/** A name on one line; where it does not fit, its middle is left out. Whoever points at it or listens gets it whole. */
export function LongName({ name }: { readonly name: string }): ReactNode {
  const letters = Array.from(name)
  const cut = letters.length > longLength ? letters.length - tailLength : letters.length
  const head = letters.slice(0, cut).join('')
  const tail = letters.slice(cut).join('')
  return (
    <span className={styles['name']} title={name}>
      <span className="spoken">{name}</span>
      <bdi className={styles['head']} aria-hidden="true">
        {head}
      </bdi>
      {tail === '' ? null : (
        <bdi className={styles['tail']} aria-hidden="true">
          {tail}
        </bdi>
      )}
    </span>
  )
}
