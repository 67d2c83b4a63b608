import { describe, expect, test } from 'vitest'
import { withLateBuiltins } from '../../build/late-builtins.ts'

const file = '/somewhere/node_modules/ws/lib/websocket.js'

describe('late builtins', () => {
  test('a library asks for a module of Node when it calls it', () => {
    const text = `const https = require('https');\nconst tls = require("node:tls");\nconst net = require('net');`
    const late = withLateBuiltins(file, text)
    expect(late).toContain(`process.getBuiltinModule('node:https')[key]`)
    expect(late).toContain(`process.getBuiltinModule('node:tls')[key]`)
    expect(late).toContain(`require('net')`)
  })

  test('other files stay as they are', () => {
    expect(withLateBuiltins('/somewhere/src/ws/lib/websocket.js', `require('https')`)).toBeNull()
  })

  test('the build stops where a new version of the library asks otherwise', () => {
    expect(() => withLateBuiltins(file, `import https from 'https'`)).toThrow(
      'ws/lib/websocket.js requires https no more',
    )
  })
})
