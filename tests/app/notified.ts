import type { ChildProcess } from 'node:child_process'
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refused } from '../browser/log-page.ts'
import { writePlan } from '../fit/fitted.ts'
import type { StandIn } from '../standin/electron-module.ts'
import type { NotificationMood } from '../standin/notification.ts'
import type { App } from './app.ts'
import { programIn, test as base } from './victims.ts'

export type StartNotified = NotifiedFixtures['startNotified']

/** A notification as macOS would have it. */
export interface SeenNotification {
  readonly id: string
  readonly groupId: string
  readonly title: string
  readonly body: string
  readonly buttons: readonly string[]
  readonly isSilent: boolean
  readonly isShown: boolean
}

/** The app of somebody with these settings, the log that it follows, and its notifications. */
export interface Notified {
  readonly app: App
  readonly log: string
  /** All that were made so far. */
  made(): Promise<readonly SeenNotification[]>
  /** The titles of those that stand. */
  titles(): Promise<readonly string[]>
  mood(mood: NotificationMood): Promise<void>
  /** Its reader clicks on the last one of this id, or presses a button of it. */
  click(id: string): Promise<void>
  press(id: string, actionIndex: number): Promise<void>
  /** What was to be opened outside. */
  opened(): Promise<readonly string[]>
  /** The engine fails: its log says so, and an alert comes of it. */
  fail(): Promise<void>
}

interface Given {
  readonly settings?: object
  readonly notifies?: boolean
  readonly isFirstRun?: boolean
}

export interface NotifiedFixtures {
  readonly startNotified: (given?: Given) => Promise<Notified>
  /** A process that calls itself `llama-server`, and loads a model that needs so much, without ever answering. */
  readonly startLoading: (needBytes: number) => Promise<ChildProcess>
}

/** As many as its keys and values take (fit/model-plans.ts): 8 layers of 4 heads. */
const bytesPerToken = 8 * 4 * 64 * 2 * 2

export const test = base.extend<NotifiedFixtures>({
  startNotified: async ({ launch, folder }, provide, info) => {
    const isReal = process.env['HEADROOM_ELECTRON'] !== undefined
    info.skip(isReal, 'only the stand-in lets a spec say what macOS answers')
    await provide(async ({ settings = {}, notifies = true, isFirstRun = false } = {}) => {
      const userData = join(folder, 'notified')
      const log = join(folder, 'engine.log')
      await mkdir(userData, { recursive: true })
      await writeFile(log, '')
      const chosen = { isIntroduced: !isFirstRun, alerts: { notifies }, logFiles: [log] }
      await writeFile(join(userData, 'settings.json'), JSON.stringify({ ...chosen, ...settings }))
      return notifiedIn(await launch({ userData, isFirstRun: true }), log)
    })
  },
  startLoading: async ({ folder, start }, provide) => {
    await provide(async (needBytes) => {
      const program = await programIn(folder, 'llama-server')
      const model = writePlan(join(folder, 'big.gguf'))
      const script = join(folder, 'loads.mjs')
      await writeFile(script, "process.stdout.write('begun\\n')\nsetInterval(() => 0, 1000)\n")
      const tokens = Math.round(needBytes / bytesPerToken)
      return start(
        program,
        script,
        '-m',
        model,
        '-c',
        String(tokens),
        '-np',
        '1',
        '-b',
        '16',
        '-ub',
        '16',
      )
    })
  },
})

export { expect } from '@playwright/test'

interface Steered {
  readonly __standin: StandIn
}

function notifiedIn(app: App, log: string): Notified {
  const { electron } = app
  const made: Notified['made'] = () =>
    electron.evaluate((module) =>
      (module as unknown as Steered).__standin.notifications.map(({ options, isShown }) => ({
        id: options.id ?? '',
        groupId: options.groupId ?? '',
        title: options.title ?? '',
        body: options.body ?? '',
        buttons: (options.actions ?? []).map(({ text }) => text ?? ''),
        isSilent: options.silent === true,
        isShown,
      })),
    )
  const emit = (id: string, event: string, ...args: readonly unknown[]): Promise<void> =>
    electron.evaluate(
      (module, [wanted, name, given]) => {
        const { notifications } = (module as unknown as Steered).__standin
        const one = notifications.findLast(({ options }) => options.id === wanted)
        if (one === undefined) throw new Error(`no notification ${wanted}`)
        one.notification.emit(name as 'click', ...(given as []))
      },
      [id, event, args] as const,
    )
  return {
    app,
    log,
    made,
    titles: async () => (await made()).filter((one) => one.isShown).map(({ title }) => title),
    mood: (mood) =>
      electron.evaluate(
        (module, next) => (module as unknown as Steered).__standin.setNotificationMood(next),
        mood,
      ),
    click: (id) => emit(id, 'click', {}),
    press: (id, actionIndex) => emit(id, 'action', { actionIndex, selectionIndex: -1 }),
    fail: () => appendFile(log, `${refused}\n`),
    opened: () =>
      electron.evaluate((module) => [...(module as unknown as Steered).__standin.opened]),
  }
}
