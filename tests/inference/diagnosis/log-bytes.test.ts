import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineSplitter } from '../../../src/main/host/log/line-splitter.ts'
import { maxLineBytes } from '../../../src/main/host/log/open-log.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'

const index = createCatalogue()

/** What a log says whose bytes come in these chunks. */
function readIn(chunks: readonly Buffer[]) {
  const splitter = createLineSplitter(maxLineBytes, false)
  const reader = createLogReader(index, { program: null, isAppleSilicon: true })
  for (const chunk of chunks) reader.read(splitter.push(chunk)?.text ?? '')
  reader.read(splitter.end()?.text ?? '')
  return { failures: reader.failures(), facts: reader.facts(), lineCount: reader.lineCount() }
}

// composed after inference-logs.md §2 and §3
const said = [
  "srv    load_model: loading model 'modèle █.gguf'",
  'load_tensors: Metal_Mapped model buffer size =  4403.49 MiB',
  'ggml_metal_device_init: recommendedMaxWorkingSetSize  = 22906.50 MB',
  'ggml_metal_buffer_init: error: failed to allocate buffer, size =  8484.02 MiB',
  'error: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)',
  'zsh: killed     python x.py',
  ' 50%|█████     | 1/2 [00:33<00:33, 33.69s/it]',
  '',
].map((line) => Buffer.from(line))
const odd = fc.oneof(
  fc.constantFrom(...said),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
  // cut off characters, a BOM, a byte that begins none
  fc.constantFrom([0xe2, 0x96], [0xef, 0xbb, 0xbf], [0xff], [0]).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(60_000, maxLineBytes + 7).map((length) => Buffer.alloc(length, 'all is idle ')),
)
const ends = fc.constantFrom('\n', '\r\n', '\r', '').map((end) => Buffer.from(end))
const logs = fc
  .array(fc.tuple(odd, ends), { maxLength: 14 })
  .map((parts) => Buffer.concat(parts.flat()))

test('the same is found in a log wherever its bytes are cut, whatever they are', () => {
  fc.assert(
    fc.property(
      logs,
      fc.array(fc.nat({ max: 1_000 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      (log, cuts, step) => {
        const whole = readIn([log])
        const places = [0, ...cuts.map((cut) => Math.floor((cut / 1_000) * log.length)), log.length]
        const sorted = places.toSorted((a, b) => a - b)
        const pieces = sorted.slice(1).map((end, at) => log.subarray(sorted[at], end))
        expect(readIn(pieces)).toEqual(whole)
        // and byte by byte, or nearly, where that takes no time
        if (log.length > 2_000) return
        const small = Array.from({ length: Math.ceil(log.length / step) }, (_, at) =>
          log.subarray(at * step, (at + 1) * step),
        )
        expect(readIn(small)).toEqual(whole)
      },
    ),
    { numRuns: 100 },
  )
})
