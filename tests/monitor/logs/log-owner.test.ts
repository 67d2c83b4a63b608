import { describe, expect, test } from 'vitest'
import { isOfThisMachine, ownerOf } from '../../../src/main/monitor/logs/log-owner.ts'
import { placeAt, type LogFile } from '../../../src/main/monitor/logs/log-file.ts'
import { toldOf } from '../../inference/server-told.ts'

const usual: LogFile = { ...placeAt('/Users/user/.ollama/logs/server.log'), program: 'ollama' }
const [app, terminal] = [
  toldOf('ollama serve', { pid: 60, port: 11_434 }),
  toldOf('ollama serve', { pid: 61, port: 11_500 }),
]

describe('the owner of a log', () => {
  test('in the usual place of a program is the one that runs, and nobody where two do', () => {
    expect(ownerOf(usual, [app])).toBe(app)
    expect(ownerOf(usual, [app, terminal])).toBeNull()
  })

  test('is the one that writes it, however many run', () => {
    expect(ownerOf({ ...usual, writer: terminal.found.root }, [app, terminal])).toBe(terminal)
  })

  test('is nobody where nothing leads there', () => {
    expect(ownerOf(placeAt('/var/a.log'), [app])).toBeNull()
  })
})

describe('what a log says of the machine', () => {
  const inTmp: LogFile = { ...usual, path: '/tmp/llama-server.log' }
  test.each([
    ['in the usual place of a program', usual, true],
    ['of a program that runs', { ...inTmp, writer: app.found.root }, true],
    ['that anybody may write', inTmp, false],
    [
      'that anybody may write, by the path of a Mac',
      { ...usual, path: '/private/tmp/a.log' },
      false,
    ],
    ['that a user has named', placeAt('/Users/user/from-a-colleague.log'), false],
  ])('is believed by whose it is: one %s', (_, file, isBelieved) => {
    expect(isOfThisMachine(file)).toBe(isBelieved)
  })
})
