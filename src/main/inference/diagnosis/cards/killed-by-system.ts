import type { Card, Fix } from '../../../../shared/finding.ts'
import { printable } from '../../../../shared/printable.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { heldBytes, limitOf } from './figures.ts'
import { askDoctor, lookForJetsam, lookForOomKill, readJetsam } from './fix-look.ts'
import { fewerAtOnce, fewerPromptCaches } from './fix-at-once.ts'
import { lessContext } from './fix-context.ts'
import { lessCacheRam } from './fix-fit.ts'
import { smallerKv } from './fix-kv-type.ts'
import { smallerModel } from './fix-model.ts'
import { letOthersGo } from './fix-unload.ts'
import { fix, present } from './fix.ts'
import { exit137, largestProcess } from './misadvice-gpu.ts'
import { rightUpLimit } from './misadvice-memory.ts'
import { isOnLinux } from './platform.ts'
import { isUntold, nameAtStart, nameOf } from './program-words.ts'

/** Lines of a kernel that names what it ended. */
const ofKernel: ReadonlySet<string> = new Set([
  'kernel-killed',
  'kernel-killed-for-swap',
  'launchd-killed',
  'linux-out-of-memory',
  'systemd-out-of-memory',
])

/** SIGKILL, and no more: a kill by the system is claimed only with its report, or a line of its own (inference-logs.md §8). */
export function killedBySystem(one: Case): Card {
  const isOfKernel = ofKernel.has(one.signature)
  return {
    sentence: sentence(one, isOfKernel),
    cause: isOfKernel
      ? 'This line is of the system itself, not of the program, which SIGKILL leaves no last word. The kernel ends a program when memory runs out, or when the program passes a limit of its own: the reason stands in the line, or in its report.'
      : isOnLinux(one)
        ? 'SIGKILL leaves a program no last word. The kernel sends it when memory runs out, but so do kill -9, a supervisor, a container at its own limit, and Ollama when it stops its own runner. Only the log of the kernel tells which it was.'
        : 'SIGKILL leaves a program no last word. macOS sends it when memory runs out, but so do Force Quit, kill -9, a supervisor, a container at its own limit, and Ollama when it stops its own runner. Only a report of the system tells which it was.',
    fixes: present([
      ...whereToLook(one),
      ...(one.program === 'ollama'
        ? [
            fix(
              isOnLinux(one)
                ? 'If it ran in a container, raise the memory of the container'
                : 'If it ran in Docker, raise the memory in the settings of Docker Desktop',
            ),
          ]
        : []),
      ...ifMemory(one),
    ]),
    misadvice: [...(isOfKernel ? [] : [exit137]), largestProcess, rightUpLimit],
  }
}

function whereToLook(one: Case): readonly Fix[] {
  if (isOnLinux(one)) return ofKernel.has(one.signature) ? [] : [lookForOomKill]
  return [ofKernel.has(one.signature) ? readJetsam : lookForJetsam, askDoctor]
}

/** As for the GPU, but what lowers only its share frees no RAM. */
const ifMemory = (one: Case): readonly (Fix | null)[] =>
  isUntold(one)
    ? [letOthersGo(one), smallerModel(one)]
    : [
        lessContext(one),
        smallerKv(one),
        lessCacheRam(one),
        letOthersGo(one),
        smallerModel(one),
        fewerPromptCaches(one),
        fewerAtOnce(one),
      ]

// memorystatus: killing_specific_process pid 8812 [llama-server] (vm-compressor-space-shortage 100 12s) 41877504KB
// Out of memory: Killed process 1234 (ollama) total-vm:…, anon-rss:11923884kB, …
/** Whom the line of the kernel names, with what it says of it. */
function victimOf(one: Case): string {
  const text = one.line?.text ?? ''
  const found =
    /\bpid (\d{1,9}) \[([^\]]{1,60})\](?: \(([\w-]{1,60})[^)]{0,60}\))?(?: (\d{1,12})KB)?/.exec(
      text,
    ) ?? /\bprocess (\d{1,9}) \(([^)]{1,60})\)()(?:.{0,300}\banon-rss:(\d{1,12})kB)?/.exec(text)
  if (found === null) return nameOf(one)
  const [, pid, name = '', reason, kib] = found
  const size = kib === undefined ? '' : `, which held ${formatBytes(Number(kib) * 1_024)}`
  const why = reason ? `, for ${reason}` : ''
  return `${printable(name).trim()} (process ${pid})${size}${why}`
}

function sentence(one: Case, isOfKernel: boolean): string {
  const held = heldBytes(one)
  const limit = limitOf(one)
  const { systemFreeBytes } = one.facts
  return [
    isOfKernel
      ? `The kernel ended ${victimOf(one)}`
      : `${nameAtStart(one)} was ended by SIGKILL; by whom is not known`,
    ...(held === null ? [] : [`it held ${formatBytes(held)} on the GPU`]),
    ...(held === null || limit === null ? [] : [`the GPU limit is ${formatBytes(limit)}`]),
    ...(systemFreeBytes === undefined
      ? []
      : [`${formatBytes(systemFreeBytes)} of RAM were free when it last said so`]),
  ].join('; ')
}
