import { Absent, Refusal } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import { readGgufModel } from '../inference/models/gguf-shards.ts'
import {
  ggufHeaderText,
  parseGgufHeaderText,
  parseSafetensorsText,
  safetensorsText,
} from '../inference/models/header-text.ts'
import type { GgufHeader } from '../inference/models/model-header.ts'
import {
  readSafetensorsModel,
  type SafetensorsModel,
} from '../inference/models/safetensors-folder.ts'

/** How headers are read. Both throw ParseError, Absent or Refusal. */
export interface HeaderReader {
  gguf(path: string): Promise<GgufHeader>
  safetensors(path: string): Promise<SafetensorsModel>
}

export const headersOf = (disk: Pick<Host, 'ask' | 'openFile'>): HeaderReader => ({
  gguf: (path) => readGgufModel(disk, path),
  safetensors: (path) => readSafetensorsModel(disk, path),
})

/** The same by way of a text that a recording can hold: so a replay has the models of its machine too. */
export function recordableHeadersOf(host: Pick<Host, 'ask' | 'openFile' | 'digest'>): HeaderReader {
  const { gguf, safetensors } = headersOf(host)
  const digest = async (path: string, make: () => Promise<string>): Promise<string> => {
    const answer = await host.digest(path, make)
    if (answer.kind === 'ok') return answer.value
    throw answer.kind === 'absent' ? new Absent(answer.reason) : new Refusal(answer.reason)
  }
  return {
    gguf: async (path) =>
      parseGgufHeaderText(await digest(path, async () => ggufHeaderText(await gguf(path)))),
    safetensors: async (path) =>
      parseSafetensorsText(
        await digest(path, async () => safetensorsText(await safetensors(path))),
      ),
  }
}
