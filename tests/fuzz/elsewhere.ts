/** Doors that no subject goes through, each with the reason: what holds them stands elsewhere, or no stranger comes by them. */
export const elsewhere: Readonly<Record<string, string>> = {
  'src/main/cli/served-snapshot.ts jsonOf': 'over HTTP: tests/cli/status-format',
  'src/main/core/handle.ts handler':
    'makes the doors that `requests` goes through, as it is loaded',
  'src/main/core/own-files.ts namesIn': 'an answer of our own Host, about our own folder',
  'src/main/core/own-files.ts statOf': 'an answer of our own Host, about our own folder',
  'src/main/fit/load-model.ts loadPipeline': 'its index by `pipeline`, its parts by `safetensors`',
  'src/main/host/flight/session.ts sessionIn': 'reads a real file: tests/host/flight',
  'src/main/monitor/linux/server-world.ts parse': 'one figure of a file of the kernel',
  'src/main/monitor/loads/load-models.ts homeOf': 'an answer of our own Host',
  'src/main/settings/settings-store.ts admit': 'hands on to admitChange',
  'src/main/web/server.ts addApi': 'over HTTP: tests/web',
  'src/main/web/sockets.ts admit': 'over a WebSocket: tests/web',
  'src/main/web/sockets.ts parsed': 'over a WebSocket: tests/web',
}
