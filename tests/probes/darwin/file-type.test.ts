import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import { fileType, parseFileTypes } from '../../../src/main/probes/darwin/file-type.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, parsedOrNull } from '../../mutated.ts'

const text = `/opt/both: Mach-O universal binary with 2 architectures: [x86_64:Mach-O 64-bit executable x86_64] [arm64e:Mach-O 64-bit executable arm64e]
/opt/both (for architecture x86_64):\tMach-O 64-bit executable x86_64
/opt/both (for architecture arm64e):\tMach-O 64-bit executable arm64e
/opt/My Engine: Mach-O 64-bit executable arm64
/opt/old.dylib:   Mach-O 64-bit dynamically linked shared library x86_64
/opt/run.sh: POSIX shell script text executable, ASCII text
/opt/none: cannot open \`/opt/none' (No such file or directory)
`
const types = [
  { path: '/opt/both', architectures: ['x86_64', 'arm64e'], isNativeOnArm64: true },
  { path: '/opt/My Engine', architectures: ['arm64'], isNativeOnArm64: true },
  { path: '/opt/old.dylib', architectures: ['x86_64'], isNativeOnArm64: false },
  { path: '/opt/run.sh', architectures: null, isNativeOnArm64: null },
]

/** As macOS 12 and later write it. */
const broken = `/opt/both: Mach-O universal binary with 2 architectures: [x86_64:Mach-O 64-bit executable x86_64
- Mach-O 64-bit executable x86_64] [arm64e:Mach-O 64-bit executable arm64e
- Mach-O 64-bit executable arm64e]
/opt/both (for architecture x86_64):\tMach-O 64-bit executable x86_64
/opt/both (for architecture arm64e):\tMach-O 64-bit executable arm64e
/opt/My Engine: Mach-O 64-bit executable arm64
`

test('architectures are told in their order, and a file that cannot be read is not told', () => {
  expect(parseFileTypes(text)).toEqual(types)
  expect(parseFileTypes(text.replaceAll('\n', '\r\n'))).toEqual(types)
})

test('a description that is broken into lines is of one file', () => {
  expect(parseFileTypes(broken)).toEqual(types.slice(0, 2))
  expect(parseFileTypes(broken.replaceAll('\n', '\r\n'))).toEqual(types.slice(0, 2))
  const withoutPath = broken.replaceAll('/opt/both: ', '').split('/opt')[0] ?? ''
  expect(parseFileTypes(withoutPath)).toMatchObject([
    { path: null, architectures: ['x86_64', 'arm64e'] },
  ])
})

test('a file whose name begins with a dash is one of its own where it was asked for', () => {
  const text = 'a: Mach-O 64-bit executable arm64\n- b: ASCII text\n'
  expect(parseFileTypes(text, ['a', '- b'])).toMatchObject([{ path: 'a' }, { path: '- b' }])
})

test.each([
  [
    'of an older release',
    'x: Mach-O fat file with 2 architectures\nx (for architecture i386):\tMach-O executable i386\nx (for architecture ppc):\tMach-O executable ppc\n',
    ['i386', 'ppc'],
  ],
  [
    'of a newer libmagic',
    'x: Mach-O universal binary with 2 architectures: [x86_64:\\012- Mach-O 64-bit x86_64 executable, flags:<PIE>] [\\012- arm64:\\012- Mach-O 64-bit arm64 executable]\n',
    ['x86_64', 'arm64'],
  ],
  [
    'of a newer libmagic that breaks its lines',
    'x: Mach-O universal binary with 2 architectures: [x86_64:\n- Mach-O 64-bit x86_64 executable, flags:<PIE>] [\n- arm64:\n- Mach-O 64-bit arm64 executable]\n',
    ['x86_64', 'arm64'],
  ],
  [
    'of a newer libmagic, thin',
    'x: Mach-O 64-bit arm64 executable, flags:<NOUNDEFS|PIE>\n',
    ['arm64'],
  ],
  ['of an architecture yet to come', 'x: Mach-O 64-bit executable arm128\n', ['arm128']],
])('the form %s is read too', (_, form, architectures) => {
  expect(parseFileTypes(form)).toMatchObject([{ path: 'x', architectures }])
})

test('without a path in the text there is none in the answer', () => {
  expect(parseFileTypes('Mach-O 64-bit executable x86_64\n')).toEqual([
    { path: null, architectures: ['x86_64'], isNativeOnArm64: false },
  ])
  expect(parseFileTypes('ASCII text\n')).toMatchObject([{ path: null, architectures: null }])
})

test('a colon in a path that was asked for misleads nobody', () => {
  const probe = fileType(['/tmp/a: Mach-O b', '/tmp/a'])
  expect(probe.parse('/tmp/a: Mach-O b: Mach-O 64-bit executable arm64\n')).toMatchObject([
    { path: '/tmp/a: Mach-O b', architectures: ['arm64'] },
  ])
  expect(keyOf(probe.question)).toBe('/usr/bin/file -- "/tmp/a: Mach-O b" /tmp/a')
})

test('no text is no answer', () => {
  expect(() => parseFileTypes('')).toThrow(ParseError)
})

test('a text that was cut never tells other architectures of a file', () => {
  for (const good of [text, broken]) {
    for (let length = 0; length < good.length; length++) {
      for (const type of parsedOrNull(parseFileTypes, good.slice(0, length)) ?? []) {
        expect(types).toContainEqual(type)
      }
    }
  }
})

test('foreign text is a ParseError or files with architectures', () => {
  for (const good of [text, broken]) {
    expectSound(parseFileTypes, good, (files) =>
      files.every((one) => one.architectures?.length !== 0),
    )
  }
})
