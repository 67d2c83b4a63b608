/**
 * What is open about macOS, by where it is marked: `electron` and `macos` are the project's references, a mark `[mac?]` by its
 * section and its words.
 */
export const marks = {
  'electron §2 panel': 'window or panel: whose blur can be depended on',
  'electron §2 focus': 'after hiding, the app before gets the focus back',
  'electron §4 nap': 'timers of an agent app without windows, with and without NSAppSleepDisabled',
  'electron §8 stop': 'signalling a child of root may be refused',
  'electron §9 terminate': 'no Automation prompt is documented for NSRunningApplication',
  'electron §12 sizes': '120 to 180 MB with the popover destroyed, 250 to 300 MB with it open',
  'electron §13.1': 'blur and hide, Escape, toggle, focus return, full screen, second display',
  'electron §13.2': 'failed and show of notifications for dev, ad-hoc, signed',
  'electron §13.3': 'terminate by JXA: any Automation prompt?',
  'electron §13.4': 'timer drift with and without NSAppSleepDisabled',
  'electron §13.5': 'getBounds with the menu-bar switch off and behind the notch',
  'electron §13.6': "stopping sudo's powermetrics",
  'electron §13.7': 'phys_footprint at idle, open, after destroy',
  'electron §13.8': 'mode of spawn-helper in the packaged app',
  'electron §13.9': 'crispness at 1x and 2x, tint on light and dark wallpapers',
  'electron §13.10': 'a listing of lsappinfo with coalitions',
  'electron §13.11': "the JXA question for Metal's limit: answer, types, time, after a change",
  'macos §5 jxa': "Metal's limit by JXA was not run by us",
  'macos §7 flags': 'ps flags of a translated process, from the source of xnu',
  'macos §10 pressure': 'a recorded memory_pressure -Q',
  'macos §10 pmset': 'pmset -g therm of a limited Mac of Apple silicon',
  'macos §10 powermetrics': 'powermetrics of a limited Mac',
  'macos §10 jetsam': 'a whole report of JetsamEvent',
  'macos §10 intel': 'ioreg of Intel and AMD GPUs',
  'macos §10 x86': 'lsappinfo of an x86_64 app',
  'macos §10 footprint': 'a full footprint listing of a process that uses Metal',
  'macos §10 limits': 'default limits of 8, 18, 96 and 192 GB on macOS 26',
  'macos §10 sum': 'whether the driver compares the sum of processes with the working set',
  'macos §10 cost': 'costs are measured by others on other machines',
} as const
export type Mark = keyof typeof marks

/** Marks that no script can answer, and what would. */
export const notAskable: Readonly<Partial<Record<Mark, string>>> = {
  'macos §10 intel':
    'this check runs on Apple silicon; on an Intel Mac its listing of IOAccelerator is kept all the same',
  'macos §10 sum':
    'two engines must fill the limit together: run `headroom record --out F --for 5m` while two models load until one fails',
}

/** Places of our code that say that they have never run on a Mac, and that no script can reach. */
export const placesNotAskable: ReadonlyMap<string, string> = new Map([
  [
    'src/main/apps/quit/gui-words.ts',
    'errors of Apple events: nobody provokes them on purpose; an act that fails writes its words into the audit log',
  ],
  [
    'src/main/electron/updates/electron-updater.ts',
    'an update needs two releases, signed by the same team: let the older one install the newer (Settings, Updates)',
  ],
  [
    'src/main/electron/updates/update-trouble.ts',
    'words of Squirrel.Mac that refuses a signature: nobody publishes such a release on purpose; what is not known is shown as it was said',
  ],
])
