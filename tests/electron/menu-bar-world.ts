import type { Core } from '../../src/main/core/core.ts'
import { keyOfGauge } from '../../src/main/electron/tray/gauge.ts'
import { createMenuBar, type MenuBarOptions } from '../../src/main/electron/menu-bar.ts'
import type { MenuAct, MenuEntry } from '../../src/main/electron/tray/menu-entry.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import type { Reading } from '../../src/shared/reading.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createFakeCore } from '../web/fake-core.ts'
import { createDrivenClock } from './driven-clock.ts'
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
    ask: async () => no('absent', 'no such file or folder'),
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

export interface Given extends Partial<Pick<MenuBarOptions, 'isOpenedAtLogin'>> {
  readonly screen?: ReturnType<typeof createFakeScreen>
  readonly first?: Snapshot
  readonly unload?: Core['unload']
  readonly quit?: Core['quit']
  readonly relieve?: Core['relieve']
  readonly snooze?: Core['snooze']
}

/** The whole menu bar over fakes of Core, Electron and time. */
export async function createMenuBarWorld({
  isOpenedAtLogin = false,
  screen = createFakeScreen(),
  first,
  unload,
  quit,
  relieve,
  snooze,
}: Given = {}) {
  const clock = createDrivenClock()
  const window = createFakeWindow()
  const tray = createFakeTray()
  const fake = createFakeCore(first ?? null, unload)
  const core = {
    ...fake,
    quit: quit ?? fake.quit,
    relieve: relieve ?? fake.relieve,
    snooze: snooze ?? fake.snooze,
  }
  const { host, file } = createSettingsFile()
  const settings = await openSettings(host, '/settings.json')
  const said: string[] = []
  const quits: number[] = []
  const menuBar = createMenuBar({
    core,
    settings,
    clock,
    tray: tray.port,
    window,
    screen,
    quit: () => quits.push(clock.passedMs()),
    say: (line) => said.push(line),
    isOpenedAtLogin,
  })
  return {
    clock,
    window,
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
