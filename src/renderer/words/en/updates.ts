/** Newer versions of Headroom, in the settings and in About. */
export const updates = {
  title: 'Updates',
  daily: 'Check for updates once a day',
  dailyHelp:
    'GitHub is asked for the newest version. It learns the IP address of this Mac and nothing else about it. Nothing is downloaded until you say so.',
  once: 'Without it, Check Now asks this once.',
  check: 'Check Now',
  load: 'Download',
  install: 'Restart and Install',
  state: {
    off: 'Not checked yet.',
    waiting: 'The first check follows in a minute.',
    checking: 'Checking …',
    current: 'This is the newest version ({{day}}, {{time}}).',
    found: 'Version {{version}} is available.',
    loading: 'Downloading version {{version}} …',
    ready: 'Version {{version}} is downloaded.',
    installing: 'Installing version {{version}}. Headroom closes and opens again …',
  },
  failed: 'Not updated',
  refused: 'Not done',
} as const
