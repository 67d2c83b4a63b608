/** What ggml (llama.cpp, Ollama, whisper.cpp) prints of its Metal device at the start. null: this log does not say. */
export interface MetalInit {
  /** recommendedMaxWorkingSetSize, rounded as it was printed. */
  readonly limitBytes: number | null
  /** As printed; of 10^6 bytes, in logs before December 2023 of 2^20. */
  readonly limitMb: number | null
  /** The highest `MTLGPUFamilyMetalN`. */
  readonly metalFamily: string | null
  readonly deviceName: string | null
  readonly hasTensorApi: boolean | null
  readonly usesResidencySets: boolean | null
}

// ggml_metal_device_init: GPU name:   Apple M2
// ggml_metal_device_init: GPU family: MTLGPUFamilyMetal3  (5001)
// ggml_metal_device_init: has tensor            = false
// ggml_metal_device_init: use residency sets    = true
// ggml_metal_device_init: recommendedMaxWorkingSetSize  =  5726.63 MB
/** Any prefix may precede. Of several starts in one log the last one counts; a line that did not end is not believed. */
export function parseMetalInit(text: string): MetalInit {
  const lines = text.split(/\r\n|\r|\n/).slice(0, -1)
  const lastOf = (form: RegExp): string | null => {
    const line = lines.findLast((one) => form.test(one))
    return (line === undefined ? null : form.exec(line)?.[1]) ?? null
  }
  const limitMb = figureIn(lastOf(limitForm))
  const isBinary = limitMb !== null && hasBinaryMegabytes(lines, limitMb)
  return {
    limitBytes: limitMb === null ? null : Math.round(limitMb * (isBinary ? 2 ** 20 : 1e6)),
    limitMb,
    metalFamily: familyIn(lines),
    deviceName:
      lastOf(nameForm) ??
      lastOf(bracketForm) ??
      lastOf(/\busing device \S+ \((Apple [^()]+)\)/) ??
      lastOf(pickedForm),
    hasTensorApi: flagIn(lastOf(/\bhas tensor\s*= (true|false)\s*$/)),
    usesResidencySets: flagIn(lastOf(/\buse residency sets\s*= (true|false)\s*$/)),
  }
}

const limitForm = /\brecommendedMaxWorkingSetSize\s*=\s*(\d+(?:[.,]\d+)?) MB\s*$/
/** `MTL0` is ggml's own number of the device: its name stands behind it in brackets, or not at all. */
const nameForm = /\bGPU name:\s+((?!MTL\d+(?:\s|$))\S(?:.*\S)?)\s*$/
const bracketForm = /\bGPU name:\s+MTL\d+ \((\S(?:.*\S)?)\)\s*$/
const pickedForm = /\bpicking default device: (\S(?:.*\S)?)\s*$/

/** A limit of nothing is no limit. */
function figureIn(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text.replace(',', '.'))
  return value > 0 && value * 2 ** 20 <= Number.MAX_SAFE_INTEGER ? value : null
}

const flagIn = (text: string | null): boolean | null => (text === null ? null : text === 'true')

function familyIn(lines: readonly string[]): string | null {
  const numbers = lines.flatMap((line) => {
    const number = /\bMTLGPUFamilyMetal(\d{1,3})\s+\(\d+\)/.exec(line)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
  return numbers.length === 0 ? null : `MTLGPUFamilyMetal${Math.max(...numbers)}`
}

const gibibytesOfMacs: readonly number[] = [8, 16, 18, 24, 32, 36, 48, 64, 96, 128, 192]
/** What Metal gave by default in 2023: two thirds of a smaller machine, three quarters of a larger one. */
const sharesOfRam: readonly number[] = [2 / 3, 3 / 4]

/**
 * Whether "MB" means 2^20 bytes, as in llama.cpp before 2023-12-21 (d232aca5a) and whisper.cpp before 2023-11-15 (bfbaa4dce).
 * Then MiB was not written yet. A limit that is a share of a Mac's RAM to the last digit tells its unit; where it is none, all
 * sizes of the log have the same one.
 */
function hasBinaryMegabytes(lines: readonly string[], limitMb: number): boolean {
  if (lines.some((line) => line.includes('ggml_metal_device_init:'))) return false
  if (lines.some((line) => /\d MiB\b/.test(line))) return false
  if (isShareOfRam(limitMb, 1e6)) return false
  if (isShareOfRam(limitMb, 2 ** 20)) return true
  return lines.some((line) => /\bggml_metal_add_buffer: .*size = +[\d.]+ MB\b/.test(line))
}

/** Whether a limit is what Metal gave by default in 2023, to the last digit. */
export const isShareOfRam = (limitMb: number, bytesPerMegabyte: number): boolean =>
  gibibytesOfMacs.some((gibibytes) =>
    sharesOfRam.some(
      (share) => Math.abs((gibibytes * 2 ** 30 * share) / bytesPerMegabyte - limitMb) < 0.02,
    ),
  )
