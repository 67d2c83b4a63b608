import { useEffect, useState, type ReactNode } from 'react'
import type { Alert } from '../../shared/alert.ts'
import { createAlertNews } from '../../shared/alert-news.ts'
import { nameOfSeverity } from '../../shared/alert-text.ts'
import { useLive } from '../store/live.ts'

interface Said {
  readonly count: number
  readonly polite: string
  /** Interrupts whoever listens. */
  readonly atOnce: string
}

/** An alert that comes up, or becomes worse, is said once to who listens; its figures are not. */
export function AlertSaid(): ReactNode {
  const live = useLive()
  const [said, setSaid] = useState<Said>({ count: 0, polite: '', atOnce: '' })
  const [tell] = useState(createSpokenNews)
  useEffect(
    () =>
      live.watch(() => {
        const news = tell(live.current()?.alerts ?? [])
        if (news !== null) setSaid(news)
      }),
    [live, tell],
  )
  // a new element each time: the same words are heard again where they are true again
  return (
    <>
      <div className="spoken" aria-live="polite">
        <p key={said.count}>{said.polite}</p>
      </div>
      <div className="spoken" aria-live="assertive">
        <p key={said.count}>{said.atOnce}</p>
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
      polite: saying(fresh.filter((alert) => !isUrgent(alert))),
      atOnce: saying(fresh.filter(isUrgent)),
    }
  }
}

const isUrgent = ({ severity }: Alert): boolean => severity === 'imminent'

const saying = (alerts: readonly Alert[]): string =>
  alerts.map(({ severity, title }) => `${nameOfSeverity[severity]}: ${title}`).join('. ')
