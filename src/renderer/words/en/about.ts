/** The section `about` of the details. */
export const about = {
  title: 'About Headroom',
  what: 'How much more memory models can take on this machine, who holds the rest, and what is about to fail.',
  refused: 'Its versions cannot be told',
  again: 'Try again',
  versions: 'Versions',
  copy: 'Copy versions',
  folder: 'Settings, keys, log of acts',
  noFolder: 'none: this is a recording',
  limits: 'What to know',
  neverOnMac:
    'Nothing here has run on a Mac yet: its half is held by outputs that others have published, by recordings composed in their forms, and by a stand-in for Electron. Expect surprises, and send what headroom record writes.',
  network:
    'Headroom asks this machine only, and nothing leaves it. The one exception is the check for updates, where you have agreed to it.',
  licences: 'Licences',
  own: 'Headroom is under the MIT licence. It is made with the following; the icons are those of Lucide. Electron brings Chromium, whose notices stand in LICENSES.chromium.html beside its program.',
  loading: 'Reading the licences',
  find: 'Find a package or a licence',
  count_one: 'One package',
  count_other: '{{count}} packages',
  noMatch: 'No package and no licence is called that.',
} as const
