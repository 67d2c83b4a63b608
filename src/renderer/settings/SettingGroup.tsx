import { useId, type ReactNode } from 'react'
import styles from './Rows.module.css'

interface Props {
  readonly title: string
  readonly intro?: string | undefined
  readonly children: ReactNode
}

/** Settings that belong together, under their title. */
export function SettingGroup({ title, intro, children }: Props): ReactNode {
  const id = useId()
  return (
    <section className={styles['group']} aria-labelledby={id}>
      <h2 id={id} className={styles['title']}>
        {title}
      </h2>
      {intro === undefined ? null : <p className={styles['intro']}>{intro}</p>}
      {children}
    </section>
  )
}
