import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { versionsOf } from '../../../src/renderer/about/versions-text.ts'
import { about } from '../../../src/renderer/words/en/about.ts'
import { fromRoot } from '../../from-root.ts'

test('the versions are a line each, those that are not known left out, and without the folder', () => {
  expect(
    versionsOf({
      schema: 'headroom/about/1',
      version: '',
      parts: [
        { name: 'Node', version: '24.21.0' },
        { name: 'mac\nOS', version: '26.1\u202e' },
      ],
      folder: '/Users/alice/x',
    }),
  ).toBe('Node 24.21.0\nmac\ufffdOS 26.1\ufffd')
})

test('what has never run on a Mac is said as long as the README says it', () => {
  const said = 'Nothing here has run on a Mac yet'
  expect(about.neverOnMac.startsWith(said)).toBe(
    readFileSync(fromRoot('README.md'), 'utf8').includes(said),
  )
})
