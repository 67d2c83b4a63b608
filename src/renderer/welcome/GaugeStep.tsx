import { use, type ReactNode } from 'react'
import { nameOfSeverity } from '../../shared/alert-text.ts'
import { gaugeLookOf } from '../../shared/gauge-look.ts'
import { gaugeTextOf, gaugeTextSaid } from '../../shared/gauge-text.ts'
import { gaugeSteps, type GaugeLook } from '../../shared/gauge.ts'
import { meaningOfWord, sentenceOf } from '../../shared/sentence.ts'
import { defaultSettings } from '../../shared/settings.ts'
import { TellingContext } from '../alerts/TellButton.tsx'
import { usePreferencesNow, useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { GaugePicture } from './GaugePicture.tsx'
import styles from './GaugeStep.module.css'

const quiet = { alert: null, isReplay: false, steps: 0 } as const

/** Each with as much taken as it may be then. */
const looks: readonly Omit<GaugeLook, 'style'>[] = [
  { ...quiet, state: 'plenty', steps: Math.round(gaugeSteps * 0.4) },
  { ...quiet, state: 'tight', steps: Math.round(gaugeSteps * 0.85) },
  { ...quiet, state: 'full' },
  { ...quiet, state: 'unknown' },
  { ...quiet, state: 'unknown', alert: 'warning' },
]

/** What the gauge means: as it is now, and what else it may be. */
export function GaugeStep(): ReactNode {
  const { t, say, language } = useWords()
  const gap = language === 'zh-Hans' ? '' : ' ' // between two sentences
  const isInWindow = use(TellingContext) === null
  const { gaugeStyle, menuBarText } = usePreferencesNow() ?? defaultSettings
  return (
    <>
      <Preview />
      <p>
        {t(`welcome.gauge.style.${gaugeStyle}`)}
        {menuBarText === 'off' ? null : `${gap}${t(`welcome.gauge.beside.${menuBarText}`)}`}
      </p>
      <ul className={styles['looks']}>
        {looks.map((look) => (
          <li key={look.alert ?? look.state} className={styles['look']}>
            <GaugePicture look={{ ...look, style: gaugeStyle }} />
            <b>{say(look.alert === null ? look.state : nameOfSeverity[look.alert])}</b>
            <span>
              {look.alert === null ? say(meaningOfWord[look.state]) : t('welcome.gauge.alarm')}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles['where']}>
        {isInWindow ? t('welcome.gauge.inWindow') : t('welcome.gauge.inBrowser')}
      </p>
    </>
  )
}

/** As the menu bar shows it at this moment. */
function Preview(): ReactNode {
  const { t, say, figure } = useWords()
  const snapshot = useSnapshot((whole) => whole)
  const { gaugeStyle, menuBarText } = usePreferencesNow() ?? defaultSettings
  if (snapshot === null) return null
  return (
    <div
      className={styles['preview']}
      role="img"
      aria-label={`${t('welcome.gauge.preview')}: ${say(sentenceOf(snapshot))}`}
    >
      <GaugePicture look={gaugeLookOf(snapshot, gaugeStyle)} />
      <span className={styles['room']}>
        {gaugeTextSaid(gaugeTextOf(snapshot, menuBarText), figure).trim()}
      </span>
    </div>
  )
}
