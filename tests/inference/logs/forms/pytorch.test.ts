import { describe, expect, it } from 'vitest'
import {
  createLogReader,
  type LogReader,
} from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { pytorchForms } from '../../../../src/main/inference/logs/forms/pytorch.ts'

const index = indexOfForms(pytorchForms)

function readerOf(log: string): LogReader {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${log}\n`)
  return reader
}

// recorded: Sean-lx/ComfyUI comfyui.prev2.log
const start = `[2024-05-27 15:16] 
Total VRAM 32768 MB, total RAM 32768 MB
[2024-05-27 15:16] pytorch version: 2.1.2
[2024-05-27 15:16] Set vram state to: SHARED
[2024-05-27 15:16] Device: mps
[2024-05-27 15:16] ### ComfyUI Revision: 2198 [1900e511] | Released on '2024-05-20'`

describe('what ComfyUI says of itself', () => {
  it('MB of its memory are 2^20', () => {
    expect(readerOf(start).facts()).toEqual({
      vramTotalBytes: 34_359_738_368,
      systemTotalBytes: 34_359_738_368,
    })
  })

  it('its revision names the program without a version', () => {
    expect(readerOf(start).state()).toMatchObject({ program: 'comfyui', version: null })
  })

  it('its version is read where it is printed', () => {
    const composed = '** ComfyUI startup time: 2025-06-01 10:00:00.000\nComfyUI version: 0.3.40'
    expect(readerOf(composed).state()).toMatchObject({ program: 'comfyui', version: '0.3.40' })
    const manager = "### ComfyUI Version: v0.3.10-12-g0f11d60a | Released on '2024-12-28'"
    expect(readerOf(manager).state()).toMatchObject({ program: 'comfyui', version: '0.3.10' })
  })

  it('a sentence about its memory is no figure', () => {
    expect(
      readerOf('It prints Total VRAM 32768 MB, total RAM 32768 MB at the start').facts(),
    ).toEqual({})
  })
})
