import type { Answer, Told } from '../answers/answer.ts'
import { hasFlag, optionIn } from '../programs/arguments.ts'
import type { ServerFacts } from '../answers/facts.ts'
import { bytesAt, countAt, fieldsAt, listAt, textAt, versionAt } from '../answers/forms.ts'
import { portIn } from '../programs/model-arguments.ts'
import { pythonProgramOf } from '../programs/python-program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** ComfyUI (server-apis.md §4.5, read at 005f3ba). It does not tell its models. */
export const comfyui: ServerKindSpec = {
  kind: 'comfyui',
  title: 'ComfyUI',
  isProcess: isComfyUi,
  usualPorts: [8188, 8000],
  marks: [{ path: '/system_stats', isOf: isOwn }],
  answers: [
    { route: /^GET \/(?:api\/)?system_stats$/, read: readSystem },
    { route: /^GET \/(?:api\/)?prompt$/, read: readRemaining },
    { route: /^GET \/(?:api\/)?queue$/, read: readQueue },
    { route: /^POST \/(?:api\/)?free$/, read: readFree },
  ],
  polls: [
    { paths: () => ['/system_stats'], everyMs: null },
    { paths: () => ['/prompt'], everyMs: { busy: 2_000, idle: 5_000 } },
  ],
  unload: {
    kind: 'request',
    plan: () => ({
      request: {
        method: 'POST',
        path: '/free',
        body: { unload_models: true, free_memory: true },
      },
      takesAll: true,
      whenBusy: 'its queue is worked off first, and the models go then',
      cutsOff: false,
      withinMs: 10_000,
    }),
    otherwise: 'quit ComfyUI',
  },
  startsServers: false,
  logs: {
    program: 'comfyui',
    // of ComfyUI Desktop
    files: ['comfyui.log', 'main.log'].map((name) => `~/Library/Logs/ComfyUI/${name}`),
    newest: [],
    writtenBy: logsOf,
  },
  // PyTorch alone takes up to a gigabyte (assumed: nobody's figure)
  unnamed: { name: 'image models', fromBytes: 1.5e9 },
  factsOfArguments: (process) => ({ port: portIn(pythonProgramOf(process)?.args ?? []) }),
}

/** What ComfyUI-Manager writes (its prestartup_script.py): in the user's folder, by older versions beside `main.py`. */
function logsOf(running: Pick<ServerProcess, 'executable' | 'argv'>): readonly string[] {
  const program = pythonProgramOf(running)
  if (program === null) return []
  const folder = optionIn(program.args, '--base-directory') ?? folderIn(program.script ?? '')
  const port = portIn(program.args)
  const name = port === null ? 'comfyui.log' : `comfyui_${port}.log`
  const userFolder = optionIn(program.args, '--user-directory') ?? below(folder, 'user')
  return [below(userFolder, name), below(folder, name)]
}

/** Empty: the folder in which it runs. */
const folderIn = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

/** Of its own: another `main.py` has none of them. */
const ownOptions = [
  '--extra-model-paths-config',
  '--disable-auto-launch',
  '--preview-method',
  '--use-split-cross-attention',
  '--use-pytorch-cross-attention',
] as const

/** `main.py` in a folder of its name, or by a Python in one. */
function isComfyUi(process: ServerProcess): boolean {
  const program = pythonProgramOf(process)
  if (program === null || program.name !== 'main.py' || program.script === null) return false
  const isIn = (path: string): boolean => /(?:^|\/)ComfyUI[^/]*\//i.test(path)
  return isIn(program.script) || isIn(process.argv[0] ?? '') || hasFlag(program.args, ...ownOptions)
}

function isOwn({ status, json }: Answer): boolean {
  return status === 200 && textAt(json, 'system.comfyui_version') !== null && !isEmulated(json)
}

/** koboldcpp gives the same answer with made-up figures. */
const isEmulated = (json: unknown): boolean =>
  (listAt(json, 'devices') ?? []).some((one) => /koboldcpp/i.test(textAt(one, 'name') ?? ''))

// {"system":{"ram_total":34266976256,"ram_free":20401106944,"comfyui_version":"0.19.0"},
//  "devices":[{"name":"mps","type":"mps","index":null,"vram_total":34266976256,"vram_free":20401106944}]}
function readSystem(answer: Answer): Told | null {
  const { status, json } = answer
  if (status !== 200 || fieldsAt(json, 'system') === null) return null
  const [device] = listAt(json, 'devices') ?? []
  if (isEmulated(json)) return { facts: { memoryUsable: false }, certainty: 'fits' }
  const deviceType = textAt(device, 'type')
  const facts: ServerFacts = {
    isReady: true,
    version: versionAt(json, 'system.comfyui_version'),
    deviceType,
    ...memoryOf(device, 'vram'),
    ...memoryOf(fieldsAt(json, 'system'), 'ram'),
    // on Apple, and without a GPU, they are those of the whole machine
    ...(deviceType === 'mps' || deviceType === 'cpu' ? { memoryUsable: false } : {}),
  }
  return { facts, certainty: isOwn(answer) ? 'proof' : 'fits' }
}

/** Used: by all programs together. */
function memoryOf(json: unknown, name: 'vram' | 'ram'): ServerFacts {
  const total = bytesAt(json, `${name}_total`)
  const free = bytesAt(json, `${name}_free`)
  const used = total === null || free === null || free > total ? null : total - free
  return name === 'vram'
    ? { vramTotalBytes: total, vramFreeBytes: free, vramUsedBytes: used }
    : { ramTotalBytes: total, ramUsedBytes: used }
}

// {"exec_info":{"queue_remaining":0}}
function readRemaining({ status, json }: Answer): Told | null {
  const queueLength = status === 200 ? countAt(json, 'exec_info.queue_remaining') : null
  if (queueLength === null) return null
  const activity = queueLength > 0 ? 'busy' : 'idle'
  return { facts: { isReady: true, queueLength, activity }, certainty: 'fits' }
}

// {"queue_running":[[0,"id",{…}]],"queue_pending":[]}
function readQueue({ status, json }: Answer): Told | null {
  const running = listAt(json, 'queue_running')
  const pending = listAt(json, 'queue_pending')
  if (status !== 200 || running === null || pending === null) return null
  const facts: ServerFacts = {
    isReady: true,
    runningRequests: running.length,
    queueLength: pending.length,
    activity: running.length > 0 ? 'busy' : 'idle',
  }
  return { facts, certainty: 'fits' }
}

/** Nothing at all: its models go once its queue is empty. */
function readFree({ status, text }: Answer): Told | null {
  return status === 200 && text.trim() === ''
    ? { facts: { unloadAccepted: true }, certainty: 'fits' }
    : null
}
