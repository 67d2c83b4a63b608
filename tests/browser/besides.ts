/**
 * Specs of pages that are given their Snapshots, or a recording: they measure nothing of this machine, end no process of it, and may run beside
 * each other. All others run one after the other.
 */
const pages = [
  'about',
  'acts',
  'alert-acts',
  'alerts',
  'app-rows',
  'commits',
  'doctor',
  'every-state',
  'figures-agree',
  'findings',
  'fit-list',
  'fit-panel',
  'history',
  'history-moves',
  'hostile',
  'language',
  'limit',
  'loads',
  'loads-replayed',
  'log',
  'log-hostile',
  'log-states',
  'log-told',
  'mac',
  'models',
  'notices',
  'old-figures',
  'overview',
  'questions',
  'quit',
  'read-aloud',
  'relief',
  'rows',
  'settings',
  'settings-alerts',
  'settings-data',
  'settings-general',
  'settings-relief',
  'settings-sampling',
  'settings-sources',
  'settings-together',
  'told',
  'units',
  'welcome',
]
/** The app by the stand-in, over recordings. */
const app = ['escape', 'fit', 'licences', 'locks', 'popover']

export const besides: readonly string[] = [
  ...pages.map((name) => `**/browser/${name}.spec.ts`),
  ...app.map((name) => `**/app/${name}.spec.ts`),
  '**/standin/*.spec.ts',
]
