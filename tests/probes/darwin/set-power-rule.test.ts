import { expect, test } from 'vitest'
import {
  removePowerRule,
  ruleRefusalIn,
  writePowerRule,
} from '../../../src/main/probes/darwin/set-power-rule.ts'
import { removeRuleScript, writeRuleScript } from '../../../src/shared/powermetrics-rule.ts'
import { nameOf } from '../../sudo/rule-acts.ts'

const argvOf = ({ question }: typeof removePowerRule): readonly string[] =>
  question.kind === 'command' ? question.argv : []

/** What AppleScript makes of its texts: `\\` and `\"` within quotes. */
const textsIn = (script: string): readonly string[] =>
  [...script.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, text = '']) =>
    text.replaceAll(/\\(.)/gs, '$1'),
  )

test('the script for AppleScript is the same for every user, and the name is its one argument', () => {
  const [alice, dave] = [
    argvOf(writePowerRule(nameOf('alice'))),
    argvOf(writePowerRule(nameOf('dave-x'))),
  ]
  expect(alice.slice(0, 2)).toEqual(['/usr/bin/osascript', '-e'])
  expect(alice[2]).toBe(dave[2])
  expect(alice.slice(3)).toEqual(['alice'])
  expect(dave.slice(3)).toEqual(['dave-x'])
})

test('it gives the very script of root to the shell, behind the name as one quoted word', () => {
  const [, , script = ''] = argvOf(writePowerRule(nameOf('alice')))
  expect(textsIn(script).slice(0, 2)).toEqual(['set -- ', writeRuleScript])
  expect(script).toContain(
    'do shell script "set -- " & quoted form of (item 1 of argv) & linefeed & ',
  )
  expect(script).toMatch(/ with prompt "[^"]+" with administrator privileges\nend run$/)
})

test('the other takes no argument, and removes one file', () => {
  const [, , script = '', ...values] = argvOf(removePowerRule)
  expect(values).toEqual([])
  expect(textsIn(script)[0]).toBe(removeRuleScript)
})

test.each([
  ['exit 1: 0:512: execution error: The command exited with a non-zero status. (64)', 'not-a-name'],
  [
    'exit 1: 0:99: execution error: /etc/sudoers.d/.headroom.tmp:1:9: syntax error (65)',
    'not-taken',
  ],
  ['exit 1: 0:99: execution error: chown: wheel: illegal group name (1)', null],
  ['exit 1: 0:131: execution error: User canceled. (-128)', null],
  ['no answer within 180 s', null],
])('of "%s" the script itself has refused: %s', (reason, refusal) => {
  expect(ruleRefusalIn(reason)).toBe(refusal)
})
