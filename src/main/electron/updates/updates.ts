import type { UpdatePart } from '../../../shared/shell.ts'
import { Refusal } from '../../host/attempt.ts'
import type { SettingsStore } from '../../settings/settings-store.ts'
import type { AppActs, AppPart } from '../app-shell.ts'
import { createCheckClock } from './check-clock.ts'
import { stepUpdate, versionOf, type UpdateEvent } from './update-step.ts'
import { createUpdateWork, type UpdateWorkOptions } from './update-work.ts'
import type { SleepPort } from './updater-port.ts'

export interface UpdatesOptions extends UpdateWorkOptions {
  readonly isPackaged: boolean
  readonly settings: Pick<SettingsStore, 'current' | 'onChange'>
  readonly sleep: SleepPort
}

export interface Updates
  extends AppPart<'updates'>, Pick<AppActs, 'checkForUpdate' | 'loadUpdate' | 'installUpdate'> {
  /** Nothing is asked by itself any more. */
  close(): void
}

const notPackaged =
  'only the packaged app updates itself: this Headroom is brought up to date where it came from'

/**
 * Newer versions of this app. Nothing is asked of the network until its user agrees, once and for all by the setting, or to one
 * question by asking it by hand; nothing is fetched or installed but by hand.
 */
export function createUpdates(options: UpdatesOptions): Updates {
  if (!options.isPackaged) return noUpdates
  const wakes = new Set<() => void>()
  let part: UpdatePart = { kind: 'ok', state: 'off' }
  const tell = (event: UpdateEvent): void => {
    const next = stepUpdate(part, event)
    if (next === part) return
    part = next
    wakes.forEach((wake) => wake())
  }
  const work = createUpdateWork({ ...options, part: () => part, tell })
  const look = async (): Promise<void> => daily.checked(!(await work.look()))
  const daily = createCheckClock(options, () => {
    if (!isBusy(part) && versionOf(part) === null) void look()
    else daily.checked(false) // somebody is at it: what comes of that may still fail
  })
  const endConsent = followConsent(options.settings, (hasAgreed) => {
    tell({ kind: hasAgreed ? 'agreed' : 'withdrawn' })
    if (hasAgreed) daily.start()
    else daily.stop()
  })

  // none of them is waited for: a push tells how it goes
  return {
    part: () => part,
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    checkForUpdate: async () => {
      if (isBusy(part)) throw new Refusal(busy)
      void look()
    },
    loadUpdate: async () => {
      needs(part, 'found', 'there is nothing to download: check for a newer version first')
      void work.load()
    },
    installUpdate: async () => {
      needs(part, 'ready', 'there is nothing to install: download the newer version first')
      void work.install()
    },
    close: () => {
      endConsent()
      daily.close()
    },
  }
}

/** Whether it was given, now and whenever that changes. */
function followConsent(
  settings: UpdatesOptions['settings'],
  tell: (hasAgreed: boolean) => void,
): () => void {
  let hasAgreed = false
  const follow = (): void => {
    const { checksForUpdates } = settings.current()
    if (checksForUpdates === hasAgreed) return
    hasAgreed = checksForUpdates
    tell(hasAgreed)
  }
  follow()
  return settings.onChange(follow)
}

const busy = 'a check, a download or an installation is under way already'

/** Throws Refusal. */
function needs(part: UpdatePart, state: 'found' | 'ready', otherwise: string): void {
  if (isBusy(part)) throw new Refusal(busy)
  if (part.kind !== 'ok' || part.state !== state) throw new Refusal(otherwise)
}

const isBusy = (part: UpdatePart): boolean =>
  part.kind === 'ok' && ['checking', 'loading', 'installing'].includes(part.state)

const refused = async (): Promise<never> => {
  throw new Refusal(notPackaged)
}

const noUpdates: Updates = {
  part: () => ({ kind: 'absent', reason: notPackaged }),
  onChange: () => () => undefined,
  checkForUpdate: refused,
  loadUpdate: refused,
  installUpdate: refused,
  close: () => undefined,
}
