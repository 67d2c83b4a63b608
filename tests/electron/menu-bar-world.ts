import type { Core } from '../../src/main/core/core.ts'
import { keyOfGauge } from '../../src/shared/gauge.ts'
import { createMenuBar, type MenuBarOptions } from '../../src/main/electron/menu-bar.ts'
import type { MenuAct, MenuEntry } from '../../src/main/electron/tray/menu-entry.ts'
import { languageFor } from '../../src/shared/language.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { englishVoice } from '../../src/shared/phrases/voice.ts'
import type { Reading } from '../../src/shared/reading.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createFakeCore } from '../web/fake-core.ts'
import { createDrivenClock } from './driven-clock.ts'
import { createFakeBounds, createFakeDetails } from './fake-details.ts'
import { createFakeScreen, createFakeWindow, click } from './fake-shell.ts'

/** A file that can be written, or not. */
function createSettingsFile() {
  const texts: string[] = []
  const no = (kind: 'absent' | 'failed', reason: string): Reading<never> => ({
    kind,
    reason,
    atMs: 0,
    tookMs: 0,
  })
  const file = { texts, isFull: false }
  const host = {
    ask: async (): Promise<Reading<string>> => {
      const value = texts.at(-1)
      return value === undefined
        ? no('absent', 'no such file or folder')
        : { kind: 'ok', value, atMs: 0, tookMs: 0 }
    },
    writeFile: async (_path: string, text: string): Promise<Reading<null>> => {
      if (file.isFull) return no('failed', 'the disk is full')
      texts.push(text)
      return { kind: 'ok', value: null, atMs: 0, tookMs: 0 }
    },
  }
  return { host, file }
}

/** The item in the menu bar, and the menu that it has shown last. */
function createFakeTray() {
  const shown = { gauge: '', title: '', sentence: '', sets: 0 }
  let menu: readonly MenuEntry[] | null = null
  let chooseIn: ((act: MenuAct) => void) | null = null
  return {
    shown,
    takeMenu: () => {
      const taken = menu
      menu = null
      return taken
    },
    choose: (act: MenuAct) => chooseIn?.(act),
    port: {
      setImage: (gauge: Parameters<typeof keyOfGauge>[0]) => {
        shown.gauge = keyOfGauge(gauge)
        shown.sets++
      },
      setTitle: (title: string) => {
        shown.title = title
        shown.sets++
      },
      setToolTip: (text: string) => {
        shown.sentence = text
        shown.sets++
      },
      popUpMenu: (entries: readonly MenuEntry[], choose: (act: MenuAct) => void) => {
        menu = entries
        chooseIn = choose
      },
    },
  }
}

export interface Given extends Partial<Pick<MenuBarOptions, 'isOpenedAtLogin' | 'isFirstRun'>> {
  /** As the system tells them. */
  readonly preferred?: readonly string[]
  readonly screen?: ReturnType<typeof createFakeScreen>
  readonly first?: Snapshot
  readonly unload?: Core['unload']
  readonly quit?: Core['quit']
  readonly relieve?: Core['relieve']
  readonly snooze?: Core['snooze']
}

function coreOf({ first, unload, quit, relieve, snooze }: Given) {
  const fake = createFakeCore(first ?? null, unload)
  return {
    ...fake,
    quit: quit ?? fake.quit,
    relieve: relieve ?? fake.relieve,
    snooze: snooze ?? fake.snooze,
  }
}

/** The whole menu bar over fakes of Core, Electron and time. */
export async function createMenuBarWorld({
  isOpenedAtLogin = false,
  isFirstRun = false,
  preferred = ['en'],
  screen = createFakeScreen(),
  ...given
}: Given = {}) {
  const clock = createDrivenClock()
  const window = createFakeWindow()
  const details = createFakeDetails()
  const bounds = createFakeBounds()
  const tray = createFakeTray()
  const core = coreOf(given)
  const { host, file } = createSettingsFile()
  const settings = await openSettings({ ...host, clock }, '/settings.json', (_, act) => act())
  const said: string[] = []
  const language = () => languageFor(settings.current().language, preferred)
  const voices = { current: () => englishVoice, language, onChange: () => () => undefined }
  const quits: number[] = []
  const menuBar = createMenuBar({
    core,
    settings,
    clock,
    tray: tray.port,
    window,
    details: { window: details, bounds },
    screen,
    quit: () => quits.push(clock.passedMs()),
    say: (line) => said.push(line),
    isOpenedAtLogin,
    isFirstRun,
    voices,
  })
  return {
    clock,
    window,
    details,
    bounds,
    tray,
    core,
    screen,
    settings,
    file,
    said,
    quits,
    menuBar,
    /** As the system tells a click with the first button, or one with Control. */
    click: (hasControl = false) => {
      menuBar.pressed()
      menuBar.clicked({ ...click, hasControl })
    },
    /** Opened by a click, and painted. */
    open: () => {
      menuBar.clicked({ ...click, hasControl: false })
      window.paint()
      window.taken()
    },
  }
}
