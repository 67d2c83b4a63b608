import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod/mini'
import { createRedact } from '../../src/main/host/redact.ts'
import { systemProfile } from '../../src/main/probes/darwin/system-profiler.ts'
import { keyOf } from '../../src/main/host/host.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { suite } from '../eval/suites/macos.ts'
import { tempFolder } from '../processes.ts'
import type { Asked } from './ask-all.ts'
import { checkMac } from './check-mac.ts'
import { optionsOf, type Options } from './options.ts'
import { pigOfScene, replayedMac, type Answers } from './replayed-mac.ts'
import { summaryOf } from './report.ts'

const manifestShape = z.object({ samples: z.array(z.looseObject({ read: z.unknown() })) })

const profile = JSON.stringify({
  SPHardwareDataType: [
    {
      chip_type: 'Apple M2 Max',
      machine_model: 'Mac14,5',
      number_processors: 'proc 12:8:4',
      physical_memory: '32 GB',
      platform_UUID: 'A1B2C3D4-0000-1111-2222-ABCDEFABCDEF',
      provisioning_UDID: '00006020-001A2B3C4D5E6F78',
      serial_number: 'C02ABCDEFGHJ',
    },
  ],
  SPDisplaysDataType: [{ sppci_model: 'Apple M2 Max', sppci_cores: '38' }],
})

/** What no composed recording holds: names and numbers of a real Mac. */
const personal: Answers = {
  [keyOf(systemProfile.question)]: profile,
  '/bin/ps -Ao pid,ppid,lstart,user,flags,comm':
    '  PID  PPID STARTED                      USER                    F COMM\n' +
    '    1     0 Sat Nov 21 17:46:44 2026     root                 4004 /sbin/launchd\n' +
    ' 3100     1 Sat Nov 21 17:49:34 2026     wilhelmine           4004 /Users/wilhelmine/bin/llama-server\n' +
    ' 3101     1 Sat Nov 21 17:49:34 2026     bartholomew          4004 /opt/x --token hf_abcdefghijklmnopqrstuvwxyz\n',
}

const optionsFor = (...args: readonly string[]): Options => {
  const options = optionsOf(args)
  if (options === null) throw new Error('help')
  return options
}

interface Checked {
  readonly folder: string
  readonly asked: readonly Asked[]
  readonly of: (id: string) => Asked | undefined
}

async function check(answers: Answers, ...args: readonly string[]): Promise<Checked> {
  const folder = join(tempFolder(), 'out')
  const redact = createRedact(['wilhelmine', 'bartholomew'])
  const guineaPig = pigOfScene(3100)
  const asked = await checkMac({
    mac: replayedMac('mac-m2max-32gb-loading', answers, { redact, guineaPig }),
    folder,
    options: optionsFor(...args),
    askPerson: null,
    origin: { source: 'a test', provenance: 'composed' },
    onAsked: () => undefined,
  })
  return { folder, asked, of: (id) => asked.find(({ doubt }) => doubt.id === id) }
}

const textOf = ({ folder }: Checked, file: string): string =>
  readFileSync(join(folder, file), 'utf8')
const mistaken = ({ asked }: Checked): readonly string[] =>
  asked.flatMap(({ doubt: { id }, verdict, evidence }) =>
    verdict === 'wrong' ? [`${id}: ${evidence}`] : [],
  )

const reading = ['read-', 'vm-stat-keys', 'pressure', 'metal', 'memorystatus', 'gpu'] as const

describe('a check of a Mac that was composed', () => {
  test('keeps each answer as a file, with a manifest that the evaluation reads', async () => {
    const checked = await check({}, ...reading)
    const manifest = jsonIn(textOf(checked, 'MANIFEST.json'))
    expect(manifest).toMatchObject({
      schema: 1,
      samples: expect.arrayContaining([
        expect.objectContaining({
          file: 'answers/vm_stat/one.txt',
          tool: 'vm_stat',
          command: '/usr/bin/vm_stat',
          used: true,
          provenance: 'composed',
          machine: expect.objectContaining({ chip: 'Apple M2 Max', ram_bytes: 32 * 2 ** 30 }),
          expect: {},
          read: expect.objectContaining({ page_size: 16_384 }),
        }),
      ]),
    })
    expect(textOf(checked, 'answers/vm_stat/one.txt')).toMatch(/^Mach Virtual Memory Statistics/)
    expect(statSync(join(checked.folder, 'answers/ps/times.txt')).mode & 0o777).toBe(0o600)
    const result = await suite.run(checked.folder, new Map())
    expect([result.total, result.wrong]).toEqual([0, []])
    expect(result.table.rows.map(([tool]) => tool)).toContain('system_profiler')
  })

  test('whose manifest, once its expected values are filled in, is an evaluation', async () => {
    const checked = await check({}, 'read-vm-stat', 'read-sysctl')
    const path = join(checked.folder, 'MANIFEST.json')
    const { samples } = manifestShape.parse(jsonIn(readFileSync(path, 'utf8')))
    const filled = samples.map((sample) => ({ ...sample, expect: sample.read }))
    writeFileSync(path, JSON.stringify({ samples: filled }))
    const right = await suite.run(checked.folder, new Map())
    expect(right.total).toBeGreaterThan(30)
    expect(right.wrong).toEqual([])
  })
})

