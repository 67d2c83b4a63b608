import type { ReactNode } from 'react'
import { useConnection, useSnapshot } from '../store/live.ts'
import { AppList } from './AppList.tsx'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { Facts } from './Facts.tsx'
import { FindingList } from './FindingList.tsx'
import { Footer } from './Footer.tsx'
import { GaugeNotice } from './GaugeNotice.tsx'
import { Headline } from './Headline.tsx'
import { MemoryBars } from './MemoryBars.tsx'
import { ModelList } from './ModelList.tsx'
import styles from './Popover.module.css'
import { ReplayNotice } from './ReplayNotice.tsx'
import { Trouble } from './Trouble.tsx'

/** The first screen: can I load it, how does the machine fare, who has the memory. */
export function Popover(): ReactNode {
  const connection = useConnection()
  const hasSnapshot = useSnapshot(() => true) === true
  const isLive = connection === 'live'
  return (
    <main className={styles['popover']}>
      <ConnectionNotice />
      <ReplayNotice />
      <GaugeNotice />
      {hasSnapshot ? (
        <div className={styles['figures']} data-stale={!isLive}>
          <Headline />
          <MemoryBars />
          <Trouble />
          <Facts />
          <FindingList />
          <ModelList />
          <AppList />
          <Footer />
        </div>
      ) : null}
    </main>
  )
}
