import type { EndKind, EndSignature, LastState } from '../../../shared/black-box.ts'
import type { Fix } from '../../../shared/finding.ts'
import { printable } from '../../../shared/printable.ts'
import { quoted, shellCommand } from '../../../shared/shell-word.ts'

export interface EndToMend {
  readonly end: EndKind
  readonly last: LastState | null
  readonly signatures: readonly EndSignature[]
  readonly isMac: boolean
  readonly hasCrashed: boolean
}

const fix = (text: string, command: string | null = null, costs: string | null = null): Fix => ({
  text,
  command,
  costs,
})

const updateMacOs = fix(
  'Update macOS: the driver of the GPU comes with it, and nothing else replaces it',
  'softwareupdate --list',
)
const updateEngine = fix('Update the program that ran the model, or the engine within it')
const fewerAtOnce = fix('Answer one request at a time', null, 'requests wait for each other')
const limitOfMacOs = fix(
  'If you have raised the GPU limit, give it back to macOS: 0 is its own choice',
  'sudo sysctl iogpu.wired_limit_mb=0',
  'less room for models',
)
const readReports = fix(
  'Look for a report of that time yourself, as a user who may read them',
  'ls -lt /Library/Logs/DiagnosticReports',
)
const reportIt = fix(
  'To report it, make an archive of what Headroom knows: it shows what is in it first, and holds no secrets',
  'headroom report --out headroom-report.zip',
)
const readJournal = fix(
  'Look at the last words of the kernel yourself',
  'journalctl --dmesg --boot=-1',
)

/** What may be done, by how it ended and by what stood then; the best first. */
export function endFixes(one: EndToMend): readonly Fix[] {
  const { end, last, isMac } = one
  switch (end) {
    case 'gpu-panic':
      return [
        updateMacOs,
        updateEngine,
        ...lessContext(last),
        fewerAtOnce,
        limitOfMacOs,
        ...readReport(one),
      ]
    case 'memory-panic':
      return [...needLess(last), limitOfMacOs, ...readReport(one)]
    case 'panic':
      return [...readReport(one), ...(isMac ? [updateMacOs] : [readJournal])]
    case 'killed':
      return [...needLess(last), ...readReport(one)]
    case 'power-loss':
      return wasShort(last) ? needLess(last) : []
    case 'ended':
      return one.hasCrashed ? [reportIt] : []
    case 'unknown':
      return [isMac ? readReports : readJournal, ...(wasShort(last) ? needLess(last) : [])]
  }
}

/** Near enough to its limit that the limit may be why. */
const wasShort = (last: LastState | null): boolean =>
  last !== null && (last.state === 'full' || last.pressure === 'critical')

/** What was to come, or else what was there, made smaller; and what was beside it. */
function needLess(last: LastState | null): readonly Fix[] {
  const load = last?.loads[0]
  const [model, other] = last?.holders.filter(({ kind }) => kind === 'model') ?? []
  const app = last?.holders.find(({ kind }) => kind === 'app')
  const held = app?.bytes ?? 0
  const isMuch = held > (last?.totalBytes ?? Number.POSITIVE_INFINITY) / 20
  const close =
    app === undefined || !isMuch ? [] : [fix(`Close ${app.name} while models are at work`)]
  const isMost = held > (load?.needBytes ?? model?.bytes ?? 0)
  return [
    ...(isMost ? close : []),
    ...(load === undefined
      ? []
      : [
          fix(
            `See what ${load.name} takes before it is loaded again, and with which context it fits`,
            shellCommand('headroom fit', load.name),
          ),
        ]),
    ...(load === undefined ? lessContext(last) : []),
    ...(model === undefined || (load === undefined && other === undefined)
      ? []
      : [
          fix(
            load === undefined
              ? `Keep one model loaded at a time: unload ${model.name} before another is used`
              : `Unload ${model.name} before ${load.name} is loaded`,
            shellCommand('headroom unload', model.name),
            'it is loaded again when it is asked next',
          ),
        ]),
    fix(
      'Take a smaller variant of the model, with fewer bits a weight',
      null,
      'answers lose a little quality',
    ),
    ...(isMost ? [] : close),
  ]
}

function lessContext(last: LastState | null): readonly Fix[] {
  const name = last?.works[0]?.model ?? last?.holders.find(({ kind }) => kind === 'model')?.name
  return name === undefined
    ? [fix('Give the model a shorter context', null, 'long conversations are cut earlier')]
    : [fix(`Give ${name} a shorter context`, null, 'long conversations are cut earlier')]
}

/** Where it lies in a file, which Finder shows. */
function readReport({ signatures, isMac }: EndToMend): readonly Fix[] {
  const path = signatures.find(({ from }) => from.startsWith('/'))?.from
  if (path === undefined || !isMac || printable(path, path.length) !== path) return []
  return [fix('Read the whole report of macOS', `open -R ${quoted(path)}`)]
}
