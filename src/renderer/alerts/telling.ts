import { createAlertNews, type Notifier } from '../../shared/alert-news.ts'
import { inEnglish, isWorthTelling, type AlertWords } from '../../shared/alert-notification.ts'
import type { Client, Connection } from '../../shared/contract.ts'

/**
 * `unanswered`: it has asked, and nobody has said yes or no; `blocked`: the browser was told not to, and does not ask again; `refused`: it may, and does not. `absent`: it knows no
 * notifications, or none here.
 */
export type TellingState = 'absent' | 'off' | 'asking' | 'unanswered' | 'on' | 'blocked' | 'refused'

/** Whether this page tells of alerts by notifications: as somebody has chosen here, for as long as the page is open. */
export interface Telling {
  state(): TellingState
  /** Asks the browser where it has to; only on a click. */
  turnOn(): Promise<void>
  turnOff(): void
  watch(wake: () => void): () => void
  /** From now on it tells in these words. */
  speak(words: AlertWords): void
}

export interface TellingOptions {
  readonly client: Pick<Client, 'onSnapshot' | 'onConnection'>
  /** The client goes on to hear while nobody sees the page. */
  readonly setHearing: (isHearing: boolean) => void
  readonly permission: () => NotificationPermission | 'absent'
  readonly ask: () => Promise<NotificationPermission>
  /** `words`: those that are spoken now. */
  readonly notifier: (
    onRefused: () => void,
    words: () => AlertWords,
  ) => Notifier & { withdrawAll(): void }
}

const isCut: ReadonlySet<Connection> = new Set(['lost', 'refused', 'narrow', 'lockedOut'])

export function createTelling(options: TellingOptions): Telling {
  const { client, setHearing, permission, ask } = options
  const wakes = new Set<() => void>()
  let state: TellingState = permission() === 'absent' ? 'absent' : 'off'
  let stop: (() => void) | null = null
  let words: AlertWords = inEnglish

  const set = (next: TellingState): void => {
    state = next
    wakes.forEach((wake) => wake())
  }
  const end = (next: TellingState): void => {
    stop?.()
    stop = null
    setHearing(false)
    set(next)
  }
  const begin = (): void => {
    const refuse = (): void => end(permission() === 'denied' ? 'blocked' : 'refused')
    const notifier = options.notifier(refuse, () => words)
    const news = createAlertNews(notifier)
    const stops = [
      client.onSnapshot(({ alerts }) => news(alerts.filter(isWorthTelling))),
      // what stands is not known any more; once it is again, it was told already
      client.onConnection((connection) => {
        if (isCut.has(connection)) notifier.withdrawAll()
      }),
    ]
    stop = () => {
      stops.forEach((one) => one())
      notifier.withdrawAll()
    }
    setHearing(true)
    set('on')
  }

  return {
    state: () => state,
    turnOn: async () => {
      if (state === 'absent' || state === 'asking' || state === 'on') return
      set('asking')
      const answer = await ask()
      if (answer === 'granted') begin()
      else set(answer === 'denied' ? 'blocked' : 'unanswered')
    },
    turnOff: () => {
      if (state === 'on') end('off')
    },
    watch: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    speak: (next) => {
      words = next
    },
  }
}
