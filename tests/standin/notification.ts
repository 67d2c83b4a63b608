import { EventEmitter } from 'node:events'
import { tell } from './events.ts'
import { whole } from './loud.ts'

/** How macOS takes what it is given: it shows it, says no, or says nothing. */
export type NotificationMood = 'shows' | 'silent' | { readonly fails: string }

/** One that was made; what a spec reads, and emits on as its reader would. */
export interface MadeNotification {
  readonly notification: Electron.Notification
  readonly options: Electron.NotificationConstructorOptions
  /** It stands on the screen, or in Notification Center. */
  isShown: boolean
}

export interface Notifications {
  readonly Notification: typeof Electron.Notification
  /** All that were made, in order: the first is what makes macOS ask for permission. */
  readonly made: readonly MadeNotification[]
  setMood(mood: NotificationMood): void
}

/** Nobody sees them: what macOS would have on the screen is `isShown`. Events come in a later turn, as from another process. */
export function createNotifications(isReady: () => boolean): Notifications {
  const made: MadeNotification[] = []
  let mood: NotificationMood = 'shows'
  const standing = (isMeant: (one: MadeNotification) => boolean): readonly MadeNotification[] =>
    made.filter((one) => one.isShown && isMeant(one))

  const show = (one: MadeNotification): void => {
    const { notification, options } = one
    // the one of the same id gives way, without a word
    for (const other of standing(({ options: { id } }) => id === options.id)) other.isShown = false
    if (mood === 'silent') return
    if (mood === 'shows') {
      one.isShown = true
      setImmediate(() => tell('Notification', notification, 'show', {}))
      return
    }
    const { fails } = mood
    setImmediate(() => tell('Notification', notification, 'failed', {}, fails))
  }

  class Notification extends EventEmitter {
    constructor(options: Electron.NotificationConstructorOptions = {}) {
      super()
      if (!isReady()) throw new Error('Cannot create Notification before app is ready')
      const methods = {
        id: options.id ?? String(made.length),
        show: () => show(one),
        close: () => {
          if (!one.isShown) return
          one.isShown = false
          setImmediate(() => tell('Notification', notification, 'close', {}))
        },
      } satisfies Partial<Electron.Notification>
      const notification = whole<Electron.Notification>(
        'Notification',
        Object.assign(this, methods),
      )
      const one: MadeNotification = { notification, options, isShown: false }
      made.push(one)
      // oxlint-disable-next-line no-constructor-return -- the instance with its missing members loud
      return notification as never
    }
  }
  const statics = {
    removeGroup: (group) => {
      for (const one of standing(({ options }) => options.groupId === group)) one.isShown = false
    },
  } satisfies Partial<typeof Electron.Notification>
  return {
    Notification: whole<typeof Electron.Notification>(
      'Notification',
      Object.assign(Notification, statics),
    ),
    made,
    setMood: (next) => {
      mood = next
    },
  }
}