describe('what it finds', () => {
  test('is right of parsers that were made for it, and what could not be asked there said', async () => {
    const checked = await check({}, ...reading)
    expect(checked.of('read-vm-stat-one')?.verdict).toBe('holds')
    expect(checked.of('read-vm-stat-one')?.evidence).toMatch(/^our parser reads 16 of 16 keys\n/)
    expect(checked.of('read-ps-times')?.evidence).toMatch(/^our parser reads \d+ rows; pid in \d+/)
    expect(checked.of('metal-limit-by-table')?.verdict).toBe('holds')
    expect(checked.of('metal-follows-the-override')).toMatchObject({
      verdict: 'could not be asked',
      why: 'it needs sudo (--with-sudo)',
    })
    expect(mistaken(checked)).toEqual([])
  })

  test('names no user, no serial number, no identifier, and no secret, in any of its files', async () => {
    const checked = await check(personal, 'read-')
    expect(checked.of('read-system-profiler-hardware-displays')?.verdict).toBe('holds')
    const files = ['report.json', 'report.md', 'MANIFEST.json', 'answers/ps/facts.txt']
    const all = [...files, 'answers/system_profiler/hardware-displays.json'].map((file) =>
      textOf(checked, file),
    )
    for (const text of all) {
      expect(text).not.toMatch(/wilhelmine|bartholomew|C02ABCDEFGHJ|A1B2C3D4|001A2B3C|hf_abc/)
    }
    expect(all[3]).toContain('/Users/user1/bin/llama-server')
    expect(all[4]).toContain('"serial_number":"[removed]"')
  })
})

describe('a Mac that is not as we think', () => {
  const vmStat = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free: 40120.
Pages active: 900000.
Pages inactive: 490000.
Pages speculative: 12000.
Pages wired down: 201345.
File-backed pages: 300000.
Anonymous pages: 702000.
`

  test('is told with what was assumed, where, and what was seen', async () => {
    const checked = await check({ '/usr/bin/vm_stat': vmStat }, 'read-vm-stat', 'vm-stat-identity')
    expect(checked.of('read-vm-stat-one')).toMatchObject({ verdict: 'wrong' })
    expect(checked.of('read-vm-stat-one')?.evidence).toMatch(
      /^it does not tell purgeableBytes, compressorBytes, throttledBytes/,
    )
    expect(checked.of('vm-stat-identity')?.verdict).toBe('wrong')
    const said = summaryOf(checked.asked, 'out')
    expect(said).toMatch(/WRONG: Does our parser read what vm_stat says/)
    expect(said).toMatch(/\(src\/main\/probes\/darwin\/vm-stat\.ts:\d+\)/)
    expect(said).toMatch(/2 wrong, 0 could not be asked, 0 only a person can see, 0 holds/)
    expect(textOf(checked, 'report.md')).toContain('## What we assumed wrongly')
  })
})

describe('an answer that is not as we think', () => {
  test.each([
    [
      'garbage',
      'read-vm-stat-one',
      { '/usr/bin/vm_stat': '\u001b[2Jhello' },
      'wrong',
      /our parser refuses it/,
    ],
    [
      'an app list that is empty',
      'lsappinfo-coalitions',
      { '/usr/bin/lsappinfo list': '' },
      'could not be asked',
      /macOS lists no apps/,
    ],
    [
      'another limit',
      'metal-limit-by-table',
      {
        '/usr/sbin/sysctl iogpu.wired_limit_mb debug.iogpu.wired_limit':
          'iogpu.wired_limit_mb: 30000\n',
      },
      'wrong',
      /override 31457280000/,
    ],
    [
      'a level that the rule excludes',
      'pressure-band',
      {
        '/usr/sbin/sysctl kern.memorystatus_vm_pressure_level kern.memorystatus_level vm.swapusage':
          'kern.memorystatus_vm_pressure_level: 4\nkern.memorystatus_level: 90\n',
      },
      'wrong',
      /the kernel says critical, our rule alone normal/,
    ],
  ] as const)('%s: %s', async (_, id, answers, verdict, words) => {
    const asked = (await check(answers, id)).of(id)
    expect([asked?.verdict, `${asked?.why ?? ''}${asked?.evidence}`]).toEqual([
      verdict,
      expect.stringMatching(words),
    ])
  })
})

describe('what no recording is known of', () => {
  test('is kept as well: memory_pressure -Q, and whole reports of processes that were ended', async () => {
    const folder = join(tempFolder(), 'out')
    const said = 'System-wide memory free percentage: 57%\n'
    const asked = await checkMac({
      mac: replayedMac('mac-64gb-two-servers', { '/usr/bin/memory_pressure -Q': said }),
      folder,
      options: optionsFor('memory-pressure-quick', 'diagnostic-reports'),
      askPerson: null,
      origin: { source: 'a test', provenance: 'composed' },
      onAsked: () => undefined,
    })
    expect(readFileSync(join(folder, 'answers/memory_pressure/quick.txt'), 'utf8')).toBe(said)
    const report = 'answers/reports/JetsamEvent-2026-11-20-115841.ips.txt'
    expect(readFileSync(join(folder, report), 'utf8')).toContain('"bug_type"')
    expect(asked.find(({ doubt }) => doubt.id === 'diagnostic-reports')?.verdict).toBe('holds')
  })
})

describe('the folder', () => {
  test('never takes the place of what an earlier check has kept', async () => {
    const { folder } = await check({}, 'read-vm-stat')
    const again = checkMac({
      mac: replayedMac('mac-m2max-32gb-loading'),
      folder,
      options: optionsFor('read-vm-stat'),
      askPerson: null,
      origin: { source: 'a test', provenance: 'composed' },
      onAsked: () => undefined,
    })
    await expect(again).rejects.toThrow(`${folder} exists already`)
    await expect(check({}, 'nonsense')).rejects.toThrow('no question begins with nonsense')
    expect(existsSync(join(folder, 'report.md'))).toBe(true)
  })
})
