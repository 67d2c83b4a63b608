import type { BufferKind, LogEvent, MessageForm } from '../message-form.ts'
import { sizeIn } from '../figures.ts'
import { formsOf } from './form.ts'

const form = formsOf('whisper.cpp')

// whisper_init_from_file_with_params_no_state: loading model from 'models/ggml-base.en.bin'
// whisper_model_load:    Metal total size =  1518.88 MB     (2023-11: Metal buffer size =)
// whisper_model_load: model size    = 1518.88 MB
// whisper_init_state: kv self size  =    6.29 MB
// whisper_init_state: kv cross size =   18.87 MB
// whisper_init_state: kv pad  size  =    3.15 MB
// whisper_init_state: compute buffer (encode) =   26.31 MB
/**
 * whisper.cpp's sizes; MB are 10^6 since 2023-11-15 (inference-logs.md §3). Only weights name their device; the rest lies on the
 * first one, which on a Mac is Metal unless it was told otherwise.
 */
export const whisperForms: readonly MessageForm[] = [
  form('whisper-program', 'whisper_init_', /^whisper_init_(?:from|with)_/, () => ({
    kind: 'program',
    program: 'whisper.cpp',
    version: null,
  })),
  form(
    'whisper-load-begins',
    'whisper_init_from_',
    /^whisper_init_from_\w+: loading model from (?:'(.+)'|buffer)/,
    ([, path = null]) => ({ kind: 'load', modelPath: path, port: null }),
  ),
  form(
    'whisper-weights',
    ['total size =', 'buffer size ='],
    /^whisper_model_load: +(\S+) +(?:total|buffer) size = *(\d+(?:[.,]\d+)?) MB/,
    ([, device = '', figure]) => granted('model', device, figure),
  ),
  form(
    'whisper-kv',
    'whisper_init_state: kv ',
    /^whisper_init_state: kv (?:self|cross|pad) +size += *(\d+(?:[.,]\d+)?) MB/,
    ([, figure]) => granted('kv', 'Metal', figure),
  ),
  form(
    'whisper-compute',
    'whisper_init_state: compute buffer',
    /^whisper_init_state: compute buffer \(\w+\) += *(\d+(?:[.,]\d+)?) MB/,
    ([, figure]) => granted('compute', 'Metal', figure),
  ),
  form(
    'whisper-load-failed',
    ['failed to load model', 'failed to initialize whisper context'],
    /^(?:whisper_\w+: failed to load model|error: failed to initialize whisper context)$/,
    () => ({ kind: 'load-failed' }),
  ),
]

function granted(what: BufferKind, device: string, figure: string | undefined): LogEvent | null {
  const bytes = sizeIn(figure, 'MB', 'decimal')
  return bytes === null ? null : { kind: 'buffer', what, device, bytes }
}
