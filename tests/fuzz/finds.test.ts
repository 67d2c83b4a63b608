import { expect, test } from 'vitest'
import { allSubjects } from './all-subjects.ts'
import { finds } from './finds.ts'
import { isOfBytes } from './fuzz.ts'
import { tryInput } from './trying.ts'

test.each(finds.map((find) => [find.subject, find.was, find] as const))(
  '%s gives no more: %s',
  async (_, __, { subject, input }) => {
    const found = allSubjects.find(({ name }) => name === subject)
    if (found === undefined || isOfBytes(found)) return expect.fail('no such subject')
    expect((await tryInput(found, input, true)).fault).toBeNull()
  },
)

test('a name in bytes that are no UTF-8 prints nothing of the library’s to the terminal', async () => {
  const { plistIn } = await import('../../src/main/probes/darwin/forms/plist.ts')
  const said: unknown[] = []
  const { warn, error } = console
  console.warn = (...words: unknown[]) => void said.push(words)
  console.error = (...words: unknown[]) => void said.push(words)
  try {
    expect(plistIn('<plist version="1.0"><string>a\ufffdb</string></plist>')).toBe('a\ufffdb')
  } finally {
    Object.assign(console, { warn, error })
  }
  expect(said).toEqual([])
})
