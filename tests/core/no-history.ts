import type { HistoryData } from '../../src/main/core/data-desk.ts'

export const noHistory: HistoryData = {
  bytes: () => 0,
  clear: () => ({ kind: 'ok', value: null, atMs: 0, tookMs: 0 }),
  exportText: () => '',
}
