import { byHand } from './by-hand.ts'
import type { DetailsPlace, SettingsGroup } from './details.ts'
import { powerNeedsPermission } from './facts.ts'
import type { Mend } from './mend.ts'
import { shellCommand } from './shell-word.ts'

interface Asked {
  readonly id: string
  readonly reason: string
  readonly platform: string | null
}

/** What mends one source, and no other. */
interface Way {
  readonly ids: readonly string[]
  /** `darwin` or `linux`; without it both. */
  readonly on?: string
  readonly form: RegExp
  readonly mend: (asked: Asked) => Mend
}

const settingsOf = (group: SettingsGroup): DetailsPlace => ({
  section: 'settings',
  focus: { kind: 'group', group },
})
const said =
  (text: string, more: Partial<Omit<Mend, 'text'>> = {}) =>
  (): Mend => ({
    text,
    command: null,
    place: null,
    ...more,
  })

const may = /permission denied|not permitted/i

/** `/var/log/llama.log: permission denied` */
const pathIn = (reason: string): string => reason.slice(0, Math.max(0, reason.lastIndexOf(': ')))

/** Nobody else is let in: a log may hold what people asked. */
const lettingRead = (platform: string): string =>
  platform === 'darwin'
    ? 'sudo chmod +a "user:$(id -un) allow read"'
    : 'sudo setfacl -m "u:$(id -un):r"'

const ofAll: readonly Way[] = [
  {
    ids: ['servers'],
    form: /^the processes are not known$/,
    mend: said('The processes must be known first: see how that source is mended.', {
      place: { section: 'doctor', focus: { kind: 'source', sourceId: 'processes' } },
    }),
  },
  {
    ids: ['logs'],
    on: 'darwin',
    form: /: not permitted$/,
    mend: said(
      'macOS keeps Headroom out of this folder: allow it in System Settings > Privacy & Security > Full Disk Access.',
      {
        command: 'open "x-apple.systempreferences:com.apple.preference.security?Privacy_AllFiles"',
      },
    ),
  },
  {
    ids: ['logs'],
    form: may,
    mend: ({ reason, platform }) => ({
      text: 'Your user may not read this log. An administrator can allow it to your user alone, as it may hold prompts. A log that is made anew needs it again.',
      command: platform === null ? null : shellCommand(lettingRead(platform), pathIn(reason)),
      place: null,
    }),
  },
  {
    ids: ['logs'],
    form: /^no server that runs writes one to a file$|^there are none$/,
    mend: said(
      'Start a server so that it writes its output to a file, or name a log in the settings: Headroom then says what fails in it, and why.',
      { place: settingsOf('sources') },
    ),
  },
  {
    ids: ['logs'],
    form: /^\//,
    mend: said('This log cannot be followed. The settings list the logs that are.', {
      place: settingsOf('sources'),
    }),
  },
]

const onMac: readonly Way[] = [
  {
    ids: ['power'],
    form: new RegExp(`^${powerNeedsPermission}$`),
    mend: said(
      'Install macmon or mactop, which need no permission, or allow powermetrics: a button in the settings shows the rule and writes it.',
      { command: 'brew install macmon', place: settingsOf('sampling') },
    ),
  },
  {
    ids: ['power'],
    form: /^needs permission for powermetrics: sudo wants a password/,
    mend: said(
      'An administrator can put that other rule before the folder sudoers.d, or take it away: sudo -l lists them in their order.',
      { command: 'sudo -l', place: settingsOf('sampling') },
    ),
  },
  {
    ids: ['power'],
    form: /^others may change the mac\w+ that is installed/,
    mend: said(
      'Its file, or the folder around it, belongs to another user or may be written by others: install it for your own user.',
      { place: settingsOf('sampling') },
    ),
  },
  {
    ids: ['power'],
    form: /^/,
    mend: said('The settings say where the watts come from: choose another way, or none.', {
      place: settingsOf('sampling'),
    }),
  },
  {
    ids: ['apps', 'front-app'],
    form: /^macOS lists no apps /,
    mend: said(
      'Log in at the screen of this Mac: macOS lists apps only there. Their processes are listed all the same.',
    ),
  },
  {
    ids: ['kernel-log', 'reports'],
    form: /permission|permitted|could not open|denied/i,
    mend: ({ id }) => ({
      text: 'macOS shows this to administrators only. Look as one of them, or let one start Headroom.',
      command: `sudo ${byHand(id, 'darwin') ?? ''}`,
      place: null,
    }),
  },
  {
    ids: ['metal'],
    form: /no answer|^exit |may not be run|not the answer of Metal|no working set/,
    mend: said(
      "Without Metal's answer the limit is taken from what was set, or estimated. Metal is asked again every minute; a Mac that is managed may forbid osascript.",
      { command: "osascript -l JavaScript -e '1 + 1'" },
    ),
  },
]

const ofProc = ['memory', 'vmstat', 'processes', 'boot', 'page-size', 'own-pid'] as const

const onLinux: readonly Way[] = [
  {
    ids: ['gpu'],
    form: /^nvidia-smi is not installed$/,
    mend: said(
      'Where there is an NVIDIA card, install its driver with its tools (nvidia-smi), or start the container with the card. Without a card there is nothing to mend.',
    ),
  },
  {
    ids: ['gpu'],
    form: /no devices were found|couldn't communicate with the NVIDIA driver/i,
    mend: said(
      'The NVIDIA driver is not loaded, or sees no card: load it, or restart the machine.',
      { command: 'sudo modprobe nvidia' },
    ),
  },
  {
    ids: ['gpu'],
    form: /version mismatch/i,
    mend: said('The NVIDIA driver was updated while the old one runs: restart the machine.'),
  },
  {
    ids: ['pressure'],
    form: /no such file or folder|not supported|ENOTSUP/i,
    mend: said(
      'This kernel does not tell its memory pressure (PSI): start it with psi=1, from version 4.20 on. Room and swap warn all the same.',
    ),
  },
  {
    ids: [...ofProc, 'proportional-sets'],
    form: /no such file or folder|^no process could be read$|permission denied|not permitted/,
    mend: said(
      '/proc is not whole here, as in some containers: mount it for your user, and without hidepid.',
      { command: 'mount -t proc' },
    ),
  },
]

/** null where nothing is known of this source alone. */
export function mendBySource(asked: Asked): Mend | null {
  const { id, reason, platform } = asked
  const own = platform === 'darwin' ? onMac : platform === null ? [] : onLinux
  const way = [...ofAll, ...own].find(
    ({ ids, on, form }) =>
      ids.includes(id) && (on === undefined || on === platform) && form.test(reason),
  )
  return way?.mend(asked) ?? null
}
