import { expect, test } from 'vitest'
import { parseCommandLine } from './command-line.ts'

test('switches count wherever they stand; the first that is none is the app', () => {
  const args = '--no-sandbox --inspect=0 -r own.cjs --user-data-dir=/tmp/u app --dark=a=b word'
  const { required, switches, appPath } = parseCommandLine(args.split(' '), '/home')
  expect(required).toEqual(['/home/own.cjs'])
  expect(appPath).toBe('/home/app')
  expect([...switches]).toEqual([
    ['no-sandbox', ''],
    ['inspect', '0'],
    ['user-data-dir', '/tmp/u'],
    ['dark', 'a=b'],
  ])
})

test('without an app it is the folder itself, and after -- there are no switches', () => {
  const { appPath, switches } = parseCommandLine(['--', '--not-one'], '/home')
  expect([appPath, switches.size]).toEqual(['/home', 0])
})
