import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  agentFileIn,
  agentPlist,
  valuesOf,
  type AgentPlan,
} from '../../../src/main/cli/agent/agent-plist.ts'
import { agentUrl } from '../../../src/main/cli/agent/agent-remote.ts'
import { plistIn } from '../../../src/main/probes/darwin/forms/plist.ts'

const plan: AgentPlan = {
  command: ['/Applications/Headroom.app/Contents/MacOS/Headroom', '--cli', '--'],
  port: 4317,
  tokenFile: '/Users/me/Library/Application Support/headroom/agent-token',
  allowsActs: false,
  logFile: '/Users/me/Library/Logs/Headroom/agent.log',
}

describe('the property list of the agent', () => {
  test('is what launchd.plist(5) names, and nothing else', () => {
    expect(plistIn(agentPlist(plan))).toEqual({
      Label: 'dev.headroom.agent',
      ProgramArguments: [
        ...plan.command,
        'serve',
        '--port',
        '4317',
        '--token-file',
        plan.tokenFile,
      ],
      RunAtLoad: true,
      KeepAlive: { SuccessfulExit: false },
      ThrottleInterval: 30,
      ProcessType: 'Interactive',
      StandardOutPath: plan.logFile,
      StandardErrorPath: plan.logFile,
      Umask: 63,
    })
  })

  test('is read back as it was written, whatever the paths are', () => {
    // what XML cannot hold is no path of a Mac's either: HFS+ and APFS names are made by people
    const path = fc
      .string({ unit: 'grapheme', minLength: 1 })
      // oxlint-disable-next-line no-control-regex -- those that XML 1.0 leaves out
      .filter((text) => !/[\u0000-\u001f\ufffe\uffff]/.test(text))
      .map((text) => `/${text}`)
    fc.assert(
      fc.property(path, path, fc.nat(65_535), fc.boolean(), (program, tokenFile, port, acts) => {
        const given = { ...plan, command: [program] as const, tokenFile, port, allowsActs: acts }
        expect(agentFileIn(agentPlist(given))).toEqual({
          command: [program],
          tokenFile,
          port,
          allowsActs: acts,
        })
      }),
    )
  })

  test.each([
    ['nothing', ''],
    ['a text', 'something'],
    ['another label', agentPlist(plan).replace('dev.headroom.agent', 'dev.other')],
    ['another word', agentPlist(plan).replace('>serve<', '>status<')],
    ['a word more', agentPlist(plan).replace('</array>', '<string>--room</string></array>')],
    ['no port', agentPlist(plan).replace('>4317<', '>x<')],
    ['no plist at its end', agentPlist(plan).slice(0, -20)],
    [
      'a text in place of words',
      '<plist><dict><key>Label</key><string>dev.headroom.agent</string><key>ProgramArguments</key><string>serve</string></dict></plist>',
    ],
  ])('with %s it is none of ours', (_, text) => {
    expect(agentFileIn(text)).toBeNull()
  })
})

test('what it passes on to serve is read back, and nothing else', () => {
  const others = ['--host', '0.0.0.0', '--name', 'mac.example', '--name', 'b.example']
  const file = agentFileIn(agentPlist({ ...plan, allowsActs: true, others }))
  expect(file).toMatchObject({ allowsActs: true, others })
  expect(valuesOf(others, '--name')).toEqual(['mac.example', 'b.example'])
  const read = (words: readonly string[]) => agentFileIn(agentPlist({ ...plan, others: words }))
  expect(read(['--replay', '/tmp/a.jsonl'])).toBeNull()
  expect(read(['--host'])).toBeNull()
  expect(read(['--host', ''])).toBeNull()
})

test('the address of an agent is the one under which it can be reached', () => {
  expect(agentUrl(4317, [])).toBe('http://127.0.0.1:4317/')
  expect(agentUrl(4317, ['--host', '::1'])).toBe('http://[::1]:4317/')
  expect(agentUrl(4317, ['--host', '192.0.2.7'])).toBe('https://192.0.2.7:4317/')
  const named = ['--host', '0.0.0.0', '--name', 'mac.example']
  expect(agentUrl(4317, named)).toBe('https://mac.example:4317/')
})
