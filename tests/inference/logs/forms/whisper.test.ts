import { describe, expect, it } from 'vitest'
import {
  createLogReader,
  type LogReader,
} from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { whisperForms } from '../../../../src/main/inference/logs/forms/whisper.ts'

const index = indexOfForms(whisperForms)

function readerOf(log: string): LogReader {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${log}\n`)
  return reader
}

// composed from whisper.cpp 1.8 (whisper_model_load, whisper_init_state)
const load = `whisper_init_from_file_with_params_no_state: loading model from 'models/ggml-base.en.bin'
whisper_init_with_params_no_state: use gpu    = 1
whisper_model_load: loading model
whisper_model_load:        MTL0 total size =   147.37 MB
whisper_model_load: model size    =  147.37 MB
whisper_backend_init_gpu: using MTL0 backend
whisper_init_state: kv self size  =    6.29 MB
whisper_init_state: kv cross size =   18.87 MB
whisper_init_state: kv pad  size  =    3.15 MB
whisper_init_state: compute buffer (conv)   =   17.24 MB
whisper_init_state: compute buffer (encode) =   26.31 MB
whisper_init_state: compute buffer (cross)  =   10.81 MB
whisper_init_state: compute buffer (decode) =   97.29 MB`

describe('what whisper.cpp was granted', () => {
  it('its MB are 10^6, and all caches and all compute buffers count', () => {
    expect(readerOf(load).facts()).toEqual({
      modelPath: 'models/ggml-base.en.bin',
      gpuModelBytes: 147_370_000,
      gpuKvBytes: 28_310_000,
      gpuComputeBytes: 151_650_000,
    })
  })

  it('another load begins anew', () => {
    const again = load.replace('ggml-base.en.bin', 'ggml-small.bin')
    expect(readerOf(`${load}\n${again}`).facts()).toMatchObject({
      modelPath: 'models/ggml-small.bin',
      gpuKvBytes: 28_310_000,
    })
  })

  it('weights on the CPU are told apart', () => {
    const line = 'whisper_model_load:          CPU total size =   147.37 MB'
    expect(readerOf(line).facts()).toEqual({ cpuModelBytes: 147_370_000 })
  })

  it('names itself, and says when it could not load', () => {
    const failed = `${load.split('\n')[0] ?? ''}\nerror: failed to initialize whisper context`
    expect(readerOf(failed).state()).toMatchObject({ program: 'whisper.cpp', stage: 'failed' })
  })

  it('figures in a sentence are none', () => {
    expect(readerOf('My whisper_init_state: kv self size  =    6.29 MB').facts()).toEqual({})
  })
})
