import { createUpdates } from '../../../src/main/electron/updates/updates.ts'
import type { UpdaterPort } from '../../../src/main/electron/updates/updater-port.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts'
import { createDrivenClock } from '../driven-clock.ts'

interface Answers {
  check: () => Promise<string | null>
  load: UpdaterPort['load']
}

/** A library that answers with `answers`, and notes what it was asked. */
function openFake(
  asked: string[],
  answers: Answers,
  troubles: Set<(error: unknown) => void>,
): UpdaterPort {
  asked.push('open')
  return {
    check: () => {
      asked.push('check')
      return answers.check()
    },
    load: (onDone, givenUp) => {
      asked.push('load')
      return answers.load(onDone, givenUp)
    },
    install: () => void asked.push('install'),
    onTrouble: (wake) => void troubles.add(wake),
  }
}

interface Wakes {
  sleep: () => void
  wake: () => void
}

const hearing = (wakes: Wakes, name: keyof Wakes) => (wake: () => void) => {
  wakes[name] = wake
  return () => void (wakes[name] = noop)
}

/** The app's updates over a fake library, with a clock that stands still. */
export function updatesWorld(given: {
  readonly isPackaged?: boolean
  readonly hasAgreed?: boolean
}) {
  const { isPackaged = true, hasAgreed = false } = given
  const clock = createDrivenClock()
  let settings: Settings = { ...defaultSettings, checksForUpdates: hasAgreed }
  const changes = new Set<(settings: Settings) => void>()
  const asked: string[] = []
  const troubles = new Set<(error: unknown) => void>()
  const wakes: Wakes = { sleep: noop, wake: noop }
  const answers: Answers = {
    check: async () => '0.2.0',
    load: async (onDone) => onDone(0.5),
  }
  const updates = createUpdates({
    isPackaged,
    clock,
    settings: {
      current: () => settings,
      onChange: (wake) => {
        changes.add(wake)
        return () => void changes.delete(wake)
      },
    },
    sleep: { onSleep: hearing(wakes, 'sleep'), onWake: hearing(wakes, 'wake') },
    open: async () => openFake(asked, answers, troubles),
  })
  const told: unknown[] = []
  updates.onChange(() => told.push(updates.part()))
  return {
    updates,
    clock,
    asked,
    answers,
    told,
    sleep: () => wakes.sleep(),
    wake: () => wakes.wake(),
    /** Whether anything of the machine or the settings is still listened to. */
    isHeard: () => changes.size > 0 || wakes.sleep !== noop || wakes.wake !== noop,
    trouble: (error: unknown) => troubles.forEach((wake) => wake(error)),
    agree: (checksForUpdates: boolean) => {
      settings = { ...settings, checksForUpdates }
      changes.forEach((wake) => wake(settings))
    },
    /** Lets time pass, and what was asked meanwhile be answered. */
    pass: async (ms: number) => {
      clock.advance(ms)
      await settled()
    },
    settled,
  }
}

const noop = (): void => undefined
/** All that waits for nothing but promises has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
