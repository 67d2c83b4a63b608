import { useId, type ReactNode, type RefObject } from 'react'
import styles from './Rows.module.css'

interface Props {
  readonly title: string
  readonly intro?: string | undefined
  /** For where the keyboard goes when what had it goes. */
  readonly head?: RefObject<HTMLHeadingElement | null>
  readonly children: ReactNode
}

/** Settings that belong together, under their title. */
export function SettingGroup({ title, intro, head, children }: Props): ReactNode {
  const id = useId()
  return (
    <section className={styles['group']} aria-labelledby={id}>
      <h2
        ref={head}
        id={id}
        tabIndex={head === undefined ? undefined : -1}
        className={styles['title']}
      >
        {title}
      </h2>
      {intro === undefined ? null : <p className={styles['intro']}>{intro}</p>}
      {children}
    </section>
  )
}
