import { describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { headroom } from '../headroom-program.ts'

const commands = ['status', 'watch', 'wait', 'snooze', 'doctor', 'record', 'replay', 'serve']

/** One sentence, and at most where to read more: no stack, no colour. */
function expectSentence(stderr: string, sentence: RegExp): void {
  const lines = stderr.trimEnd().split('\n')
  expect(lines[0]).toMatch(sentence)
  expect(lines.slice(1).filter((line) => line !== '(headroom --help lists the commands)')).toEqual(
    [],
  )
  expect(stderr).not.toContain('\u001b')
}

const logs = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `--log=/tmp/${index}.log`)

describe('wrong use ends with 2, one sentence and an empty standard output', () => {
  test.each([
    [['nonsense'], /unknown command 'nonsense'/],
    [['status', 'extra'], /too many arguments/],
    [['watch', 'extra', 'more'], /too many arguments/],
    [['--nonsense'], /unknown option '--nonsense'/],
    [['status', '--nonsense'], /unknown option '--nonsense'/],
    [['serve', '--port'], /argument missing/],
    [['serve', '--port', 'x'], /"x" is not a port/],
    [['serve', '--port', '65536'], /"65536" is not a port/],
    [['serve', '--port', '-1'], /"-1" is not a port|argument missing/],
    [['watch', '--every'], /argument missing/],
    [['watch', '--every', 'often'], /"often" is not a duration: write 500ms, 2s, 5m or 1h/],
    [['watch', '--every', '10ms'], /from 1s to 1h/],
    [['watch', '--room', '22XB'], /"22XB" is not a size: write 22GB, 22GiB or a number of bytes/],
    [['watch', '--room', '-1'], /is not a size|argument missing/],
    [['serve', ...logs(41)], /no more than 40 logs can be followed/],
    [['record'], /required option '--out <file>' not specified/],
    [
      ['record', '--out', '/no/such/folder/x'],
      /\/no\/such\/folder\/x cannot be written: no such file or folder/,
    ],
    [['record', '--out', '/tmp/x', '--for', 'ever'], /"ever" is not a duration/],
    [['record', '--out', '/tmp/x', '--for', '30d'], /from 1s to 7d/],
    [['replay'], /missing required argument 'file'/],
    [['replay', 'x', '--speed', '0'], /"0" is not a speed/],
    [['serve', '--host', '192.168.1.2'], /192\.168\.1\.2 is no address of this machine/],
    [['serve', '--name', 'a b'], /"a b" is no name of a machine/],
    [['serve', '--tls-cert', 'cert.pem'], /--tls-cert and --tls-key belong together/],
    [
      ['serve', '--tls-cert', '/no/cert', '--tls-key', '/no/key'],
      /\/no\/cert: no such file or folder/,
    ],
    [['serve', '--replay', '/no/such/file'], /\/no\/such\/file: no such file or folder/],
    [['--headless', '--require-gui'], /there is no window: --headless was given/],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await headroom(...args)
    expect([code, stdout]).toEqual([2, ''])
    expectSentence(stderr, sentence)
  })
})

describe('help', () => {
  test('--help lists every command', async () => {
    const { code, stdout, stderr } = await headroom('--help')
    expect([code, stderr]).toEqual([0, ''])
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ +${command} `, 'm'))
  })

  test.each(commands)('%s --help tells its options', async (command) => {
    const { code, stdout, stderr } = await headroom(command, '--help')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(new RegExp(`^Usage: headroom ${command} `))
    expect(stdout).toContain('Options:')
  })

  test.each(['--version', '-V'])('%s tells the version of the package', async (option) => {
    const { code, stdout, stderr } = await headroom(option)
    expect([code, stdout, stderr]).toEqual([0, `${manifest.version}\n`, ''])
  })
})
