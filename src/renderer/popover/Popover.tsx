import { Activity, useRef, type ComponentProps, type ReactNode, type RefObject } from 'react'
import { alertOfSuggestion } from '../../shared/alert-help.ts'
import { TellButton } from '../alerts/TellButton.tsx'
import { useDetails } from '../details/use-details.ts'
import { SuggestedPlace } from '../relief/SuggestedPlace.tsx'
import { SuggestionCard } from '../relief/SuggestionCard.tsx'
import { EndPlace } from '../ends/EndPlace.tsx'
import { useConnection, useSnapshot } from '../store/live.ts'
import { useIntroduction } from '../welcome/use-introduction.ts'
import { WelcomePlace } from '../welcome/WelcomePlace.tsx'
import { ActedNotice } from './ActedNotice.tsx'
import { AlertList } from './AlertList.tsx'
import { AlertSaid } from '../notices/AlertSaid.tsx'
import { AppList } from './AppList.tsx'
import { ConnectionNotice } from '../notices/ConnectionNotice.tsx'
import { FindingList } from './FindingList.tsx'
import { Footer } from './Footer.tsx'
import { ForecastLine } from './ForecastLine.tsx'
import { GaugeNotice } from './GaugeNotice.tsx'
import { Headline } from './Headline.tsx'
import { LanguageNotice } from '../notices/LanguageNotice.tsx'
import { LoadList } from './LoadList.tsx'
import { MemoryBar } from './MemoryBar.tsx'
import { ModelList } from './ModelList.tsx'
import { NotificationPlace } from '../notices/NotificationPlace.tsx'
import { OtherScreen } from './OtherScreen.tsx'
import styles from './Popover.module.css'
import { ReplayNotice } from '../notices/ReplayNotice.tsx'
import { ToldNotice } from './ToldNotice.tsx'
import { TrailPlace } from './TrailPlace.tsx'
import { Trouble } from './Trouble.tsx'
import { useScreen } from './use-screen.ts'

/** The first screen, and in its place the one that says what fits now. */
export function Popover(): ReactNode {
  const isLive = useConnection() === 'live'
  const hasSnapshot = useSnapshot(() => true) === true
  const whole = useRef<HTMLElement>(null)
  const { screen, open, close } = useScreen(whole)
  const details = useDetails()
  const introduction = useIntroduction()
  return (
    <main ref={whole} tabIndex={-1} className={styles['popover']} data-wide={screen === 'fit'}>
      <ConnectionNotice />
      <LanguageNotice />
      <ReplayNotice />
      <GaugeNotice />
      <ToldNotice />
      <NotificationPlace />
      <EndPlace />
      <ActedNotice />
      {/* on whichever screen: an alert is heard there too */}
      <AlertSaid />
      {hasSnapshot ? (
        <div className={styles['figures']} data-stale={!isLive}>
          <OtherScreen screen={screen} onBack={close} />
          {/* what it knows of an unloading that is under way is kept; it is not drawn at each tick */}
          <Activity mode={screen === 'overview' ? 'visible' : 'hidden'}>
            <WelcomePlace introduction={introduction} home={whole} />
            <Overview
              onFit={() => open('fit')}
              onSettings={() => details.open({ section: 'settings', focus: null })}
              home={whole}
            />
          </Activity>
        </div>
      ) : null}
    </main>
  )
}

interface OverviewProps extends ComponentProps<typeof Headline>, ComponentProps<typeof Footer> {
  /** Where the keyboard goes when a card goes that had it, and nothing of its section stays. */
  readonly home: RefObject<HTMLElement | null>
}

/** What calls for something, then: can I load it, how long, who has the memory, what do I press; and the small print. */
function Overview({ home, onSettings, ...headline }: OverviewProps): ReactNode {
  return (
    <SuggestedPlace alertOf={alertOfSuggestion}>
      <AlertList />
      <LoadList />
      <Headline {...headline} />
      <section className={styles['memory']}>
        <MemoryBar />
        <ForecastLine />
        <TrailPlace />
      </section>
      <ModelList onFit={headline.onFit} />
      <AppList />
      <FindingList />
      <SuggestionCard home={home} />
      <Trouble />
      <TellButton />
      <Footer onSettings={onSettings} />
    </SuggestedPlace>
  )
}
