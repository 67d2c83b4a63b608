import type { Pid } from '../../../shared/ids.ts'
import type { MappedFile } from '../mapped-file.ts'
import type { Probe } from '../probe.ts'
import { parseOpenFiles, unescaped } from './forms/lsof-fields.ts'

/** macOS tells all mapped files as those of the program's text. Of another user's process none are told. */
export const mappedFilesByLsof = (id: Pid): Probe<readonly MappedFile[]> => ({
  question: {
    kind: 'command',
    argv: ['/usr/sbin/lsof', '-nP', '-w', '-a', '-d', 'txt', '-p', String(id), '-F', 'ftsn'],
    toleratedExitCodes: [1], // it has ended
  },
  parse: parseMappedFilesByLsof,
})

// p4711
// ftxt
// tREG
// s16777216
// n/Users/ann/My Models/qwen3-4b.gguf
/** Each file once, with its whole size: how much of it is mapped is not told. */
export function parseMappedFilesByLsof(text: string): readonly MappedFile[] {
  const files = parseOpenFiles(text).flatMap(({ fields }): readonly MappedFile[] => {
    const path = unescaped(fields.get('n') ?? '')
    const size = fields.get('s') ?? ''
    const isRegular = /^V?REG$/.test(fields.get('t') ?? 'REG')
    if (!isRegular || !/^\/(?!dev\/)/.test(path) || !/^\d{1,15}$/.test(size)) return []
    return [{ path, bytes: Number(size) }]
  })
  return [...new Map(files.map((file) => [file.path, file])).values()]
}
