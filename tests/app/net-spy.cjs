'use strict'
const dns = require('node:dns')
const { registerHooks } = require('node:module')
const net = require('node:net')
const { app, net: electronNet } = require('electron')

const isHere = (host) => /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/.test(host)
const hosts = []
const chunks = []
globalThis.netSpy = { hosts, chunks }

const note = (host) => {
  if (typeof host === 'string' && !isHere(host)) hosts.push(host)
}

// every connection of Node's goes by this one; a path is a socket of this machine
const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args
  if (typeof options === 'object' && options !== null && !('path' in options && options.path))
    note(options.host ?? 'localhost')
  return connect.apply(this, args)
}
const { lookup } = dns
dns.lookup = (host, ...rest) => {
  note(host)
  return lookup(host, ...rest)
}

// Electron's own go by Chromium
void app.whenReady().then(() => {
  const { request } = electronNet
  electronNet.request = (options) => {
    note(typeof options === 'string' ? new URL(options).hostname : options.hostname)
    return request(options)
  }
})

registerHooks({
  load: (url, context, next) => {
    const [, chunk] = /\/out\/main\/(.+)$/.exec(url) ?? []
    if (chunk !== undefined) chunks.push(chunk)
    return next(url, context)
  },
})
