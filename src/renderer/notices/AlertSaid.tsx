import { useEffect, useState, type ReactNode } from 'react'
import type { Alert } from '../../shared/alert.ts'
import { createAlertNews } from '../../shared/alert-news.ts'
import { useLive } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'

interface Said {
  readonly count: number
  readonly polite: readonly Alert[]
  /** Interrupts whoever listens. */
  readonly atOnce: readonly Alert[]
}

/** An alert that comes up, or becomes worse, is said once to who listens; its figures are not. */
export function AlertSaid(): ReactNode {
  const live = useLive()
  const { t, say } = useWords()
  const [said, setSaid] = useState<Said>({ count: 0, polite: [], atOnce: [] })
  const [tell] = useState(createSpokenNews)
  useEffect(
    () =>
      live.watch(() => {
        const news = tell(live.current()?.alerts ?? [])
        if (news !== null) setSaid(news)
      }),
    [live, tell],
  )
  const spoken = ({ severity, title }: Alert): string =>
    `${t(`alerts.severity.${severity}`)}: ${say(title)}`
  // a new element each time: the same words are heard again where they are true again
  return (
    <>
      <div className="spoken" aria-live="polite">
        <p key={said.count}>{said.polite.map(spoken).join('. ')}</p>
      </div>
      <div className="spoken" aria-live="assertive">
        <p key={said.count}>{said.atOnce.map(spoken).join('. ')}</p>
      </div>
    </>
  )
}

/** Answers with what is new in these alerts; null: nothing is. */
function createSpokenNews(): (alerts: readonly Alert[]) => Said | null {
  const fresh: Alert[] = []
  let count = 0
  const news = createAlertNews({
    show: (alert) => void fresh.push(alert),
    withdraw: () => undefined,
  })
  return (alerts) => {
    fresh.length = 0
    news(alerts)
    if (fresh.length === 0) return null
    count++
    return {
      count,
      polite: fresh.filter((alert) => !isUrgent(alert)),
      atOnce: fresh.filter(isUrgent),
    }
  }
}

const isUrgent = ({ severity }: Alert): boolean => severity === 'imminent'
