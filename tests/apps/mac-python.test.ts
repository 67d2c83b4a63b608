import { expect, test } from 'vitest'
import { macProcess, pidsByApp } from './mac-processes.ts'

const python =
  '/opt/homebrew/Cellar/python@3.12/3.12.7/Frameworks/Python.framework/Versions/3.12/Resources/Python.app/Contents/MacOS/Python'

test("two servers that Python's framework runs are two programs, though their file lies in an app", () => {
  const processes = [
    macProcess(10, 1, '/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal'),
    macProcess(11, 10, '-zsh'),
    macProcess(12, 11, python),
    macProcess(20, 1, '/opt/homebrew/bin/tmux'),
    macProcess(21, 20, '-zsh'),
    macProcess(22, 21, python),
    macProcess(23, 22, python),
  ]
  expect(pidsByApp(processes)).toEqual([
    ['Terminal', [10, 11]],
    ['Python', [12]],
    ['tmux', [20, 21]],
    ['Python', [22, 23]],
  ])
})
