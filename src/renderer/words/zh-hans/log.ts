import type { In } from '../texts.ts'

export const log: In<'log'> = {
  title: '日志',
}
