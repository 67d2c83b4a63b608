/**
 * Specs of pages that are given their Snapshots, or a recording: they measure nothing of this machine, end no process of it, and may run beside
 * each other. All others run one after the other.
 */
const pages = [
  'alert-acts',
  'alerts',
  'app-rows',
  'commits',
  'details',
  'details-links',
  'details-lists',
  'details-states',
  'every-state',
  'figures-agree',
  'findings',
  'fit-list',
  'fit-panel',
  'hostile',
  'language',
  'limit',
  'loads',
  'loads-replayed',
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
  'told',
  'welcome',
]
/** The app by the stand-in, over recordings. */
const app = ['escape', 'fit', 'locks', 'popover']

export const besides: readonly string[] = [
  ...pages.map((name) => `**/browser/${name}.spec.ts`),
  ...app.map((name) => `**/app/${name}.spec.ts`),
  '**/standin/*.spec.ts',
]
