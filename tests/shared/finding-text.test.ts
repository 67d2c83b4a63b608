import { describe, expect, test } from 'vitest'
import { printableCommand, shownFinding, titleOfClass } from '../../src/shared/finding-text.ts'
import { printedLine, type Finding } from '../../src/shared/finding.ts'
import { serverId } from '../../src/shared/ids.ts'
import { flat, full, killed, refused } from './found.ts'
import { atMs, llamaServer, ollama } from './loaded.ts'

const shown = (finding: Finding, servers = [ollama, llamaServer]) =>
  shownFinding(finding, { servers, atMs })

test('each class has a title of its own, short enough for one line', () => {
  const titles = Object.values(titleOfClass)
  expect(new Set(titles).size).toBe(titles.length)
  expect(titles.filter(({ length }) => length > 40)).toEqual([])
})

describe('who a finding is of', () => {
  test('is the program, and the server where its title says something else', () => {
    expect(shown(refused).who).toBe('Ollama')
    expect(shown(full).who).toBe('llama.cpp, llama-server')
    expect(shown(killed).who).toBeNull()
  })

  test('is the server with its port where two have one title', () => {
    const second = { ...ollama, id: serverId('second'), port: 11_435 }
    expect(shown(refused, [ollama, second]).who).toBe('Ollama on port 11434')
  })

  test('is the program where its server has gone, and the server where no program is told', () => {
    expect(shown(refused, []).who).toBe('Ollama')
    expect(shown({ ...full, program: null }).who).toBe('llama-server')
  })
})

describe('when it was', () => {
  test('is told of what a log says as long ago, and of what the machine shows as a duration', () => {
    expect(shown(full).when).toBe('4 s ago')
    expect(shown(flat).when).toBe('for 20 s')
  })

  test('has its count where it came again: its time is that of the last', () => {
    expect(shown(refused).when).toBe('3 times, last 5 min ago')
    expect(shown({ ...refused, lastAtMs: null }).when).toBe('3 times')
  })

  test('is not told where it is not known', () => {
    expect(shown(killed).when).toBeNull()
  })
})

describe('where it stands', () => {
  test('is the file and the line, with the folder for who wants it', () => {
    expect(shown(refused).place).toEqual({
      name: 'server.log, line 1204',
      inFull: '/Users/ada/.ollama/logs/server.log, line 1204',
      line: 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB',
    })
  })

  test('has no line number where the lines above were not read', () => {
    expect(shown(full).place?.name).toBe('llama-server.log')
    expect(shown(killed).place?.name).toBe('run.log, line 4')
    expect(shown(flat).place).toBeNull()
  })
})

describe('foreign text in a finding', () => {
  test('brings no control characters along, wherever it stands', () => {
    const evil = 'a\u001b[31m\u202eb'
    const clean = 'a\ufffd[31m\ufffdb'
    const one = shown({
      ...killed,
      program: evil,
      sentence: evil,
      cause: evil,
      fixes: [{ text: evil, command: evil, costs: evil }],
      misadvice: [{ advice: evil, why: evil }],
      place: { path: `/tmp/${evil}`, lineNumber: null, line: evil },
    })
    expect(one).toMatchObject({
      who: clean,
      sentence: clean,
      cause: clean,
      fixes: [{ text: clean, command: clean, costs: clean }],
      misadvice: [{ advice: clean, why: clean }],
      place: { name: clean, inFull: `/tmp/${clean}`, line: clean },
    })
  })

  test('is bounded: a line at its 500th character', () => {
    expect(printedLine('x'.repeat(600))).toHaveLength(500)
    expect(printedLine('a\tb ')).toBe('a  b')
  })

  test('does not shorten the path in a command, and its lines stay lines', () => {
    const path = `/models/${'x'.repeat(1_024)}.gguf`
    expect(printableCommand(`llama-server -m ${path}`)).toBe(`llama-server -m ${path}`)
    expect(printableCommand('one\ntwo\u001b')).toBe('one\ntwo\ufffd')
  })
})
