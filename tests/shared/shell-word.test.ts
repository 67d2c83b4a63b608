import { expect, test } from 'vitest'
import { shellCommand } from '../../src/shared/shell-word.ts'

test.each([
  ['Loom', 'headroom quit Loom'],
  ['Sync Agent', "headroom quit 'Sync Agent'"],
  ["it's $(rm -rf ~)`", String.raw`headroom quit 'it'\''s $(rm -rf ~)` + "`'"],
  ['--yes', "headroom quit -- '--yes'"],
  ['', null],
  ['a\nb', null],
  ['a\u001b[31m', null],
])('%j is the last word of a command', (name, command) => {
  expect(shellCommand('headroom quit', name)).toBe(command)
})
