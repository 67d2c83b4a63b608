import { describe, expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import { unescaped } from '../../../src/main/probes/darwin/forms/lsof-fields.ts'
import {
  listeningPorts,
  parseListeningPorts,
} from '../../../src/main/probes/darwin/lsof-listening.ts'
import {
  mappedFilesByLsof,
  parseMappedFilesByLsof,
} from '../../../src/main/probes/darwin/lsof-mapped.ts'
import { parseFolder } from '../../../src/main/probes/darwin/lsof-folder.ts'
import { parseOutputFiles } from '../../../src/main/probes/darwin/lsof-outputs.ts'
import { pid } from '../../../src/shared/ids.ts'
import { expectSound } from '../../mutated.ts'

/** Composed by us after lsof(8). */
const listening = `p4711
cllama-server
Lann
f12
n127.0.0.1:18305
f13
n127.0.0.1:18305
p4712
cOllama
Lann
f3
tIPv4
n*:8080
f4
tIPv4
n*:8080
f5
tIPv6
n*:8080
f5
tIPv6
n[::1]:1234
f6
n[fe80:1::1]:1235
f7
n127.0.0.1:5000->127.0.0.1:6000
f8
n*:*
p4713
cLM\\x20Studio\\x20Helper
f9
n192.168.1.5:1234
`

describe('the ports that lsof tells', () => {
  test('have their process, user and address, each once', () => {
    expect(parseListeningPorts(listening)).toEqual([
      { pid: 4711, user: 'ann', address: '127.0.0.1', port: 18_305 },
      { pid: 4712, user: 'ann', address: '0.0.0.0', port: 8_080 },
      { pid: 4712, user: 'ann', address: '::', port: 8_080 },
      { pid: 4712, user: 'ann', address: '::1', port: 1_234 },
      { pid: 4712, user: 'ann', address: 'fe80:1::1', port: 1_235 },
      { pid: 4713, user: null, address: '192.168.1.5', port: 1_234 },
    ])
  })

  test('are the same from an lsof that prints no descriptors unasked', () => {
    const without = listening.replaceAll(/^f\d+\n/gm, '')
    expect(parseListeningPorts(without)).toEqual(parseListeningPorts(listening))
  })

  test('are none where it prints nothing, and a line that was cut is none', () => {
    expect(parseListeningPorts('')).toEqual([])
    expect(parseListeningPorts('p4711\ncx\nLann\nf12\nn127.0.0.1:183')).toEqual([])
  })

  test('are asked of a few processes at once; that there is none is an answer', () => {
    const { question, parse } = listeningPorts([pid(1), pid(23)])
    expect(keyOf(question)).toBe('/usr/sbin/lsof -nP -a -p 1,23 -iTCP -sTCP:LISTEN -F pcLtn')
    expect(question).toMatchObject({ toleratedExitCodes: [1] })
    expect(parse('p23\nf1\nn*:80\np24\nf1\nn*:81\n')).toMatchObject([{ pid: 23, address: '*' }])
    expect(listeningPorts([]).parse(listening)).toEqual([])
  })

  test('are ports whatever the text is', () => {
    expectSound(parseListeningPorts, listening, (listeners) =>
      listeners.every(({ address, port }) => address !== '' && port <= 65_535),
    )
  })
})

const mapped = `p4711
ftxt
tREG
s43888
n/opt/homebrew/bin/llama-server
ftxt
tREG
s5000000000
n/Users/ann/My Models/M\\xc3\\xbcller\\\\3\\n4b.gguf
ftxt
tREG
s5000000000
n/Users/ann/My Models/M\\xc3\\xbcller\\\\3\\n4b.gguf
ftxt
tCHR
s12
n/opt/device
ftxt
tREG
n/opt/without-size
ftxt
tREG
s7
n/dev/null
ftxt
n(revoked)
`

describe('the mapped files that lsof tells', () => {
  test('are files with their sizes, each once', () => {
    expect(parseMappedFilesByLsof(mapped)).toEqual([
      { path: '/opt/homebrew/bin/llama-server', bytes: 43_888 },
      { path: '/Users/ann/My Models/Müller\\3\n4b.gguf', bytes: 5_000_000_000 },
    ])
  })

  test('are the same from an lsof that prints no descriptors unasked', () => {
    const without = mapped.replaceAll('ftxt\n', '')
    expect(parseMappedFilesByLsof(without)).toEqual(parseMappedFilesByLsof(mapped))
  })

  test('are asked of one process; that it has ended is an answer', () => {
    const { question, parse } = mappedFilesByLsof(pid(23))
    expect(keyOf(question)).toBe('/usr/sbin/lsof -nP -w -a -d txt -p 23 -F ftsn')
    expect(question).toMatchObject({ toleratedExitCodes: [1] })
    expect(parse('')).toEqual([])
  })

  test('are files whatever the text is', () => {
    expectSound(parseMappedFilesByLsof, mapped, (files) =>
      files.every(({ path }) => path.startsWith('/')),
    )
  })
})

test.each([
  ['/a\\x20b', '/a b'],
  ['/M\\xc3\\xbcller', '/Müller'],
  ['/tab\\tand\\nline', '/tab\tand\nline'],
  ['/back\\\\slash\\\\x20', '/back\\slash\\x20'],
  ['/of an older lsof\\e', '/of an older lsof\\e'],
  ['/not \\xff utf-8', '/not \ufffd utf-8'],
  ['/half \\x2', '/half \\x2'],
])('the name %s is that of %s', (name, path) => {
  expect(unescaped(name)).toBe(path)
})

describe('where the output of a process goes', () => {
  test('is told as files, each once', () => {
    const text =
      'p4711\nf1\ntREG\nn/Users/ann/My Logs/llama.log\nf2\ntREG\nn/Users/ann/My Logs/llama.log\n'
    expect(parseOutputFiles(text)).toEqual(['/Users/ann/My Logs/llama.log'])
  })

  test('is nowhere that could be read, where it is a terminal, a pipe or a socket', () => {
    const text = 'p4711\nf1\ntCHR\nn/dev/ttys003\nf2\ntPIPE\nn->0x1f2e3d4c\n'
    expect(parseOutputFiles(text)).toEqual([])
    expect(parseOutputFiles('p4711\nf1\ntunix\nn/tmp/x.sock\n')).toEqual([])
    expect(parseOutputFiles('')).toEqual([])
  })
})

/** Composed by us after lsof(8). */
describe('the folder in which a process runs', () => {
  test('is told with its blanks, and with letters that lsof writes byte by byte', () => {
    expect(parseFolder('p4711\nfcwd\nn/Users/ann/My Models\n')).toBe('/Users/ann/My Models')
    expect(parseFolder('p4711\nfcwd\nn/Users/ann/\\xc3\\xbc\n')).toBe('/Users/ann/ü')
  })

  test.each(['', 'p4711\n', 'p4711\nfcwd\nnunknown\n'])('is not made up: %j', (text) => {
    expect(() => parseFolder(text)).toThrow('no folder is told')
  })
})
