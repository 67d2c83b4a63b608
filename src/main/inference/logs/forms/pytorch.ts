import type { MessageForm } from '../message-form.ts'
import { known, sizeIn } from '../figures.ts'
import { formsOf, says } from './form.ts'

const form = formsOf('comfyui')

// Total VRAM 32768 MB, total RAM 32768 MB
// ** ComfyUI startup time: 2024-11-23 12:22:07.531556
// ComfyUI version: 0.3.40
// ### ComfyUI Revision: 2816 [dd5b57e3] | Released on '2024-11-08'
// ### ComfyUI Version: v0.3.10-12-g0f11d60a | Released on '2024-12-28'
/** What ComfyUI says of itself at the start; its MB are 2^20 (corpus README). PyTorch itself states nothing until it fails. */
export const pytorchForms: readonly MessageForm[] = [
  form(
    'comfyui-total-memory',
    'Total VRAM ',
    /^Total VRAM (\d+) MB, total RAM (\d+) MB$/,
    ([, vram, ram]) =>
      says(
        known({
          vramTotalBytes: sizeIn(vram, 'MB', 'binary'),
          systemTotalBytes: sizeIn(ram, 'MB', 'binary'),
        }),
      ),
  ),
  form(
    'comfyui-start',
    ['ComfyUI startup time:', 'ComfyUI start up time:'],
    /^\*\* ComfyUI start ?up time:/,
    () => ({
      kind: 'program',
      program: 'comfyui',
      version: null,
    }),
  ),
  form(
    'comfyui-version',
    'ComfyUI version: ',
    /^ComfyUI version: v?(\d+\.\d[\w.-]*)$/,
    ([, version = null]) => ({ kind: 'program', program: 'comfyui', version }),
  ),
  form(
    'comfyui-revision',
    ['### ComfyUI Revision: ', '### ComfyUI Version: '],
    /^### ComfyUI (?:Revision: \S|Version: v?(\d+(?:\.\d+)+))/,
    ([, version = null]) => ({ kind: 'program', program: 'comfyui', version }),
  ),
]
