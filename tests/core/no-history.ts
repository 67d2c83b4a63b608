import type { HistoryData } from '../../src/main/core/data-desk.ts'

export const noHistory: HistoryData = {
  bytes: () => 0,
  clear: () => undefined,
  exportText: () => '',
}
