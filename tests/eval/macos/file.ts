import { parseFileTypes, type FileType } from '../../../src/main/probes/darwin/file-type.ts'
import type { Adapter } from './sample.ts'

export const file: Adapter = ({ text }) => {
  const types = parseFileTypes(text)
  const first = types[0]
  if (first?.path === null) return keysOf(first)
  return { files: Object.fromEntries(types.map((type) => [type.path, keysOf(type)])) }
}

const keysOf = (type: FileType): Readonly<Record<string, unknown>> => ({
  archs: type.architectures,
  runs_native_on_arm64: type.isNativeOnArm64,
})
