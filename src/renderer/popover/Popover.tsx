import {
  Activity,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
  type RefObject,
} from 'react'
import { TellButton } from '../alerts/TellButton.tsx'
import { SuggestionCard } from '../relief/SuggestionCard.tsx'
import { useToBegin } from '../relief/use-begin.ts'
import { useConnection, useSnapshot } from '../store/live.ts'
import { ActedNotice } from './ActedNotice.tsx'
import { AlertList } from './AlertList.tsx'
import { AlertSaid } from './AlertSaid.tsx'
import { AppList } from './AppList.tsx'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { Facts } from './Facts.tsx'
import { FindingList } from './FindingList.tsx'
import { FitPlace } from './FitPlace.tsx'
import { Footer } from './Footer.tsx'
import { ForecastLine } from './ForecastLine.tsx'
import { GaugeNotice } from './GaugeNotice.tsx'
import { Headline } from './Headline.tsx'
import { LoadList } from './LoadList.tsx'
import { MemoryBars } from './MemoryBars.tsx'
import { ModelList } from './ModelList.tsx'
import styles from './Popover.module.css'
import { ReplayNotice } from './ReplayNotice.tsx'
import { ToldNotice } from './ToldNotice.tsx'
import { Trouble } from './Trouble.tsx'

/** The first screen, and in its place the one that says what fits now. */
export function Popover(): ReactNode {
  const connection = useConnection()
  const hasSnapshot = useSnapshot(() => true) === true
  const [isFitOpen, setFitOpen] = useState(false)
  const [isBack, setBack] = useState(false)
  const whole = useRef<HTMLElement>(null)
  const isLive = connection === 'live'
  // what was chosen in the menu is asked about on the first screen
  if (useToBegin() !== null && isFitOpen) setFitOpen(false)
  return (
    <main ref={whole} tabIndex={-1} className={styles['popover']} data-wide={isFitOpen}>
      <ConnectionNotice />
      <ReplayNotice />
      <GaugeNotice />
      <ToldNotice />
      <ActedNotice />
      {/* on whichever screen: an alert is heard there too */}
      <AlertSaid />
      {hasSnapshot ? (
        <div className={styles['figures']} data-stale={!isLive}>
          {isFitOpen ? (
            <FitPlace
              onBack={() => {
                setBack(true)
                setFitOpen(false)
              }}
            />
          ) : null}
          {/* what it knows of an unloading that is under way is kept; it is not drawn at each tick */}
          <Activity mode={isFitOpen ? 'hidden' : 'visible'}>
            <Overview isBack={isBack} onFit={() => setFitOpen(true)} home={whole} />
          </Activity>
        </div>
      ) : null}
    </main>
  )
}

interface OverviewProps extends ComponentProps<typeof Headline> {
  /** Where the keyboard goes when a card goes that had it, and nothing of its section stays. */
  readonly home: RefObject<HTMLElement | null>
}

/** Can I load it, what is about to fail, how does the machine fare, who has the memory. */
function Overview({ home, ...headline }: OverviewProps): ReactNode {
  return (
    <>
      <Headline {...headline} />
      <AlertList />
      <MemoryBars />
      <ForecastLine />
      <Trouble />
      <Facts />
      <FindingList />
      <LoadList />
      <SuggestionCard home={home} />
      <ModelList />
      <AppList />
      <TellButton />
      <Footer />
    </>
  )
}
